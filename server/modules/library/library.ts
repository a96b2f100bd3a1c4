import { LearnPathError } from '@learnpath/contracts'
import { createBlobCustody } from './blob-custody.ts'
import { logChange, readChangesAfter, readLatestSequence } from './change-log.ts'
import { readChunks, readIndexableDocument, readIndexableDocuments } from './chunk-reading.ts'
import { createCollections } from './collections.ts'
import { deleteCollectionRows, deleteDocumentRows } from './delete-documents.ts'
import { matchingDocumentIds } from './document-filter.ts'
import {
  findDocumentByPath,
  listDocuments,
  readDocument,
  readDocumentIfThere,
  readDocumentText,
} from './document-reading.ts'
import { createDocumentStates } from './document-states.ts'
import type { LibraryApi } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'
import { readStatistics } from './library-statistics.ts'
import { publishCopy } from './publish-copy.ts'
import { publishVersion } from './publish-version.ts'
import type { Published } from './publish-version.ts'
import { putDocument, validPath } from './put-document.ts'
import { replaceTags } from './tags.ts'

/** Collections, documents, their versions and chunks, in the relational store; their bytes in the blob store. */
export function createLibrary(dependencies: LibraryDependencies): LibraryApi {
  const { store, eventBus } = dependencies
  const { db } = store
  const collections = createCollections(dependencies)
  const custody = createBlobCustody(dependencies)
  const states = createDocumentStates(dependencies)

  async function announce(documentId: string): Promise<void> {
    const document = await readDocumentIfThere(db, documentId)
    if (document === null) return
    eventBus.publish({
      type: 'document-changed',
      documentId,
      collection: document.collection,
      path: document.path,
      state: document.state,
      searchable: document.searchable,
      errorCode: document.failure?.code ?? null,
    })
  }
  const settle = async ({ published, droppedHashes }: Published) => {
    await custody.dropUnreferenced(droppedHashes)
    return published
  }

  return {
    createCollection: (name) => collections.create(name),
    collection: (idOrName, options) => collections.find(idOrName, options),
    listCollections: () => collections.list(),
    async deleteCollection(collectionId) {
      await deleteCollectionRows(dependencies, collectionId, async (documentIds, hashes) => {
        await custody.dropUnreferenced(hashes)
        for (const documentId of documentIds) eventBus.publish({ type: 'document-deleted', documentId })
      })
      await store.purgeDeleted()
    },

    receive: (bytes, options) => custody.receive(bytes, options),
    sweepFiles: () => custody.sweep(),
    async put(input, also) {
      const { replacedHash, ...result } = await putDocument(dependencies, input, also)
      if (result.outcome === 'unchanged') return result
      if (replacedHash !== null) await custody.dropUnreferenced([replacedHash])
      await announce(result.document.id)
      return result
    },
    get: (documentId) => readDocument(db, documentId),
    findByPath: (collectionId, path) => findDocumentByPath(db, collectionId, path),
    list: (filter) => listDocuments(db, filter),
    async rename(documentId, path) {
      await renameDocument(dependencies, documentId, validPath(path))
      await announce(documentId)
      return readDocument(db, documentId)
    },
    async setTags(documentId, tags) {
      await db.transaction().execute(async (transaction) => {
        await readDocument(transaction, documentId)
        await replaceTags(transaction, documentId, tags)
      })
      await announce(documentId)
      return readDocument(db, documentId)
    },
    async delete(documentId) {
      await custody.dropUnreferenced(await deleteDocumentRows(dependencies, documentId))
      await store.purgeDeleted()
      eventBus.publish({ type: 'document-deleted', documentId })
    },
    text: (documentId) => readDocumentText(db, documentId),

    async setState(documentId, contentHash, state, also) {
      const changed = await states.set(documentId, contentHash, state, also)
      if (changed) await announce(documentId)
      return changed
    },
    async markFailed(documentId, contentHash, failure) {
      if (await states.fail(documentId, contentHash, failure)) await announce(documentId)
    },
    announce,
    publishVersion: async (version) => settle(await publishVersion(dependencies, version)),
    publishCopy: async (documentId, contentHash, parserVersion) =>
      settle(await publishCopy(dependencies, { documentId, contentHash, parserVersion })),

    chunks: (chunkIds) => readChunks(db, chunkIds),
    matchingDocumentIds: (filter) => matchingDocumentIds(db, filter),
    changesAfter: (sequence, limit) => readChangesAfter(db, sequence, limit),
    latestSequence: () => readLatestSequence(db),
    indexableDocuments: (afterDocumentId, limit) => readIndexableDocuments(db, afterDocumentId, limit),
    indexableDocument: (documentId) => readIndexableDocument(db, documentId),
    statistics: () => readStatistics(db),
  }
}

async function renameDocument(dependencies: LibraryDependencies, documentId: string, path: string): Promise<void> {
  await dependencies.store.db.transaction().execute(async (transaction) => {
    const document = await readDocument(transaction, documentId)
    if (document.path === path) return
    const taken = await findDocumentByPath(transaction, document.collectionId, path)
    if (taken !== null) throw new LearnPathError('LP_DOCUMENT_PATH_TAKEN', { detail: path })
    await transaction
      .updateTable('documents')
      .set({ path, changed_at: dependencies.clock.now(), last_outcome: 'renamed' })
      .where('id', '=', documentId)
      .execute()
    if (document.searchable)
      await logChange(transaction, { kind: 'document-published', documentId }, dependencies.clock)
  })
}
