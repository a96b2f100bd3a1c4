import { readWhole } from '../onnx-file/tensor-content.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import { roundEven } from './round.ts'

const LEVELS = 127
const PIECE_BYTES = 4 << 20

/** A table of signed bytes with one scale per row; both are made while they are read, so that a large table is never in memory. */
export interface Int8Rows {
  readonly values: TensorContent
  readonly scales: TensorContent
}

/** Rows of 32 bit floats of a content in order, some thousand at a time. */
export async function* floatRows(table: TensorContent, columns: number): AsyncGenerator<Float32Array> {
  const rowBytes = columns * 4
  const rowsAtOnce = Math.max(1, Math.floor(PIECE_BYTES / rowBytes))
  let buffer = new Uint8Array(rowsAtOnce * rowBytes)
  let filled = 0
  for await (const piece of table.pieces()) {
    for (let at = 0; at < piece.length;) {
      const taken = Math.min(buffer.length - filled, piece.length - at)
      buffer.set(piece.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled === buffer.length) {
        yield new Float32Array(buffer.buffer)
        buffer = new Uint8Array(rowsAtOnce * rowBytes)
        filled = 0
      }
    }
  }
  if (filled > 0) yield new Float32Array(buffer.buffer, 0, filled / 4)
}

/** Largest absolute value of each row over 127, and 1 for a row of zeros. */
function rowScales(rows: Float32Array, columns: number): Float32Array {
  const scales = new Float32Array(rows.length / columns)
  for (let row = 0; row < scales.length; row++) {
    let largest = 0
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      const size = Math.abs(rows[at] ?? 0)
      if (size > largest) largest = size
    }
    scales[row] = largest === 0 ? 1 : largest / LEVELS
  }
  return scales
}

const asBytes = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

/** Symmetric quantization row by row. @param table 32 bit floats, `rows` x `columns` */
export function quantizeRows(table: TensorContent, rows: number, columns: number): Int8Rows {
  return {
    values: {
      sizeBytes: rows * columns,
      async *pieces() {
        for await (const block of floatRows(table, columns)) {
          const scales = rowScales(block, columns)
          const values = new Int8Array(block.length)
          for (let row = 0, at = 0; row < scales.length; row++) {
            const inverse = 1 / (scales[row] ?? 1)
            for (let column = 0; column < columns; column++, at++) values[at] = roundEven((block[at] ?? 0) * inverse)
          }
          yield asBytes(values)
        }
      },
    },
    scales: {
      sizeBytes: rows * 4,
      async *pieces() {
        for await (const block of floatRows(table, columns)) yield asBytes(rowScales(block, columns))
      },
    },
  }
}

/** A tensor of 32 bit floats, in memory. */
export async function readFloats(content: TensorContent): Promise<Float32Array> {
  return new Float32Array((await readWhole(content)).buffer)
}
