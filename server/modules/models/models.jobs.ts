import { ERRORS, LearnPathError } from '@learnpath/contracts'
import type { JobHandler, JobResult } from '../../ports/job-queue.ts'
import { downloadModel } from './download-model.ts'
import { readKnownModels, requireKnown } from './known-models.ts'
import type { FormMaker, QuantizedPrecision } from './make-form.ts'
import { createModelProgress } from './model-progress.ts'
import type { ModelsDependencies } from './models-dependencies.ts'
import { requireInstalled } from './open-model.ts'

export const PULL_MODEL = 'pull-model'
export const QUANTIZE_MODEL = 'quantize-model'

/** Downloads a model. After a restart it goes on where it was. */
export function createPullHandler(deps: ModelsDependencies): JobHandler {
  return async (job, signal) => {
    const progress = createModelProgress(deps, { model: job.subjectId, jobId: job.id })
    const result = await endingOf(deps, signal, async () => {
      const model = requireKnown(await readKnownModels(deps.modelStore), job.subjectId)
      await downloadModel(deps, { model, progress, signal })
    })
    if (result.kind === 'done' && !signal.aborted) progress.tell('ready', 'downloaded')
    if (result.kind === 'failed') progress.tell('failed', result.message)
    return result
  }
}

/** Makes a smaller form. After a restart it starts anew. */
export function createQuantizeHandler(deps: ModelsDependencies, forms: FormMaker): JobHandler {
  return async (job, signal) =>
    await endingOf(deps, signal, async () => {
      const model = await requireInstalled(deps, job.subjectId)
      const precision = job.payload['precision'] as QuantizedPrecision
      await forms.make({ model, precision, jobId: job.id, signal })
    })
}

/** Nothing is tried again by itself: the person who waits is told, and does so when the cause is gone. */
async function endingOf(
  { logger }: ModelsDependencies,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<JobResult> {
  try {
    await work()
    return { kind: 'done' }
  } catch (error) {
    if (signal.reason === 'shutdown') return { kind: 'park' }
    if (signal.aborted) return { kind: 'done' }
    if (error instanceof LearnPathError) {
      logger.info('work on a model failed', { code: error.code })
      return { kind: 'failed', code: error.code, message: error.message }
    }
    logger.error('work on a model failed unexpectedly', { error: String(error) })
    return { kind: 'failed', code: 'LP_INTERNAL', message: ERRORS.LP_INTERNAL.title }
  }
}
