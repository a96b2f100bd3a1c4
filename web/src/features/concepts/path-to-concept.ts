import type { ConceptNet } from './concept-net.ts'

export interface PathStep {
  /** Index of the concept. */
  readonly concept: number
  /** Index of the concept of the path that it is needed for most surely. */
  readonly neededFor: number
}

/** Surer than that, over all steps on the way: below it, what is listed is more and more a guess. */
const SURE_ENOUGH = 0.35

/**
 * What to know before a concept, in an order that can be learnt: nothing stands before what it needs. The surest ones, at most
 * `most`; how sure is the product over the steps to the concept.
 */
export function pathTo(net: ConceptNet, goal: number, most: number): { steps: readonly PathStep[]; more: number } {
  const sure = surenessBefore(net, goal)
  const found = [...sure.keys()].filter((index) => index !== goal)
  const chosen = found.toSorted((one, other) => sureOf(sure, other) - sureOf(sure, one) || one - other).slice(0, most)
  const inPath = new Set([...chosen, goal])
  return {
    steps: inLearningOrder(net, chosen).map((concept) => ({
      concept,
      neededFor: needOf(net, { concept, inPath, sure }),
    })),
    more: found.length - chosen.length,
  }
}

const sureOf = (sure: ReadonlyMap<number, number>, index: number): number => sure.get(index) ?? 0

/** How surely each concept is needed for the goal, by its surest way there. */
function surenessBefore(net: ConceptNet, goal: number): ReadonlyMap<number, number> {
  const sure = new Map([[goal, 1]])
  const open = new Set([goal])
  while (open.size > 0) {
    const next = [...open].reduce((best, index) => (sureOf(sure, index) > sureOf(sure, best) ? index : best))
    open.delete(next)
    for (const { prerequisite, confidence } of net.needs[next] ?? []) {
      const product = sureOf(sure, next) * confidence
      if (product < SURE_ENOUGH || product <= sureOf(sure, prerequisite)) continue
      sure.set(prerequisite, product)
      open.add(prerequisite)
    }
  }
  return sure
}

/** Depth first, so that what belongs together stays together; the graph has no cycles. */
function inLearningOrder(net: ConceptNet, chosen: readonly number[]): readonly number[] {
  const wanted = new Set(chosen)
  const seen = new Set<number>()
  const ordered: number[] = []
  const visit = (index: number): void => {
    if (seen.has(index)) return
    seen.add(index)
    for (const { prerequisite } of net.needs[index] ?? []) visit(prerequisite)
    if (wanted.has(index)) ordered.push(index)
  }
  for (const index of chosen) visit(index)
  return ordered
}

function needOf(
  net: ConceptNet,
  { concept, inPath, sure }: { concept: number; inPath: ReadonlySet<number>; sure: ReadonlyMap<number, number> },
): number {
  const users = (net.neededBy[concept] ?? []).filter((edge) => inPath.has(edge.concept))
  const best = users.toSorted(
    (one, other) => other.confidence * sureOf(sure, other.concept) - one.confidence * sureOf(sure, one.concept),
  )[0]
  return best?.concept ?? concept
}
