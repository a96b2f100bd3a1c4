import { roundEven } from './round.ts'

/** A matrix of signed bytes, row by row, and the scale of each column. */
export interface Int8Columns {
  readonly values: Int8Array
  readonly scales: Float32Array
}

const LEVELS = 127
/** Shares of the largest absolute value that are tried as the end of the range. */
const CLIP_RATIOS = [1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6]

/**
 * Symmetric quantization with one scale per column (output channel). The range of each column ends where the squared error is
 * least: the tails of trained weights are rare, and cutting them makes all other steps finer.
 * @param weights `rows` x `columns`, row by row
 */
export function quantizeColumns(weights: Float32Array, rows: number, columns: number): Int8Columns {
  const scales = bestScales(weights, rows, columns)
  const values = new Int8Array(rows * columns)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      values[at] = clamp(roundEven((weights[at] ?? 0) / (scales[column] ?? 1)))
    }
  }
  return { values, scales }
}

const clamp = (level: number): number => (level > LEVELS ? LEVELS : level < -LEVELS ? -LEVELS : level)

function bestScales(weights: Float32Array, rows: number, columns: number): Float32Array {
  const largest = new Float32Array(columns)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const size = Math.abs(weights[at] ?? 0)
      if (size > (largest[column] ?? 0)) largest[column] = size
    }
  }
  const best = new Float64Array(columns).fill(Infinity)
  const scales = new Float32Array(columns).fill(1)
  for (const ratio of CLIP_RATIOS) {
    const tried = largest.map((size) => (size === 0 ? 1 : (size * ratio) / LEVELS))
    const errors = columnErrors(weights, rows, tried)
    for (let column = 0; column < columns; column++) {
      if ((errors[column] ?? 0) < (best[column] ?? 0)) {
        best[column] = errors[column] ?? 0
        scales[column] = tried[column] ?? 1
      }
    }
  }
  return scales
}

function columnErrors(weights: Float32Array, rows: number, scales: Float32Array): Float64Array {
  const columns = scales.length
  const errors = new Float64Array(columns)
  const inverse = Float64Array.from(scales, (scale) => 1 / scale)
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const weight = weights[at] ?? 0
      const error = weight - clamp(roundEven(weight * (inverse[column] ?? 1))) * (scales[column] ?? 1)
      errors[column] = (errors[column] ?? 0) + error * error
    }
  }
  return errors
}

/** Rows become columns. */
export function transpose(weights: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(weights.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = weights[row * columns + column] ?? 0
    }
  }
  return turned
}
