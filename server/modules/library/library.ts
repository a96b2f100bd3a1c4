import { createSharedQuestion } from '../../kernel/shared-question.ts'
import { createBlobCustody } from './blob-custody.ts'
import { countChangedAfter, createLatestSequenceReader, readChangesAfter } from './change-log.ts'
import { readChunks, readIndexableDocument, readIndexableDocuments } from './chunk-reading.ts'
import { createCollections } from './collections.ts'
import { createDocumentChanges } from './document-changes.ts'
import { matchingDocumentIds } from './document-filter.ts'
import { readFacets } from './document-facets.ts'
import { listDocuments } from './document-list.ts'
import { findDocumentByPath, readDocument, readDocumentText } from './document-reading.ts'
import type { LibraryApi } from './library-api.ts'
import type { LibraryDependencies } from './library-dependencies.ts'
import { readStatistics, readTokenCounts } from './library-statistics.ts'

/** Collections, documents, their versions and chunks, in the relational store; their bytes in the blob store. */
export function createLibrary(dependencies: LibraryDependencies): LibraryApi {
  const { store } = dependencies
  const { db } = store
  const collections = createCollections(dependencies)
  const custody = createBlobCustody(dependencies)
  return {
    ...createDocumentChanges(dependencies, custody),
    createCollection: async (name, visibility) => await collections.create(name, visibility),
    setVisibility: async (collectionId, visibility) => await collections.setVisibility(collectionId, visibility),
    collection: async (idOrName, options) => await collections.find(idOrName, options),
    listCollections: async () => await collections.list(),
    visibleCollections: async () => await collections.visible(),
    receive: async (bytes, options) => await custody.receive(bytes, options),
    sweepFiles: async () => await custody.sweep(),
    get: async (documentId) => await store.read(async (from) => await readDocument(from, documentId)),
    findByPath: async (collectionId, path) => await findDocumentByPath(db, collectionId, path),
    list: async (query) => await store.read(async (from) => await listDocuments(from, query)),
    facets: async (filter) => await store.read(async (from) => await readFacets(from, filter)),
    text: async (documentId) => await store.read(async (from) => await readDocumentText(from, documentId)),
    chunks: async (chunkIds) => await store.read(async (from) => await readChunks(from, chunkIds)),
    matchingDocumentIds: async (filter) => await store.read(async (from) => await matchingDocumentIds(from, filter)),
    changesAfter: async (sequence, limit) => await readChangesAfter(db, sequence, limit),
    changedAfter: async (sequence) => await countChangedAfter(db, sequence),
    latestSequence: createSharedQuestion(createLatestSequenceReader(db)),
    indexableDocuments: async (afterDocumentId, limit) =>
      await store.read(async (from) => await readIndexableDocuments(from, afterDocumentId, limit)),
    indexableDocument: async (documentId) =>
      await store.read(async (from) => await readIndexableDocument(from, documentId)),
    sampleTokenCounts: async (limit) => await store.read(async (from) => await readTokenCounts(from, limit)),
    statistics: async () => await store.read(async (from) => await readStatistics(from)),
  }
}
