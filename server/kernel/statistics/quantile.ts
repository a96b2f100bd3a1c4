/** The value below which `share` of them lie, between two neighbours by the straight line (type 7 of Hyndman and Fan 1996). */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const at = (ascending.length - 1) * Math.min(1, Math.max(0, share))
  const below = Math.floor(at)
  const value = ascending[below] ?? Number.NaN
  const next = ascending[below + 1]
  return next === undefined ? value : value + (at - below) * (next - value)
}

/** NaN of nothing. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
