/**
 * Two rankings in one: the first `kept` of the ordinary one stay where they are, then both take turns, the leads first. What both have
 * stands where it comes first.
 */
export function mixedOrder(ordinary: readonly number[], leads: readonly number[], kept: number): number[] {
  const order = new Set(ordinary.slice(0, kept))
  const rests = [leads, ordinary].map((ids) => ids.values())
  for (let open = rests; open.length > 0;) {
    open = open.filter((ids) => {
      for (const id of ids) {
        if (order.has(id)) continue
        order.add(id)
        return true
      }
      return false
    })
  }
  return [...order]
}

/** Two rankings of scores as one: scores are divided by the best of their ranking and added. Best first. */
export function addedOrder<Ranked extends { readonly chunkId: number; readonly score: number }>(
  one: readonly Ranked[],
  other: readonly Ranked[],
  join: (left: Ranked, right: Ranked) => Ranked,
): Ranked[] {
  const joined = new Map<number, Ranked>()
  for (const list of [one, other]) {
    const best = list[0]?.score ?? 1
    for (const ranked of list) {
      const scaled = { ...ranked, score: ranked.score / best }
      const known = joined.get(ranked.chunkId)
      joined.set(
        ranked.chunkId,
        known === undefined ? scaled : { ...join(known, scaled), score: known.score + scaled.score },
      )
    }
  }
  return [...joined.values()].toSorted((left, right) => right.score - left.score || left.chunkId - right.chunkId)
}
