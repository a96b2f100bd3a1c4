import type { VectorEntry } from '../../ports/vector-index.ts'
import { type Kernel, createKernel, growKernel } from './kernel.ts'
import { type RowFormat, writeRow } from './row-format.ts'
import { RowTable } from './row-table.ts'

/** Rows whose products one call of the kernel computes. */
export const ROWS_PER_CALL = 512
const FIRST_CAPACITY = 256

/** What no file holds yet: rows in memory, compared with a query one by one and exactly. */
export class PendingRows {
  readonly table = new RowTable(FIRST_CAPACITY)
  readonly #format: RowFormat
  readonly #kernel: Kernel
  readonly #outAt: number
  readonly #rowsAt: number

  constructor(format: RowFormat) {
    this.#format = format
    this.#outAt = format.paddedDimensions * 4
    this.#rowsAt = this.#outAt + ROWS_PER_CALL * 4
    this.#kernel = createKernel(this.#rowsAt + FIRST_CAPACITY * format.bytes)
  }

  /** @returns the document's number. */
  append(documentId: string, entries: readonly VectorEntry[]): number {
    const { bytes } = this.#format
    const first = this.table.rowCount
    const needed = this.#rowsAt + (first + entries.length) * bytes
    const held = this.#kernel.memory.buffer.byteLength
    if (needed > held) growKernel(this.#kernel, Math.max(needed, Math.min(held * 2, held + 2 ** 24)))
    for (const [at, { vector }] of entries.entries()) writeRow(this.#format, vector, this.row(first + at))
    return this.table.append(
      documentId,
      entries.map(({ chunkId }) => chunkId),
    )
  }

  /** A view, void after the next `append`. */
  row(row: number): Uint8Array {
    const { bytes } = this.#format
    return new Uint8Array(this.#kernel.memory.buffer, this.#rowsAt + row * bytes, bytes)
  }

  /** Copies rows from one on. */
  async readRows(firstRow: number, into: Uint8Array): Promise<void> {
    into.set(new Uint8Array(this.#kernel.memory.buffer, this.#rowsAt + firstRow * this.#format.bytes, into.length))
  }

  /** Products of up to ROWS_PER_CALL rows with the query; a view, void after the next call. */
  products(query: Float32Array, firstRow: number, count: number): Float32Array {
    const { bytes, paddedDimensions } = this.#format
    const { memory, dots } = this.#kernel
    new Float32Array(memory.buffer, 0, paddedDimensions).set(query)
    dots(0, this.#rowsAt + firstRow * bytes, bytes, count, paddedDimensions, this.#outAt)
    return new Float32Array(memory.buffer, this.#outAt, count)
  }
}
