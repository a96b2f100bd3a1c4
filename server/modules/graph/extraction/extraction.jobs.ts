import { LearnPathError } from '@learnpath/contracts'
import type { JobHandler, JobQueue } from '../../../ports/job-queue.ts'
import type { DatabaseTransaction } from '../../../ports/relational-store.ts'
import { runExtraction, type ExtractionRunDependencies } from './extraction-run.ts'

export const EXTRACT_GRAPH = 'extract-graph'
/** Below all that makes documents searchable. */
const PRIORITY = -2
/** Waiting for a model that cannot be reached has no end but the user's. */
const MAX_ATTEMPTS = 1_000_000

export async function enqueueExtraction(
  jobQueue: Pick<JobQueue, 'enqueue'>,
  transaction: DatabaseTransaction,
  extractionId: string,
): Promise<string> {
  return await jobQueue.enqueue(transaction, {
    kind: EXTRACT_GRAPH,
    subjectId: extractionId,
    dedupeKey: extractionId,
    payload: {},
    priority: PRIORITY,
    maxAttempts: MAX_ATTEMPTS,
  })
}

export interface ExtractionHandlerDependencies extends ExtractionRunDependencies {
  readonly jobQueue: Pick<JobQueue, 'enqueue'>
  /** Extractions that run now, by id: aborting one ends its call. */
  readonly running: Map<string, AbortController>
}

/** Goes on with one extraction. What has been read is stored passage by passage, so that a killed run costs one call. */
export function createExtractionHandler(dependencies: ExtractionHandlerDependencies): JobHandler {
  const { db, extractions, jobQueue, running } = dependencies
  return async ({ subjectId: id, attempt, lastAttempt }, signal) => {
    const cancelled = new AbortController()
    running.set(id, cancelled)
    try {
      const end = await runExtraction(dependencies, id, AbortSignal.any([signal, cancelled.signal]))
      if (end === 'ended') return { kind: 'done' }
      const { pausedBy, fresh } = end
      const code = pausedBy.code ?? 'LP_LANGUAGE_MODEL_FAILED'
      if (fresh && attempt > 1) {
        // The model was there again: the waits begin anew, as short as at first.
        await db.transaction().execute(async (transaction) => await enqueueExtraction(jobQueue, transaction, id))
        return { kind: 'done' }
      }
      return { kind: 'retry', code, message: pausedBy.message }
    } catch (failure) {
      if (signal.reason === 'shutdown' || isStopping(failure)) return { kind: 'park' }
      if (signal.aborted || cancelled.signal.aborted) return { kind: 'done' }
      if (lastAttempt || attempt % FAILURES_BORNE === 0) {
        await extractions.end(id, 'failed', failure instanceof LearnPathError ? failure.message : String(failure))
        return { kind: 'failed', code: codeOf(failure), message: String(failure) }
      }
      return { kind: 'retry', code: codeOf(failure), message: String(failure) }
    } finally {
      running.delete(id)
    }
  }
}

/** Of our own program or its store. */
const FAILURES_BORNE = 5

const codeOf = (failure: unknown) => (failure instanceof LearnPathError ? failure.code : 'LP_INTERNAL')
const isStopping = (failure: unknown): boolean =>
  failure instanceof LearnPathError && failure.code === 'LP_SERVER_STOPPING'
