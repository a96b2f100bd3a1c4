import type { LibraryApi } from '../library/index.ts'

/** The part of the library that retrieval reads. */
export type LibraryReader = Pick<
  LibraryApi,
  | 'collection'
  | 'visibleCollections'
  | 'text'
  | 'chunks'
  | 'matchingDocumentIds'
  | 'changesAfter'
  | 'latestSequence'
  | 'indexableDocuments'
  | 'indexableDocument'
  | 'statistics'
>
