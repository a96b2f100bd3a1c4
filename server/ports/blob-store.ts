export interface BlobWriteOptions {
  readonly maxBytes: number
  /** Awaited with the hash once the bytes are on disk and before they are visible, so that a caller can guard them against `delete`. */
  readonly beforeVisible?: (hash: string) => Promise<void>
}

export interface WrittenBlob {
  readonly hash: string
  readonly sizeBytes: number
  /** Where other processes delete as well: nobody does until this is called, or an hour has passed. */
  readonly letGo?: () => Promise<void>
}

/** Files by the SHA-256 of their bytes. Writing the same bytes twice keeps one file. */
export interface BlobStore {
  /**
   * Writes the stream durably (synced to disk) before it resolves.
   * @throws LP_REQUEST_TOO_LARGE when more than `maxBytes` arrive, LP_STORE_FULL when the disk is full; nothing is left behind.
   */
  write(bytes: AsyncIterable<Uint8Array>, options: BlobWriteOptions): Promise<WrittenBlob>
  /** Absolute path of the file, or of a copy of it, for readers in another process. @throws LP_DOCUMENT_NOT_FOUND when there is none. */
  path(hash: string): Promise<string>
  /** The bytes, piece by piece. @throws LP_DOCUMENT_NOT_FOUND when there is none */
  read(hash: string): AsyncIterable<Uint8Array>
  has(hash: string): Promise<boolean>
  /** Where other processes write as well: unless one of them holds it or refers to it. */
  delete(hash: string): Promise<void>
  /** Hashes of all stored files, in no particular order. */
  list(): AsyncIterable<string>
  /** Deletes what an interrupted write left behind. */
  sweep(): Promise<void>
}
