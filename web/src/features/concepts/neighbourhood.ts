import type { ConceptNet, NetEdge } from './concept-net.ts'

/** Where a concept stands from the one in the middle: what is needed before, two steps and one; itself; what needs it. */
export const COLUMNS = ['before', 'needs', 'middle', 'neededBy'] as const
export type Column = (typeof COLUMNS)[number]

export interface Neighbourhood {
  /** Indexes of concepts by column, as they are to be read. */
  readonly columns: Readonly<Record<Column, readonly number[]>>
  readonly edges: readonly NetEdge[]
}

/** More is no picture that can be taken in. */
const MOST_NEEDED_BY = 8
const MOST_BEFORE = 8
const STEPS_BACK_PER_CONCEPT = 2

/** A concept with what it needs, what that needs, and the most important of what needs it. */
export function neighbourhoodOf(net: ConceptNet, middle: number): Neighbourhood {
  const near = net.needs[middle] ?? []
  const needs = near.map(({ prerequisite }) => prerequisite)
  const taken = new Set([middle, ...needs])
  const steps = needs.flatMap((index) => (net.needs[index] ?? []).slice(0, STEPS_BACK_PER_CONCEPT))
  const before: number[] = []
  for (const { prerequisite } of steps.toSorted((one, other) => other.confidence - one.confidence)) {
    if (taken.has(prerequisite) || before.length >= MOST_BEFORE) continue
    taken.add(prerequisite)
    before.push(prerequisite)
  }
  const dependents = (net.neededBy[middle] ?? []).map(({ concept }) => concept).filter((index) => !taken.has(index))
  const neededBy = dependents.slice(0, MOST_NEEDED_BY)
  for (const index of neededBy) taken.add(index)
  // Lines to the middle, and from the column before: others would cross all columns.
  const beforeOnly = new Set(before)
  const edges = [...taken].flatMap((index) =>
    (net.needs[index] ?? []).filter(
      ({ concept, prerequisite }) =>
        concept === middle ||
        (prerequisite === middle && taken.has(concept)) ||
        (beforeOnly.has(prerequisite) && needs.includes(concept)),
    ),
  )
  return { columns: { before, needs, middle: [middle], neededBy }, edges }
}
