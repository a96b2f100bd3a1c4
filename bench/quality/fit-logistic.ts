/** Feature values in a fixed order. */
export type Row = readonly number[]

const ROUNDS = 400
const LEARNING_RATE = 0.1
const SHRINKAGE = 0.0002

/**
 * Logistic regression; the first weight is the intercept. `importance` weighs the rows against each other. Full-batch Adam
 * (Kingma and Ba 2015) from zero: the same result on every run.
 */
export function fitLogistic(
  samples: readonly { readonly row: Row; readonly right: boolean; readonly importance: number }[],
  size: number,
): number[] {
  const all = sum(samples.map(({ importance }) => importance))
  return ascend(size + 1, (weights, gradient) => {
    for (const { row, right, importance } of samples) {
      const withOne = [1, ...row]
      const probability = 1 / (1 + Math.exp(-dot(weights, withOne)))
      addTo(gradient, withOne, (((right ? 1 : 0) - probability) * importance) / all)
    }
  })
}

function ascend(size: number, addGradient: (weights: readonly number[], gradient: number[]) => void): number[] {
  const weights = Array.from({ length: size }, () => 0)
  const first = Array.from({ length: size }, () => 0)
  const second = Array.from({ length: size }, () => 0)
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = weights.map((weight) => -SHRINKAGE * weight)
    addGradient(weights, gradient)
    for (const [index, slope] of gradient.entries()) {
      first[index] = 0.9 * (first[index] ?? 0) + 0.1 * slope
      second[index] = 0.999 * (second[index] ?? 0) + 0.001 * slope * slope
      const mean = (first[index] ?? 0) / (1 - 0.9 ** round)
      const spread = Math.sqrt((second[index] ?? 0) / (1 - 0.999 ** round))
      weights[index] = (weights[index] ?? 0) + (LEARNING_RATE * mean) / (spread + 1e-8)
    }
  }
  return weights
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function dot(weights: readonly number[], row: Row): number {
  let total = 0
  for (const [index, value] of row.entries()) total += value * (weights[index] ?? 0)
  return total
}

function addTo(gradient: number[], row: Row, factor: number): void {
  for (const [index, value] of row.entries()) gradient[index] = (gradient[index] ?? 0) + factor * value
}
