import { nothingToEnd } from '../../kernel/nothing-to-end.ts'
import { addDocument } from './add-document.ts'
import { createDocumentPasswords } from './document-passwords.ts'
import { createDocumentWork } from './document-work.ts'
import { INGEST_DOCUMENT } from './ingest-job.ts'
import type { IngestionApi } from './ingestion-api.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import { createIngestDocumentHandler } from './ingestion.jobs.ts'
import { requeueInterruptedDocuments, settleStrandedDocuments } from './stranded-documents.ts'
import { createWatchedFolders } from './watched-folders.ts'

/** From bytes to searchable documents, and folders that are kept in step. `start` also starts the job queue. */
export function createIngestion(dependencies: IngestionDependencies): IngestionApi {
  const { library, jobQueue, blobStore, logger, limits, leadership } = dependencies
  const passwords = createDocumentPasswords(dependencies.passwordSeal)
  const work = createDocumentWork(dependencies, passwords)
  const folders = createWatchedFolders(dependencies, async (documentId) => await work.delete(documentId))
  let sweeping: Promise<void> = Promise.resolve()
  let giveUp = nothingToEnd

  return {
    add: async (input) => await addDocument(dependencies, passwords, input),
    retry: async (documentId, options) => await work.retry(documentId, options),
    cancel: async (documentId) => await work.cancel(documentId),
    delete: async (documentId) => await work.delete(documentId),
    async deleteCollection(collectionId) {
      await folders.removeOfCollection(collectionId)
      await work.forgetCollection(collectionId)
      await library.deleteCollection(collectionId)
    },
    addWatch: async (input) => await folders.addWatch(input),
    listWatches: async () => await folders.listWatches(),
    removeWatch: async (watchId, options) => await folders.removeWatch(watchId, options),
    settleWatch: async (watchId) => await folders.settleWatch(watchId),
    async start() {
      await blobStore.sweep()
      await requeueInterruptedDocuments(dependencies)
      const handler = createIngestDocumentHandler(dependencies, passwords)
      jobQueue.handle(INGEST_DOCUMENT, handler, { concurrency: limits.concurrency })
      await jobQueue.start()
      giveUp = await leadership.lead({
        name: 'library',
        async start() {
          await settleStrandedDocuments(dependencies)
          sweeping = library.sweepFiles().catch((error: unknown) => {
            logger.warn('sweeping files that no document has failed', { error: String(error) })
          })
          await folders.start()
        },
        async stop() {
          await folders.stop()
          await sweeping
        },
      })
    },
    stop: async () => await giveUp(),
  }
}
