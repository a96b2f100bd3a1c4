import { breathe } from '../../../kernel/breathe.ts'
import type { ConceptHomes } from './concept-homes.ts'
import type { ConceptStatistics } from './concept-statistics.ts'

/** How much more the surroundings of one concept speak of another than the other way round, from -1 to 1. */
export type ReferenceDistance = (concept: number, other: number) => number

const RELATED = 15
/** Additions between two breaths: well below 5 ms. */
const WORK_PER_SLICE = 100_000

/**
 * Reference distance over the text instead of over links: the concepts most like A (by the units they stand in) mention B at
 * their homes, while those most like B do not mention A. After Liang, Wu, Huang, Giles, "Measuring prerequisite relations among
 * concepts", EMNLP 2015.
 */
export async function referenceDistances(
  { units, unitsOf }: ConceptStatistics,
  { homes, ratesAtHome }: ConceptHomes,
): Promise<ReferenceDistance> {
  const count = unitsOf.length
  const weights = unitWeights(units.length, unitsOf)
  const inUnit: { concept: number; weight: number }[][] = units.map(() => [])
  for (const [concept, row] of weights.entries()) {
    for (const { unit, weight } of row) inUnit[unit]?.push({ concept, weight })
  }
  const pulls: Float32Array[] = []
  let work = 0
  for (let concept = 0; concept < count; concept++) {
    const similarity = new Float32Array(count)
    for (const { unit, weight } of weights[concept] ?? []) {
      const others = inUnit[unit] ?? []
      work += others.length
      for (const other of others) similarity[other.concept] = (similarity[other.concept] ?? 0) + weight * other.weight
    }
    const related = largest(similarity, RELATED, concept)
    const total = related.reduce((sum, other) => sum + (similarity[other] ?? 0), 0)
    const pull = new Float32Array(count)
    for (const other of related) {
      const weight = (similarity[other] ?? 0) / total
      const seen = ratesAtHome[other]
      work += seen?.size ?? 0
      for (const mentioned of seen?.keys() ?? []) pull[mentioned] = (pull[mentioned] ?? 0) + weight
    }
    pulls.push(pull)
    work += count
    if (work < WORK_PER_SLICE) continue
    work = 0
    await breathe()
  }
  return (concept, other) =>
    homes[concept] === undefined ? 0 : (pulls[concept]?.[other] ?? 0) - (pulls[other]?.[concept] ?? 0)
}

/** Rows of unit length: √count, times how rare the concept is. */
function unitWeights(units: number, unitsOf: ConceptStatistics['unitsOf']): { unit: number; weight: number }[][] {
  return unitsOf.map((places) => {
    const row = places.map(({ unit, count }) => ({
      unit,
      weight: Math.sqrt(count) * Math.log(1 + units / places.length),
    }))
    const length = Math.hypot(...row.map(({ weight }) => weight)) || 1
    return row.map(({ unit, weight }) => ({ unit, weight: weight / length }))
  })
}

/** The `count` largest positive entries but `self`'s; equal ones by number. */
function largest(values: Float32Array, count: number, self: number): number[] {
  const best: number[] = []
  for (const [at, value] of values.entries()) {
    if (at === self || value <= 0) continue
    const last = best.at(-1)
    if (best.length === count && last !== undefined && value <= (values[last] ?? 0)) continue
    let place = best.length
    while (place > 0 && (values[best[place - 1] ?? 0] ?? 0) < value) place -= 1
    best.splice(place, 0, at)
    if (best.length > count) best.pop()
  }
  return best
}
