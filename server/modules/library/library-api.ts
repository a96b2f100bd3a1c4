import type {
  AddOutcome,
  Collection,
  Document,
  DocumentFacets,
  DocumentFormat,
  DocumentText,
  ErrorCode,
  ListDocumentsQuery,
} from '@learnpath/contracts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'

/** Bytes that have arrived in the blob store and are to become a document. */
export interface PutDocument {
  readonly collectionId: string
  readonly path: string
  readonly contentHash: string
  readonly sizeBytes: number
  readonly format: DocumentFormat
  readonly tags?: readonly string[]
  readonly modifiedAt?: number
  readonly watchId?: string
  /** Known by the caller (a folder scan) to be the new place of this document. */
  readonly renamedFromDocumentId?: string
}

export interface PutResult {
  readonly document: Document
  readonly outcome: AddOutcome
}

/** Bytes in the blob store that are kept until `release`, even while no row refers to them yet. */
export interface ReceivedBlob {
  readonly hash: string
  readonly sizeBytes: number
  /** Call after `put`, or after it failed; bytes that nothing refers to by then are deleted. */
  release(): Promise<void>
}

/** A chunk before it has an id. */
export interface NewChunk {
  readonly ordinal: number
  readonly headingPath: readonly string[]
  readonly start: number
  readonly end: number
  readonly pageStart: number | null
  readonly pageEnd: number | null
  readonly tokenCount: number
}

export interface Chunk extends NewChunk {
  readonly id: number
  readonly text: string
}

/** A chunk with what a hit or a citation shows of its document. */
export interface ChunkInDocument extends Chunk {
  readonly documentId: string
  readonly versionHash: string
  readonly collection: string
  readonly path: string
  readonly title: string
  readonly language: string
}

/** All that an index needs of one document; null chunks when it is gone or has no version. */
export interface IndexableDocument {
  readonly documentId: string
  readonly workspaceId: string
  readonly collectionId: string
  readonly collection: string
  readonly path: string
  readonly title: string
  /** Whether the title is the document's own; else it is the file name, which changes with a rename. */
  readonly titled: boolean
  readonly language: string
  readonly chunks: readonly Chunk[]
}

export interface Change {
  readonly sequence: number
  readonly kind: 'document-published' | 'document-deleted'
  readonly documentId: string
}

/** What one of a workspace may see. */
export interface VisibleCollections {
  readonly workspaceId: string
  /** In order. */
  readonly ids: readonly string[]
  /** Whether there are no others, in this workspace or another. */
  readonly areAll: boolean
}

export interface DocumentFilter {
  readonly collectionIds?: readonly string[]
  readonly documentIds?: readonly string[]
  readonly formats?: readonly DocumentFormat[]
  readonly languages?: readonly string[]
  readonly tags?: readonly string[]
  readonly changedAfter?: number
  readonly changedBefore?: number
}

export type DocumentListQuery = Readonly<Partial<Omit<ListDocumentsQuery, 'collection' | 'limit'>>> & {
  readonly collectionId?: string
  readonly watchId?: string
  readonly limit: number
}

export interface NewVersion {
  readonly documentId: string
  /** Of the bytes that were parsed; when the document has moved on since, the version is dropped. */
  readonly contentHash: string
  readonly parserVersion: string
  readonly parsed: ParsedDocument
  readonly language: string
  readonly chunks: readonly NewChunk[]
}

/** Runs inside the transaction of the change, e.g. to enqueue the work that follows from it. */
export type InSameTransaction = (transaction: DatabaseTransaction, result: PutResult) => Promise<void>

/** Collections and documents a person owns, from upload to deletion. */
export interface LibraryApi {
  createCollection(name: string, visibility?: Collection['visibility']): Promise<Collection>
  /**
   * Shares a collection, or keeps it to the member for whom it is done.
   * @throws LP_COLLECTION_NOT_FOUND, LP_COLLECTION_EXISTS when there is another one of its name among those
   */
  setVisibility(collectionId: string, visibility: Collection['visibility']): Promise<Collection>
  /** Finds by id or name, or makes it when `create` is set. @throws LP_COLLECTION_NOT_FOUND */
  collection(idOrName: string, options?: { readonly create?: boolean }): Promise<Collection>
  listCollections(): Promise<Collection[]>
  /** Those that the one may see for whom it is done; null for the program itself, which sees all. */
  visibleCollections(): Promise<VisibleCollections | null>
  deleteCollection(collectionId: string): Promise<void>

  /** Stores bytes durably, safe from a deletion of the same bytes until released. Errors as of `BlobStore.write`. */
  receive(bytes: AsyncIterable<Uint8Array>, options: { readonly maxBytes: number }): Promise<ReceivedBlob>
  /** Deletes files that no document refers to, such as those whose upload was acknowledged to nobody. */
  sweepFiles(): Promise<void>
  /** Same path and hash: unchanged, costs nothing, unless the last try failed or was cancelled: then it is queued again. `also` runs in the same transaction unless the outcome is unchanged. */
  put(input: PutDocument, also?: InSameTransaction): Promise<PutResult>
  /** @throws LP_DOCUMENT_NOT_FOUND */
  get(documentId: string): Promise<Document>
  findByPath(collectionId: string, path: string): Promise<Document | null>
  /** @throws LP_REQUEST_INVALID for a cursor that is none or does not go with the order */
  list(query: DocumentListQuery): Promise<{ documents: Document[]; total: number; next: string | null }>
  facets(filter: { readonly collectionId?: string }): Promise<DocumentFacets>
  /** @throws LP_DOCUMENT_PATH_TAKEN, LP_DOCUMENT_NOT_FOUND */
  rename(documentId: string, path: string): Promise<Document>
  setTags(documentId: string, tags: readonly string[]): Promise<Document>
  /** Deletes rows, log entries its change and deletes the blob when no other document has the same bytes. */
  delete(documentId: string): Promise<void>
  /** @throws LP_DOCUMENT_NOT_READY */
  text(documentId: string): Promise<DocumentText>

  /**
   * Nothing happens when the document is gone, has other bytes, or (unless the state is 'queued') is finished already.
   * @returns whether the state was set; only then `also` has run, in the same transaction.
   */
  setState(
    documentId: string,
    contentHash: string,
    state: 'queued' | 'processing' | 'cancelled',
    also?: (transaction: DatabaseTransaction) => Promise<void>,
  ): Promise<boolean>
  markFailed(documentId: string, contentHash: string, failure: { code: ErrorCode; message: string }): Promise<void>
  /** Publishes a document-changed event with what the document is now. */
  announce(documentId: string): Promise<void>
  /** Publishes no event: whoever calls it does so once the version can be found, see `announce`. Writes version, chunks, change-log entry and state 'ready', and drops the old version, in one transaction. @returns false when the document is gone, cancelled or has newer bytes. */
  publishVersion(version: NewVersion): Promise<boolean>
  /** Like publishVersion: publishes a copy of this or another document's version of the same bytes and parser, if there is one. */
  publishCopy(documentId: string, contentHash: string, parserVersion: string): Promise<boolean>

  /** Chunks by id, with their documents; ids that are gone are absent. Order as given. */
  chunks(chunkIds: readonly number[]): Promise<ChunkInDocument[]>
  /** Ids of searchable documents that pass the filter; null when the filter is empty. */
  matchingDocumentIds(filter: DocumentFilter): Promise<ReadonlySet<string> | null>
  changesAfter(sequence: number, limit: number): Promise<Change[]>
  latestSequence(): Promise<number>
  /** How many of the documents that may be seen, and how many chunks of theirs, changed after the sequence and are still there. */
  changedAfter(sequence: number): Promise<{ readonly documents: number; readonly chunks: number }>
  /** Searchable documents in the order of their ids, for a rebuild. */
  indexableDocuments(afterDocumentId: string | null, limit: number): Promise<IndexableDocument[]>
  indexableDocument(documentId: string): Promise<IndexableDocument | null>
  /** Numbers of tokens of at most so many chunks, taken from the whole library, for estimates. */
  sampleTokenCounts(limit: number): Promise<number[]>
  statistics(): Promise<{
    total: number
    searchable: number
    byState: Record<Document['state'], number>
    languages: Record<string, number>
    chunks: number
  }>
}
