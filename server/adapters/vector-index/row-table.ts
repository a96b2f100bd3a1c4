import { firstNotBelow } from '../../kernel/first-not-below.ts'

/** A place in a table of documents. */
export interface DocumentRows {
  readonly documentId: string
  readonly firstRow: number
  readonly endRow: number
}

/** Where the documents of a table went. */
export interface MovedTable {
  readonly table: RowTable
  /** Number of each document there; -1 when it was not taken. */
  readonly documents: Int32Array
}

/** Which rows belong to which chunk and document, and which of them are alive. Rows of a document lie together. */
export class RowTable {
  readonly documentIds: string[] = []
  chunkIds: Float64Array
  /** One bit per row. */
  live: Uint32Array
  rowCount = 0
  liveRowCount = 0
  readonly deadDocuments = new Set<number>()
  #isAscending = true
  /** Set once another table has its live documents. */
  movedTo: MovedTable | null = null
  /** Of each document, and the end of the last one. */
  readonly #firstRows: number[] = [0]

  constructor(rowCapacity: number) {
    this.chunkIds = new Float64Array(rowCapacity)
    this.live = new Uint32Array(Math.ceil(rowCapacity / 32))
  }

  /** @returns the document's number. */
  append(documentId: string, chunkIds: ArrayLike<number>): number {
    const end = this.rowCount + chunkIds.length
    if (end > this.chunkIds.length) this.#grow(Math.max(end, this.chunkIds.length * 2))
    this.chunkIds.set(chunkIds, this.rowCount)
    for (let row = this.rowCount; row < end; row++) {
      if (row > 0 && (this.chunkIds[row - 1] ?? 0) >= (this.chunkIds[row] ?? 0)) this.#isAscending = false
      this.live[row >>> 5] = ((this.live[row >>> 5] ?? 0) | (1 << (row & 31))) >>> 0
    }
    this.documentIds.push(documentId)
    this.#firstRows.push(end)
    this.rowCount = end
    this.liveRowCount += chunkIds.length
    return this.documentIds.length - 1
  }

  rowsOf(document: number): DocumentRows {
    const documentId = this.documentIds[document] ?? ''
    return { documentId, firstRow: this.#firstRows[document] ?? 0, endRow: this.#firstRows[document + 1] ?? 0 }
  }

  delete(document: number): void {
    if (this.deadDocuments.has(document)) return
    const { firstRow, endRow } = this.rowsOf(document)
    for (let row = firstRow; row < endRow; row++) {
      this.live[row >>> 5] = ((this.live[row >>> 5] ?? 0) & ~(1 << (row & 31))) >>> 0
    }
    this.deadDocuments.add(document)
    this.liveRowCount -= endRow - firstRow
  }

  /** Sets the bits of a document's rows. */
  mark(document: number, mask: Uint32Array): void {
    const { firstRow, endRow } = this.rowsOf(document)
    for (let row = firstRow; row < endRow; row++) {
      mask[row >>> 5] = ((mask[row >>> 5] ?? 0) | (1 << (row & 31))) >>> 0
    }
  }

  /** The live bits as they are now. */
  liveMask(): Uint32Array {
    return this.live.slice(0, Math.ceil(this.rowCount / 32))
  }

  /** The live row of a chunk, -1 when there is none. Quick while chunks came in their order, as they mostly do. */
  liveRowOf(chunkId: number): number {
    const { chunkIds, rowCount } = this
    if (this.#isAscending) {
      const row = firstNotBelow(chunkIds, chunkId, 0, rowCount)
      return chunkIds[row] === chunkId && row < rowCount && this.isLive(row) ? row : -1
    }
    for (let row = chunkIds.indexOf(chunkId); row >= 0 && row < rowCount; row = chunkIds.indexOf(chunkId, row + 1)) {
      if (this.isLive(row)) return row
    }
    return -1
  }

  isLive(row: number): boolean {
    return (((this.live[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1
  }

  #grow(rowCapacity: number): void {
    const { chunkIds, live } = this
    this.chunkIds = new Float64Array(rowCapacity)
    this.chunkIds.set(chunkIds)
    this.live = new Uint32Array(Math.ceil(rowCapacity / 32))
    this.live.set(live)
  }
}
