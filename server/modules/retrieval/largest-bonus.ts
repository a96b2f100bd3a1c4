import type { QueryPlan } from './query-plan.ts'
import { RANKING } from './ranking-parameters.ts'

/** Sums are made in another order elsewhere. */
const ROUNDING = 1e-9

/** What looking at a chunk's text can add to its score at most, whatever its language. */
export function largestBonus(plan: QueryPlan): number {
  const sums = [...plan.pairs.values()].map((pairs) =>
    pairs.reduce((sum, pair) => sum + RANKING.proximityShare * pair.inverseDocumentFrequency, 0),
  )
  return Math.max(0, ...sums) + ROUNDING
}
