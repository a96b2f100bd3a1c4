const NUMBER = /\d+/gu
/** Share of paths with numbers from which on they count. */
const MOST = 0.8
/** Numbers 1, 2, 3 … with few gaps were given to put things in order; sparse ones (identifiers, years) may mean something else. */
const DENSE = 1
const SPARSE = 0.5
const WIDEST_GAPS = 3

/** How far numbers in the paths tell an order: 0 without numbers, 0.5 for identifiers and dates, 1 for chapters counted through. */
export function numberingTrust(paths: readonly string[]): number {
  if (paths.length < 2) return DENSE
  const numbers = paths.map((path) => path.match(NUMBER) ?? []).filter((found) => found.length > 0)
  const told = new Set(numbers.map((found) => found.map(Number).join('.'))).size
  if (told < paths.length * MOST) return 0
  const first = new Set(numbers.map((found) => Number(found[0])))
  return Math.max(...first) - Math.min(...first) < first.size * WIDEST_GAPS && first.size > 1 ? DENSE : SPARSE
}
