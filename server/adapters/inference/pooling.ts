/** Output of a transformer for one batch: `rows` x `tokens` x `dimensions` numbers, row by row. */
export interface TokenVectors {
  readonly data: Float32Array
  readonly rows: number
  /** Of the longest row; shorter ones are filled up. */
  readonly tokens: number
  readonly dimensions: number
}

/** One vector per row: the first token's (`cls`), or the mean over the first `lengths[row]` tokens, which are not padding. */
export function poolTokens(output: TokenVectors, lengths: readonly number[], pooling: 'mean' | 'cls'): Float32Array[] {
  const { data, tokens, dimensions } = output
  return Array.from({ length: output.rows }, (_, row) => {
    const start = row * tokens * dimensions
    if (pooling === 'cls') return data.slice(start, start + dimensions)
    const length = lengths[row] ?? tokens
    const sums = new Float64Array(dimensions)
    for (let token = 0; token < length; token++) {
      const from = start + token * dimensions
      for (let dimension = 0; dimension < dimensions; dimension++) {
        sums[dimension] = (sums[dimension] ?? 0) + (data[from + dimension] ?? 0)
      }
    }
    const scale = 1 / Math.max(1, length)
    return Float32Array.from(sums, (sum) => sum * scale)
  })
}

/** Brings a vector to length 1 in place; one of zeros stays as it is. */
export function normalizeVector(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  if (squares === 0) return vector
  const scale = 1 / Math.sqrt(squares)
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] ?? 0) * scale
  return vector
}
