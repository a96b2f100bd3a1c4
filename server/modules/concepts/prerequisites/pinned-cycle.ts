import type { ConceptPair } from './prerequisite-input.ts'

/**
 * Whether pairs pinned earlier say, over one or more steps, that the prerequisite itself needs the concept. Such a pair cannot be
 * pinned as well. @returns the ids from the prerequisite to the concept, null when there is no such chain
 */
export function pinnedCycle(
  pinned: readonly ConceptPair[],
  { conceptId, prerequisiteId }: ConceptPair,
): string[] | null {
  const chains = new Map([[prerequisiteId, [prerequisiteId]]])
  for (const [id, chain] of chains) {
    if (id === conceptId) return chain
    for (const pair of pinned) {
      if (pair.conceptId !== id || chains.has(pair.prerequisiteId)) continue
      chains.set(pair.prerequisiteId, [...chain, pair.prerequisiteId])
    }
  }
  return null
}
