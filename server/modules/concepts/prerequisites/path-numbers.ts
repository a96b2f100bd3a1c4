const NUMBER = /\d+/gu
const BEFORE_NUMBER = /^[^\d]*/u
/** Share of a group's paths that numbers tell apart, from which on they count. */
const MOST = 0.8
/** Numbers 1, 2, 3 … with few gaps were given to put things in order; sparse ones (identifiers, years) may mean something else. */
const DENSE = 1
const SPARSE = 0.5
const WIDEST_GAPS = 3

/**
 * Per path how far numbers in it tell an order: 0 without numbers, 0.5 for identifiers and dates, 1 for chapters counted through.
 * Judged among the paths that begin alike up to the first number.
 */
export function numberingTrust(paths: readonly string[]): number[] {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const group = groups.get(beginningOf(path))
    if (group === undefined) groups.set(beginningOf(path), [path])
    else group.push(path)
  }
  const trusts = new Map([...groups].map(([beginning, group]) => [beginning, trustIn(group)]))
  return paths.map((path) => trusts.get(beginningOf(path)) ?? 0)
}

function beginningOf(path: string): string {
  return BEFORE_NUMBER.exec(path)?.[0] ?? ''
}

function trustIn(group: readonly string[]): number {
  const numbers = group.map((path) => (path.match(NUMBER) ?? []).map(Number)).filter((found) => found.length > 0)
  const told = new Set(numbers.map((found) => found.join('.'))).size
  if (group.length < 2 || told < group.length * MOST) return 0
  const first = new Set(numbers.map(([number = 0]) => number))
  const range = Math.max(...first) - Math.min(...first)
  return first.size > 1 && range < first.size * WIDEST_GAPS ? DENSE : SPARSE
}
