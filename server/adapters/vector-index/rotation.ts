/** Rounds after which a component depends on all others, whatever the vectors look like. */
const ROUNDS = 3

/** Turns a vector in place by a rotation that is always the same for its length. */
export type Rotation = (vector: Float32Array) => void

/**
 * A pseudo-random rotation: it spreads what a vector holds evenly over its components, so that few bits per component lose equally
 * little of every vector. Signs and fast Hadamard transforms in turn (Ailon, Chazelle, "The fast Johnson-Lindenstrauss
 * transform", 2009); where the length is no power of two, over its first and its last components.
 */
export function createRotation(dimensions: number): Rotation {
  const size = 2 ** Math.floor(Math.log2(dimensions))
  const signs = randomSigns(dimensions * ROUNDS)
  return (vector) => {
    for (let round = 0; round < ROUNDS; round++) {
      for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] ?? 0) * (signs[round * dimensions + at] ?? 0)
      hadamard(vector, 0, size)
      if (size < dimensions) hadamard(vector, dimensions - size, size)
    }
  }
}

/** In place, of `size` (a power of two) components from `start`, keeping the length. */
function hadamard(vector: Float32Array, start: number, size: number): void {
  for (let half = 1; half < size; half *= 2) {
    for (let block = start; block < start + size; block += 2 * half) {
      for (let at = block; at < block + half; at++) {
        const left = vector[at] ?? 0
        const right = vector[at + half] ?? 0
        vector[at] = left + right
        vector[at + half] = left - right
      }
    }
  }
  const scale = 1 / Math.sqrt(size)
  for (let at = start; at < start + size; at++) vector[at] = (vector[at] ?? 0) * scale
}

/** Marsaglia's xorshift from a fixed start: the codes on disk depend on these signs. */
function randomSigns(length: number): Float32Array {
  let state = 0x9e3779b9
  return Float32Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state & 0x10000) === 0 ? 1 : -1
  })
}
