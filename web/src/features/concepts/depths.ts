import type { ConceptNet } from './concept-net.ts'

/** By index of a concept: steps of the longest way to it from one that needs nothing. */
export function depthsOf(net: ConceptNet): readonly number[] {
  const depths: number[] = []
  const depthOf = (index: number): number => {
    const known = depths[index]
    if (known !== undefined) return known
    depths[index] = 0
    const below = (net.needs[index] ?? []).map(({ prerequisite }) => depthOf(prerequisite) + 1)
    const depth = Math.max(0, ...below)
    depths[index] = depth
    return depth
  }
  for (const index of net.concepts.keys()) depthOf(index)
  return depths
}
