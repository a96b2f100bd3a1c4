import type { PointId } from './imitated-point.ts'
import { bestFirst, type Scored } from './imitated-points.ts'

const RANK_CONSTANT = 2

function summed(lists: readonly (readonly Scored[])[]): Scored[] {
  const sums = new Map<PointId, number>()
  for (const { id, score } of lists.flat()) sums.set(id, (sums.get(id) ?? 0) + score)
  return bestFirst([...sums].map(([id, score]) => ({ id, score })))
}

/** Reciprocal rank fusion with Qdrant's constant of 2 and ranks from 0. Source: Cormack et al., SIGIR 2009. */
export function reciprocalRanks(lists: readonly (readonly Scored[])[]): Scored[] {
  return summed(lists.map((list) => list.map(({ id }, rank) => ({ id, score: 1 / (RANK_CONSTANT + rank) }))))
}

/** Distribution-based score fusion: every list scaled to three standard deviations about its mean, then summed. */
export function distributionFusion(lists: readonly (readonly Scored[])[]): Scored[] {
  return summed(
    lists.map((list) => {
      const mean = list.reduce((sum, { score }) => sum + score, 0) / list.length
      const squares = list.reduce((sum, { score }) => sum + (score - mean) ** 2, 0)
      const deviation = Math.sqrt(squares / Math.max(1, list.length - 1))
      return list.map(({ id, score }) => ({
        id,
        score: deviation === 0 ? 0.5 : (score - mean + 3 * deviation) / (6 * deviation),
      }))
    }),
  )
}
