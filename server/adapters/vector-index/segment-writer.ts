import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Coding, encodeRow } from './coding.ts'
import { type StoredSegment, storing, writeIndexFile } from './index-files.ts'
import { type RowFormat, checkRow, readRow } from './row-format.ts'
import { RowTable } from './row-table.ts'
import { CodeMemory, Segment, type SegmentParts, segmentHead } from './segment.ts'
import { Slices } from './slices.ts'

/** Less than what searches take: they come first. */
const SLICE_MS = 2
const ROWS_PER_READ = 512
/** Enough for a center: its error is then 1/45 of the spread. */
const SAMPLED_ROWS = 2048

/** Rows to be written anew, as they were at one moment. */
export interface RowSource {
  readonly table: RowTable
  /** Rows to take: all those of some documents. */
  readonly mask: Uint32Array
  readonly rowCount: number
  /** Documents that these rows belong to, ascending. */
  readonly documents: readonly number[]
  readonly readRows: (firstRow: number, into: Uint8Array) => Promise<void>
}

export interface WrittenSegment {
  readonly segment: Segment
  readonly stored: StoredSegment
}

export interface SegmentPlan {
  readonly folder: string
  readonly coding: Coding
  readonly format: RowFormat
  /** For the names of the two files. */
  readonly number: number
  readonly sources: readonly RowSource[]
  /** Asked between slices: whether to give up. */
  readonly isCancelled: () => boolean
}

/**
 * Writes one segment with the rows of all sources, coded around their own center, and opens it. Gives way to other work.
 * @returns null when it was cancelled. @throws LP_STORE_FULL, LP_INDEX_DAMAGED
 */
export async function writeSegment(plan: SegmentPlan): Promise<WrittenSegment | null> {
  const { folder, number, format } = plan
  const name = `rows-${number}`
  const handle = await open(join(folder, name), 'w+')
  try {
    const parts = await storing(() => writeRows(plan, handle))
    if (parts === null) {
      await handle.close()
      return null
    }
    const codes = await writeIndexFile(folder, `codes-${number}`, [...(await segmentHead(parts)), parts.codes.body()])
    const rows = { name, sizeBytes: parts.table.rowCount * format.bytes, checksum: null }
    return { segment: new Segment(parts, format, handle), stored: { codes, rows, deleted: null } }
  } catch (cause) {
    await handle.close()
    throw cause
  }
}

async function writeRows(plan: SegmentPlan, handle: FileHandle): Promise<SegmentParts | null> {
  const { coding, format, sources, isCancelled } = plan
  const center = await sampledCenter(plan)
  const table = await mergedTable(sources)
  const codes = new CodeMemory(coding, table.rowCount)
  const places = { codes: codes.codes(), factors: codes.factors() }
  const vector = new Float32Array(coding.dimensions)
  const slices = new Slices(SLICE_MS)
  let written = 0
  let variances = 0
  for (const source of sources) {
    for await (const rows of batchesOf(source, format)) {
      for (let at = 0; at < rows.length; at += format.bytes) {
        const row = rows.subarray(at, at + format.bytes)
        checkRow(format, row)
        rotatedRow(plan, row, vector)
        for (const [component, middle] of center.entries()) vector[component] = (vector[component] ?? 0) - middle
        const { factor, variance } = encodeRow(coding, vector, places.codes, written)
        places.factors[written] = factor
        variances += variance
        written += 1
        if (slices.isOver) await slices.breathe()
        if (isCancelled()) return null
      }
      await handle.writeFile(rows)
    }
  }
  await handle.sync()
  return { table, codes, center, deviation: Math.sqrt(variances / Math.max(1, written)) }
}

function rotatedRow({ coding, format }: SegmentPlan, row: Uint8Array, vector: Float32Array): void {
  readRow(format, row, vector)
  coding.rotate(vector)
}

/** Documents and chunks of all sources in the order in which their rows are written. */
async function mergedTable(sources: readonly RowSource[]): Promise<RowTable> {
  const merged = new RowTable(sources.reduce((sum, { rowCount }) => sum + rowCount, 0))
  const slices = new Slices(SLICE_MS)
  for (const { table, documents } of sources) {
    for (const document of documents) {
      const { documentId, firstRow, endRow } = table.rowsOf(document)
      merged.append(documentId, table.chunkIds.subarray(firstRow, endRow))
      if (slices.isOver) await slices.breathe()
    }
  }
  return merged
}

/** The rows to take, many at a time; each batch is void after the next. */
async function* batchesOf({ table, mask, readRows }: RowSource, format: RowFormat): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(ROWS_PER_READ * format.bytes)
  for (let first = 0; first < table.rowCount; first += ROWS_PER_READ) {
    const words = mask.subarray(first / 32, (first + ROWS_PER_READ) / 32)
    if (words.every((word) => word === 0)) continue
    const count = Math.min(ROWS_PER_READ, table.rowCount - first)
    await readRows(first, buffer.subarray(0, count * format.bytes))
    let kept = 0
    for (let row = 0; row < count; row++) {
      if ((((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0) continue
      if (kept < row) buffer.copyWithin(kept * format.bytes, row * format.bytes, (row + 1) * format.bytes)
      kept += 1
    }
    yield buffer.subarray(0, kept * format.bytes)
  }
}

/** Mean of rotated rows taken evenly from all sources. */
async function sampledCenter(plan: SegmentPlan): Promise<Float32Array> {
  const { coding, format, sources } = plan
  const total = sources.reduce((sum, { table }) => sum + table.rowCount, 0)
  const stride = Math.max(1, Math.ceil(total / SAMPLED_ROWS))
  const sums = new Float64Array(coding.dimensions)
  const row = new Uint8Array(format.bytes)
  const vector = new Float32Array(coding.dimensions)
  const slices = new Slices(SLICE_MS)
  let taken = 0
  for (const { table, mask, readRows } of sources) {
    for (let at = 0; at < table.rowCount; at += stride) {
      if ((((mask[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 0) continue
      await readRows(at, row)
      checkRow(format, row)
      readRow(format, row, vector)
      for (const [component, value] of vector.entries()) sums[component] = (sums[component] ?? 0) + value
      taken += 1
      if (slices.isOver) await slices.breathe()
    }
  }
  const center = Float32Array.from(sums, (sum) => sum / Math.max(1, taken))
  coding.rotate(center)
  return center
}
