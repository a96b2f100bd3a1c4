export { createLibrary } from './library.ts'
export type { LibraryDependencies } from './library-dependencies.ts'
export type {
  Change,
  Chunk,
  ChunkInDocument,
  DocumentFilter,
  IndexableDocument,
  InSameTransaction,
  LibraryApi,
  NewChunk,
  NewVersion,
  PutDocument,
  PutResult,
  ReceivedBlob,
  VisibleCollections,
} from './library-api.ts'
