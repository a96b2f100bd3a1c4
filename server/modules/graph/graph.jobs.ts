import { ERRORS, LearnPathError, type ErrorCode } from '@learnpath/contracts'
import type { JobHandler, JobQueue } from '../../ports/job-queue.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import type { DocumentReading } from './reading/document-reading.ts'

export const READ_DOCUMENT_GRAPH = 'read-document-graph'
/** Below those of making documents searchable and of finding their concepts. */
const PRIORITY = -2

/** The payload is empty: which version a document has is looked up when the job runs. */
export async function enqueueReading(
  jobQueue: Pick<JobQueue, 'enqueue'>,
  transaction: DatabaseTransaction,
  documentId: string,
): Promise<string> {
  return await jobQueue.enqueue(transaction, {
    kind: READ_DOCUMENT_GRAPH,
    subjectId: documentId,
    dedupeKey: documentId,
    payload: {},
    priority: PRIORITY,
  })
}

/** Reads one document. Repeating it costs nothing; `onRead` hears of the collection. */
export function createReadHandler(reading: DocumentReading, onRead: (collectionId: string) => void): JobHandler {
  const tell = (collectionId: string | null): void => {
    if (collectionId !== null) onRead(collectionId)
  }
  return async (job, signal) => {
    try {
      tell(await reading.ensure(job.subjectId, signal))
      return { kind: 'done' }
    } catch (error) {
      if (signal.reason === 'shutdown' || isStopping(error)) return { kind: 'park' }
      if (signal.aborted) return { kind: 'done' }
      const code: ErrorCode = error instanceof LearnPathError ? error.code : 'LP_INTERNAL'
      const message = error instanceof LearnPathError ? error.message : ERRORS.LP_INTERNAL.title
      if (!job.lastAttempt && code !== 'LP_STORE_DAMAGED') return { kind: 'retry', code, message }
      tell(await reading.giveUp(job.subjectId, error))
      return { kind: 'failed', code, message }
    }
  }
}

const isStopping = (error: unknown): boolean => error instanceof LearnPathError && error.code === 'LP_SERVER_STOPPING'
