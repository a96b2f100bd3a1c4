export interface DiversityRequest {
  /** In order of relevance, best first. */
  readonly relevance: readonly number[]
  /** Likeness of two items by their places in `relevance`, at most 1. */
  readonly similarity: (one: number, other: number) => number
  /** 0 keeps the order of relevance, 1 looks at difference alone (the first item stays the most relevant). */
  readonly diversity: number
}

/**
 * Places of the items in the order in which each is the best trade of relevance (as a share of the best) against likeness to
 * those before. Source: Carbonell, Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998. Takes n² / 2 similarities.
 */
export function orderByMarginalRelevance({ relevance, similarity, diversity }: DiversityRequest): number[] {
  const best = relevance[0] ?? 0
  const worth = relevance.map((value) => (best > 0 ? value / best : 1))
  const nearest = worth.map(() => Number.NEGATIVE_INFINITY)
  const open = new Set(worth.keys())
  const order: number[] = []
  while (open.size > 0) {
    const next = bestOf(open, (place) => {
      const likeness = order.length === 0 ? 0 : (nearest[place] ?? 0)
      // The most relevant comes first whatever the diversity: there is nothing yet to differ from.
      return order.length === 0 ? (worth[place] ?? 0) : (1 - diversity) * (worth[place] ?? 0) - diversity * likeness
    })
    order.push(next)
    open.delete(next)
    for (const place of open) nearest[place] = Math.max(nearest[place] ?? 0, similarity(next, place))
  }
  return order
}

/** The place of the greatest value; of equal ones the first. */
function bestOf(places: ReadonlySet<number>, value: (place: number) => number): number {
  let found = -1
  let greatest = Number.NEGATIVE_INFINITY
  for (const place of places) {
    const own = value(place)
    if (found < 0 || own > greatest) {
      found = place
      greatest = own
    }
  }
  return found
}
