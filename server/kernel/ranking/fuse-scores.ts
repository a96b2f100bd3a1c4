/** A thing with its score in one list; higher is better. */
export interface ScoredId {
  readonly id: number
  readonly score: number
}

export interface FusionWeights {
  /** What the second list weighs beside the first, whose weight is 1. */
  readonly base: number
  /** What it weighs besides when it puts the best of the first list on top as well; in between in proportion. */
  readonly whenAgreeing: number
}

/** Best first in both lists. The first list may lack a score that `firstScore` knows. */
export interface FusionLists {
  readonly first: readonly ScoredId[]
  readonly second: readonly ScoredId[]
  /** Score in the first list of what only the second has. */
  readonly firstScore: (id: number) => number
}

/**
 * Weighted sum of two lists' scores: the first divided by its best, the second stretched so that its best is 1 and its last
 * is 0, which makes scales of cosines alike. The weight of the second list grows with how high it puts the best of the first.
 * Convex combination after Bruch, Gai, Ingber, "An analysis of fusion functions for hybrid retrieval", TOIS 2023; the weight by
 * agreement is our own. @returns best first; equal scores in the order of the first list, then of the second
 */
export function fuseScores({ first, second, firstScore }: FusionLists, weights: FusionWeights): ScoredId[] {
  const best = first[0]?.score ?? 0
  const scale = best > 0 ? best : 1
  const stretched = stretch(second)
  const leader = first[0]
  const agreement = leader === undefined ? 0 : (stretched.get(leader.id) ?? 0)
  const weight = weights.base + weights.whenAgreeing * agreement
  const known = new Set(first.map(({ id }) => id))
  const all = [...first, ...second.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, score: firstScore(id) }))]
  return all
    .map(({ id, score }) => ({ id, score: score / scale + weight * (stretched.get(id) ?? 0) }))
    .toSorted((one, other) => other.score - one.score)
}

/** Scores from 0 (the last) to 1 (the best); 1 for all when they are equal. */
function stretch(list: readonly ScoredId[]): Map<number, number> {
  const top = list[0]?.score ?? 0
  const floor = list.at(-1)?.score ?? 0
  return new Map(list.map(({ id, score }) => [id, top > floor ? (score - floor) / (top - floor) : 1]))
}
