import { ERRORS, LearnPathError } from '@learnpath/contracts'
import { withinScope } from '../../../kernel/access/access-scope.ts'
import type { JobHandler, JobResult } from '../../../ports/job-queue.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { RunKind } from './run-kind.ts'
import type { RunProgress } from './run-progress.ts'
import type { RunRows, StoredRun } from './run-rows.ts'

export const EVALUATE = 'evaluate'

export interface RunHandlerDependencies {
  readonly rows: RunRows
  readonly progress: RunProgress
  readonly logger: Logger
  readonly kindOf: (run: StoredRun) => RunKind | undefined
}

/** Does the work of one evaluation. After a restart it goes on where it was. */
export function createRunHandler({ rows, progress, logger, kindOf }: RunHandlerDependencies): JobHandler {
  async function work(run: StoredRun, kind: RunKind, signal: AbortSignal): Promise<void> {
    await rows.update(run.id, { state: 'running', failure: null })
    await progress.changed(run.id)
    const report = await kind.work({
      run,
      signal,
      result: async (key) => await rows.result(run.id, key),
      putResult: async (key, result) => await rows.putResult(run.id, key, result),
      results: async () => await rows.results(run.id),
      tell: (done, total) => progress.tell(run.id, { done, total }),
    })
    signal.throwIfAborted()
    await progress.keep(run.id)
    await rows.update(run.id, { state: 'complete', report })
    await kind.discard?.(run.id)
  }

  async function endingOf(run: StoredRun, signal: AbortSignal, failure: unknown): Promise<JobResult> {
    await progress.keep(run.id)
    if (signal.reason === 'shutdown') return { kind: 'park' }
    if (signal.aborted) return { kind: 'done' }
    const known = failure instanceof LearnPathError
    if (!known) logger.error('an evaluation failed unexpectedly', { run: run.id, error: String(failure) })
    const code = known ? failure.code : 'LP_INTERNAL'
    const message = known ? failure.message : ERRORS.LP_INTERNAL.title
    await rows.update(run.id, { state: 'failed', failure: { code, message, advice: ERRORS[code].advice } })
    await progress.changed(run.id)
    return { kind: 'failed', code, message }
  }

  return async (job, signal) => {
    const run = await rows.find(job.subjectId)
    const kind = run === null ? undefined : kindOf(run)
    // It was deleted, or ended by a person before its turn came.
    const isEnded = run?.state === 'cancelled' || run?.state === 'complete'
    if (run === null || kind === undefined || isEnded) return { kind: 'done' }
    try {
      await withinScope({ ...run.startedBy, userId: '' }, async () => await work(run, kind, signal))
      await progress.changed(run.id)
      return { kind: 'done' }
    } catch (failure) {
      return await endingOf(run, signal, failure)
    }
  }
}
