import { ERRORS, LearnPathError, type ErrorCode } from '@learnpath/contracts'
import type { JobHandler, JobQueue } from '../../ports/job-queue.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import type { Analyses } from './analyses/analyses.ts'

export const ANALYSE_DOCUMENT = 'analyse-document'
/** Below that of making documents searchable. */
const PRIORITY = -1

/** The payload is empty: which version a document has is looked up when the job runs. */
export async function enqueueAnalysis(
  jobQueue: Pick<JobQueue, 'enqueue'>,
  transaction: DatabaseTransaction,
  documentId: string,
): Promise<string> {
  return await jobQueue.enqueue(transaction, {
    kind: ANALYSE_DOCUMENT,
    subjectId: documentId,
    dedupeKey: documentId,
    payload: {},
    priority: PRIORITY,
  })
}

/** Finds the phrases of one document. Repeating it costs nothing; `onAnalysed` hears of the collection. */
export function createAnalyseHandler(analyses: Analyses, onAnalysed: (collectionId: string) => void): JobHandler {
  return async (job, signal) => {
    try {
      const collectionId = await analyses.ensure(job.subjectId, signal)
      if (collectionId !== null) onAnalysed(collectionId)
      return { kind: 'done' }
    } catch (error) {
      if (signal.reason === 'shutdown' || isStopping(error)) return { kind: 'park' }
      if (signal.aborted) return { kind: 'done' }
      const code: ErrorCode = error instanceof LearnPathError ? error.code : 'LP_INTERNAL'
      const message = error instanceof LearnPathError ? error.message : ERRORS.LP_INTERNAL.title
      if (!job.lastAttempt && code !== 'LP_STORE_DAMAGED') return { kind: 'retry', code, message }
      await analyses.giveUp(job.subjectId, error)
      return { kind: 'failed', code, message }
    }
  }
}

const isStopping = (error: unknown): boolean => error instanceof LearnPathError && error.code === 'LP_SERVER_STOPPING'
