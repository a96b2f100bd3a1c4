import type { Document } from '@learnpath/contracts'
import type { DocumentPasswords } from './document-passwords.ts'
import { enqueueIngestion } from './ingest-job.ts'
import type { IngestionApi } from './ingestion-api.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'

/** Documents looked at together while a collection is deleted. */
const PAGE = 500
/** A document has at most one waiting and one running job. */
const LIVE_JOBS = 2

/** What a person can do with the work on a document: again, stop, away with it. */
export function createDocumentWork(
  dependencies: IngestionDependencies,
  passwords: DocumentPasswords,
): Pick<IngestionApi, 'retry' | 'cancel' | 'delete'> & { forgetCollection(collectionId: string): Promise<void> } {
  const { library, jobQueue, parser } = dependencies

  async function cancelJobs(documentId: string): Promise<void> {
    for (const state of ['queued', 'running'] as const) {
      const jobs = await jobQueue.list({ state, subjectId: documentId, limit: LIVE_JOBS })
      for (const job of jobs) await jobQueue.cancel(job.id)
    }
  }

  return {
    async retry(documentId, options = {}): Promise<Document> {
      const document = await library.get(documentId)
      // A running try does not know the password; its outcome must not overwrite that of the new one.
      await cancelJobs(documentId)
      const given = passwords.give(documentId, options.password)
      await library.setState(documentId, document.contentHash, 'queued', async (transaction) => {
        await enqueueIngestion(jobQueue, transaction, {
          ...given,
          documentId,
          format: document.format,
          parseAnew: true,
        })
      })
      parser.warm()
      jobQueue.wake()
      return await library.get(documentId)
    },
    async cancel(documentId): Promise<Document> {
      const { contentHash } = await library.get(documentId)
      await cancelJobs(documentId)
      passwords.forget(documentId)
      await library.setState(documentId, contentHash, 'cancelled')
      return await library.get(documentId)
    },
    async delete(documentId): Promise<void> {
      await library.get(documentId)
      await cancelJobs(documentId)
      passwords.forget(documentId)
      await library.delete(documentId)
    },
    async forgetCollection(collectionId) {
      for (const state of ['queued', 'processing'] as const) {
        let after: string | undefined
        do {
          const filter = { collectionId, state, limit: PAGE }
          const page = await library.list(after === undefined ? filter : { ...filter, after })
          for (const document of page.documents) {
            await cancelJobs(document.id)
            passwords.forget(document.id)
          }
          after = page.next ?? undefined
        } while (after !== undefined)
      }
    },
  }
}
