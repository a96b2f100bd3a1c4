import { readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { breathe } from '../../kernel/breathe.ts'
import { BLOCK_ROWS, type Coding, type QueryTables, blockBytes } from './coding.ts'
import { type StoredSegment, damaged, openIndexFile, readFully } from './index-files.ts'
import { type Kernel, createKernel } from './kernel.ts'
import { type RowFormat, checkRow } from './row-format.ts'
import { RowTable } from './row-table.ts'

/** Blocks that one call of the kernel scans: some hundred microseconds. */
export const BLOCKS_PER_CALL = 512
const DOCUMENTS_PER_SLICE = 4096
const READ_BYTES = 2 ** 20
/** Before the parts of variable size: rows, documents, bytes of document ids, and of the deviation. */
const HEADER_NUMBERS = 4

/** Codes in the memory of a kernel, behind the space that its calls need. */
export class CodeMemory {
  readonly kernel: Kernel
  readonly #coding: Coding
  readonly #blocks: number
  readonly #places: { estimates: number; masks: number; out: number; factors: number; codes: number }

  constructor(coding: Coding, rowCount: number) {
    this.#coding = coding
    this.#blocks = Math.ceil(rowCount / BLOCK_ROWS)
    const estimates = blockBytes(coding)
    const masks = estimates + BLOCK_ROWS * 4
    const out = masks + BLOCKS_PER_CALL * 4
    const factors = out + BLOCKS_PER_CALL * BLOCK_ROWS * 8
    const codes = factors + this.#blocks * BLOCK_ROWS * 4
    this.#places = { estimates, masks, out, factors, codes }
    this.kernel = createKernel(codes + this.#blocks * blockBytes(coding))
  }

  /** Factors and codes as one piece, in the order of the file. */
  body(): Uint8Array {
    const { factors, codes } = this.#places
    const length = codes - factors + this.#blocks * blockBytes(this.#coding)
    return new Uint8Array(this.kernel.memory.buffer, factors, length)
  }

  factors(): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, this.#places.factors, this.#blocks * BLOCK_ROWS)
  }

  codes(): Uint8Array {
    return new Uint8Array(this.kernel.memory.buffer, this.#places.codes, this.#blocks * blockBytes(this.#coding))
  }

  /**
   * Rows of up to BLOCKS_PER_CALL blocks whose estimate exceeds the threshold, as pairs of row (u32) and estimate (f32).
   * @param masks of these blocks only.
   * @returns a view, void after the next call.
   */
  scan(
    query: QueryTables,
    firstBlock: number,
    masks: Uint32Array,
    above: { base: number; threshold: number },
  ): DataView {
    const { memory, scan } = this.kernel
    const places = this.#places
    const { groups } = this.#coding
    new Uint8Array(memory.buffer, 0, query.tables.length).set(query.tables)
    new Uint32Array(memory.buffer, places.masks, masks.length).set(masks)
    const found = scan(
      0,
      places.codes + firstBlock * blockBytes(this.#coding),
      places.factors + firstBlock * BLOCK_ROWS * 4,
      places.masks,
      places.estimates,
      places.out,
      masks.length,
      groups,
      firstBlock * BLOCK_ROWS,
      query.step,
      query.bias,
      above.base,
      above.threshold,
    )
    return new DataView(memory.buffer, places.out, found * 8)
  }
}

export interface SegmentParts {
  readonly table: RowTable
  readonly codes: CodeMemory
  /** What was taken off every vector before it was coded. */
  readonly center: Float32Array
  /** Standard deviation of the estimates. */
  readonly deviation: number
}

/** Vectors in two files: codes, read into memory, and exact rows, read on demand. Only deletions change it. */
export class Segment {
  readonly table: RowTable
  readonly codes: CodeMemory
  readonly center: Float32Array
  readonly deviation: number
  readonly #format: RowFormat
  readonly #rows: FileHandle
  #users = 1

  constructor(parts: SegmentParts, format: RowFormat, rows: FileHandle) {
    this.table = parts.table
    this.codes = parts.codes
    this.center = parts.center
    this.deviation = parts.deviation
    this.#format = format
    this.#rows = rows
  }

  /** Keeps the file open until `release`, even when a merge replaces the segment meanwhile. */
  retain(): void {
    this.#users += 1
  }

  async release(): Promise<void> {
    this.#users -= 1
    if (this.#users === 0) await this.#rows.close()
  }

  /** Reads a row. @throws LP_INDEX_DAMAGED when it is not what was written. */
  readRow(row: number, into: Uint8Array): void {
    const { bytes } = this.#format
    const position = row * bytes
    for (let at = 0; at < bytes;) {
      const read = readSync(this.#rows.fd, into, at, bytes - at, position + at)
      if (read === 0) throw damaged('the file of vectors is cut short')
      at += read
    }
    checkRow(this.#format, into)
  }

  /** Reads `into.length` bytes of rows from one on, unchecked. */
  async readRows(firstRow: number, into: Uint8Array): Promise<void> {
    await readFully(this.#rows, into, firstRow * this.#format.bytes)
  }
}

/** The part of the file of codes that comes before factors and codes. */
export async function segmentHead({ table, center, deviation }: SegmentParts): Promise<Uint8Array[]> {
  const { documentIds, rowCount } = table
  const ids: Buffer[] = []
  for (let first = 0; first < documentIds.length; first += DOCUMENTS_PER_SLICE) {
    const some = documentIds.slice(first, first + DOCUMENTS_PER_SLICE).join('\0')
    ids.push(Buffer.from(first === 0 ? some : `\0${some}`))
    await breathe()
  }
  const rowCounts = Uint32Array.from(documentIds, (_, document) => {
    const { firstRow, endRow } = table.rowsOf(document)
    return endRow - firstRow
  })
  const idBytes = ids.reduce((sum, { length }) => sum + length, 0)
  const header = new Float64Array([rowCount, documentIds.length, idBytes, deviation])
  const numbers = [header, table.chunkIds.subarray(0, rowCount), center, rowCounts]
  return [
    ...numbers.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
    ...ids,
  ]
}

/** Opens a stored segment. Gives way to other work. @throws LP_INDEX_DAMAGED */
export async function openSegment(
  folder: string,
  stored: StoredSegment,
  coding: Coding,
  format: RowFormat,
): Promise<Segment> {
  const parts = await readCodes(folder, stored, coding)
  const belongs = stored.rows.sizeBytes === parts.table.rowCount * format.bytes
  if (!belongs) throw damaged('codes and vectors do not belong together')
  return new Segment(parts, format, await openIndexFile(folder, stored.rows))
}

async function readCodes(folder: string, { codes: file }: StoredSegment, coding: Coding): Promise<SegmentParts> {
  const handle = await openIndexFile(folder, file)
  try {
    let position = 0
    let checksum = 0
    const next = async <Bytes extends Uint8Array>(bytes: Bytes): Promise<Bytes> => {
      for (let at = 0; at < bytes.length; at += READ_BYTES) {
        const piece = bytes.subarray(at, at + READ_BYTES)
        await readFully(handle, piece, position)
        checksum = crc32(piece, checksum)
        position += piece.length
      }
      return bytes
    }
    const header = new Float64Array((await next(new Uint8Array(HEADER_NUMBERS * 8))).buffer)
    const [rowCount = 0, documentCount = 0, idBytes = 0, deviation = 0] = header
    const codes = fitting(file.sizeBytes, coding, { rowCount, documentCount, idBytes })
    const chunkIds = new Float64Array((await next(new Uint8Array(rowCount * 8))).buffer)
    const center = new Float32Array((await next(new Uint8Array(coding.dimensions * 4))).buffer)
    const rowCounts = new Uint32Array((await next(new Uint8Array(documentCount * 4))).buffer)
    const ids = Buffer.from((await next(new Uint8Array(idBytes))).buffer)
    await next(codes.body())
    if (checksum !== file.checksum) throw damaged(`${file.name} is not what was written`)
    const table = new RowTable(rowCount)
    for (const [document, documentId] of ids.toString().split('\0').entries()) {
      const first = table.rowCount
      table.append(documentId, chunkIds.subarray(first, first + (rowCounts[document] ?? 0)))
      if (document % DOCUMENTS_PER_SLICE === 0) await breathe()
    }
    return { table, codes, center, deviation }
  } finally {
    await handle.close()
  }
}

/** Memory for the codes, once the header agrees with the size of the file: a damaged one could ask for anything. */
function fitting(
  sizeBytes: number,
  coding: Coding,
  { rowCount, documentCount, idBytes }: { rowCount: number; documentCount: number; idBytes: number },
): CodeMemory {
  const blocks = Math.ceil(rowCount / BLOCK_ROWS)
  const head = HEADER_NUMBERS * 8 + rowCount * 8 + coding.dimensions * 4 + documentCount * 4 + idBytes
  const body = blocks * (BLOCK_ROWS * 4 + blockBytes(coding))
  const counts = [rowCount, documentCount, idBytes]
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0) || head + body !== sizeBytes) {
    throw damaged('a file of codes is not what was written')
  }
  return new CodeMemory(coding, rowCount)
}
