/** Of the normal distribution: 5 % two-sided, and a power of 80 %. */
const TWO_SIDED = 1.959964
const POWER = 0.841621
const BOTH = TWO_SIDED + POWER

/** Mean difference that so many pairs show with a chance of 80 % at 5 %, when differences spread (standard deviation) as given. */
export function detectableDifference(pairs: number, spread: number): number | null {
  return pairs < 2 ? null : (BOTH * spread) / Math.sqrt(pairs)
}

/** Pairs that show a mean difference of this size with a chance of 80 % at 5 %. */
export function pairsNeeded(difference: number, spread: number): number {
  return Math.max(2, Math.ceil(((BOTH * spread) / difference) ** 2))
}

/** Standard deviation of a sample; 0 for fewer than two. */
export function spreadOf(values: readonly number[]): number {
  if (values.length < 2) return 0
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1))
}
