/** So many other cards stand between two of the same place, where there are enough. */
const APART = 5

/** Keeps the order, but puts cards of the same place apart: one gives away the answer to the other. */
export function spreadSiblings<Entry extends { readonly siblingKey: string | null }>(
  entries: readonly Entry[],
): Entry[] {
  const waiting = [...entries]
  const spread: Entry[] = []
  while (waiting.length > 0) {
    const recent = new Set(spread.slice(-APART).map(({ siblingKey }) => siblingKey))
    const free = waiting.findIndex(({ siblingKey }) => siblingKey === null || !recent.has(siblingKey))
    spread.push(...waiting.splice(Math.max(0, free), 1))
  }
  return spread
}
