import type { AddedDocument, Document, Watch } from '@learnpath/contracts'

export interface AddDocument {
  readonly bytes: AsyncIterable<Uint8Array>
  /** Relative path within the collection. */
  readonly path: string
  /** Name or id; made if it is new. Default: library. */
  readonly collection?: string
  readonly tags?: readonly string[]
  readonly modifiedAt?: number
  /** Used for this document only, kept until it is parsed: in memory, or sealed where another process parses it. */
  readonly password?: string
}

/** Makes documents searchable: store the bytes, parse, chunk, publish. */
export interface IngestionApi {
  /** Resolves once the bytes and the job are durable; parsing follows. @throws LP_PARSE_UNSUPPORTED, LP_PARSE_EMPTY, LP_REQUEST_TOO_LARGE, LP_PATH_INVALID, LP_STORE_FULL */
  add(input: AddDocument): Promise<AddedDocument>
  /** Parses again: after a failure, with a password, or after OCR was installed. */
  retry(documentId: string, options?: { readonly password?: string }): Promise<Document>
  /** Stops waiting or running work on the document. */
  cancel(documentId: string): Promise<Document>
  delete(documentId: string): Promise<void>
  deleteCollection(collectionId: string): Promise<void>
  addWatch(input: {
    readonly folder: string
    readonly collection?: string
    readonly ignore: readonly string[]
  }): Promise<Watch>
  listWatches(): Promise<Watch[]>
  /** Ends the sync; the documents stay unless `deleteDocuments`. */
  removeWatch(watchId: string, options: { readonly deleteDocuments: boolean }): Promise<void>
  /** Resolves when the watch has finished its current scan and all its documents are ready or failed. */
  settleWatch(watchId: string): Promise<Watch>
  /** Registers the job handler, starts the job queue, puts right what a killed process left, starts the watches. */
  start(): Promise<void>
  stop(): Promise<void>
}
