import type { DocumentFormat } from '@learnpath/contracts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import type { JobPassword } from './document-passwords.ts'

export const INGEST_DOCUMENT = 'ingest-document'

export interface IngestPayload extends JobPassword {
  readonly documentId: string
  /** Parse even if a result for the same bytes is there (a person asked for another try). */
  readonly parseAnew?: boolean
}

/** The payload names the document, and what a person gave for it: which bytes it has is looked up when the job runs. */
export async function enqueueIngestion(
  jobQueue: JobQueue,
  transaction: DatabaseTransaction,
  { format, ...payload }: IngestPayload & { readonly format: DocumentFormat },
): Promise<string> {
  const { documentId } = payload
  return await jobQueue.enqueue(transaction, {
    kind: INGEST_DOCUMENT,
    subjectId: documentId,
    dedupeKey: documentId,
    payload: { ...payload },
    // A scanned PDF takes as long as hundreds of notes: what can be searched at once goes first.
    priority: format === 'pdf' ? 0 : 1,
  })
}
