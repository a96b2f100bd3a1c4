/** What the planner has to know of a segment. */
export interface MergeCandidate {
  readonly chunkCount: number
  readonly deadChunkCount: number
  readonly inMemory: boolean
}

const MOSTLY_DEAD = 0.3

/**
 * Groups of segments to write anew as one each. What is in memory becomes one segment, together with every smaller or equal
 * one on disk, so that sizes at least double and their number stays logarithmic. A segment with much deleted
 * (with `purge`: with anything deleted) is written anew by itself.
 */
export function planMerges<Candidate extends MergeCandidate>(
  candidates: readonly Candidate[],
  purge: boolean,
): Candidate[][] {
  const live = ({ chunkCount, deadChunkCount }: Candidate): number => chunkCount - deadChunkCount
  const joined = candidates.filter(({ inMemory }) => inMemory)
  const stored = candidates.filter(({ inMemory }) => !inMemory).toSorted((left, right) => live(left) - live(right))
  let size = joined.reduce((sum, candidate) => sum + live(candidate), 0)
  const alone: Candidate[] = []
  for (const candidate of stored) {
    if (joined.length > 0 && live(candidate) <= size) {
      joined.push(candidate)
      size += live(candidate)
    } else if (candidate.deadChunkCount > (purge ? 0 : MOSTLY_DEAD * candidate.chunkCount)) alone.push(candidate)
  }
  return [...(joined.length > 0 ? [joined] : []), ...alone.map((candidate) => [candidate])]
}
