/** Files that are kept in the relational store, in pages. */
export interface BlobTables {
  blobs: BlobsTable
  blob_pages: BlobPagesTable
  blob_holds: BlobHoldsTable
}

export interface BlobsTable {
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string
  /** Whose pages these are. */
  upload_id: string
  size_bytes: number
}

/** Without a reference: pages are written before it is known what the whole is. */
export interface BlobPagesTable {
  upload_id: string
  /** From 0. */
  ordinal: number
  /** When it was written. */
  at: number
  bytes: Uint8Array | ArrayBuffer
}

/** Who has just written bytes and has no row for them yet: nobody deletes them meanwhile. */
export interface BlobHoldsTable {
  upload_id: string
  hash: string
  /** Afterwards the holder is taken for dead. */
  until: number
}
