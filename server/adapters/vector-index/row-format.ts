import { crc32 } from 'node:zlib'
import { LearnPathError } from '@learnpath/contracts'

/**
 * A row is a vector as 16-bit integers: scale (f32), components (i16, filled up with zeros to a multiple of 8), CRC-32 of both.
 * Its products are right to about 1e-5.
 */
export interface RowFormat {
  readonly dimensions: number
  /** `dimensions` rounded up to a multiple of 8. */
  readonly paddedDimensions: number
  readonly bytes: number
}

const LARGEST = 32_767

export function createRowFormat(dimensions: number): RowFormat {
  const paddedDimensions = Math.ceil(dimensions / 8) * 8
  return { dimensions, paddedDimensions, bytes: 8 + 2 * paddedDimensions }
}

/** @throws LP_INTERNAL when the vector has another length or holds what is no number. */
export function writeRow(format: RowFormat, vector: Float32Array, row: Uint8Array): void {
  if (vector.length !== format.dimensions) {
    const detail = `a vector of ${vector.length} components came to an index of ${format.dimensions}`
    throw new LearnPathError('LP_INTERNAL', { detail })
  }
  let largest = 0
  for (const value of vector) {
    const size = Math.abs(value)
    if (!(size < Infinity)) throw new LearnPathError('LP_INTERNAL', { detail: 'a vector holds what is no number' })
    if (size > largest) largest = size
  }
  const view = new DataView(row.buffer, row.byteOffset, format.bytes)
  view.setFloat32(0, largest / LARGEST, true)
  const scale = view.getFloat32(0, true)
  const components = new Int16Array(format.paddedDimensions)
  if (scale > 0) for (const [at, value] of vector.entries()) components[at] = clamped(Math.round(value / scale))
  row.set(new Uint8Array(components.buffer), 4)
  view.setUint32(format.bytes - 4, crc32(row.subarray(0, format.bytes - 4)), true)
}

const clamped = (value: number): number => Math.max(-LARGEST, Math.min(LARGEST, value))

/** Fills `vector` from a row. */
export function readRow(format: RowFormat, row: Uint8Array, vector: Float32Array): void {
  const view = new DataView(row.buffer, row.byteOffset, format.bytes)
  const scale = view.getFloat32(0, true)
  for (let at = 0; at < format.dimensions; at++) vector[at] = view.getInt16(4 + 2 * at, true) * scale
}

/** @throws LP_INDEX_DAMAGED when the row is not what was written. */
export function checkRow(format: RowFormat, row: Uint8Array): void {
  const end = format.bytes - 4
  const stored = new DataView(row.buffer, row.byteOffset, format.bytes).getUint32(end, true)
  if (crc32(row.subarray(0, end)) !== stored) {
    throw new LearnPathError('LP_INDEX_DAMAGED', { detail: 'a vector is not what was written' })
  }
}
