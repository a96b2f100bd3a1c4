import type { Steps } from '../../../kernel/run-in-slices.ts'
import type { ConceptHomes } from './concept-homes.ts'
import type { ConceptStatistics, UnitCount } from './concept-statistics.ts'

/** How much more the surroundings of one concept speak of another than the other way round, from -1 to 1. */
export type ReferenceDistance = (concept: number, other: number) => number

const RELATED = 15

/**
 * Reference distance over the text instead of over links: the concepts most like A (by the units they stand in) mention B at
 * their homes, while those most like B do not mention A. After Liang, Wu, Huang, Giles, "Measuring prerequisite relations among
 * concepts", EMNLP 2015.
 */
export function* referenceDistances(
  { units, unitsOf }: ConceptStatistics,
  { ratesAtHome }: ConceptHomes,
): Steps<ReferenceDistance> {
  const weights: UnitWeight[][] = []
  const inUnit: WeightedConcept[][] = units.map(() => [])
  for (const [concept, places] of unitsOf.entries()) {
    const row = unitWeights(places, units.length)
    for (const { unit, weight } of row) inUnit[unit]?.push({ concept, weight })
    weights.push(row)
    yield 10 * row.length
  }
  const related: WeightedConcept[][] = []
  const similarity = new Float32Array(weights.length)
  for (const [concept, row] of weights.entries()) {
    similarity.fill(0)
    let work = similarity.length
    for (const { unit, weight } of row) {
      const others = inUnit[unit] ?? []
      for (const other of others) {
        similarity[other.concept] = (similarity[other.concept] ?? 0) + weight * other.weight
      }
      work += others.length
    }
    related.push(shares(similarity, largest(similarity, RELATED, concept)))
    yield 2 * work
  }
  const pull = (concept: number, other: number): number => {
    let sum = 0
    for (const { concept: near, weight } of related[concept] ?? []) {
      if (ratesAtHome[near]?.has(other) === true) sum += weight
    }
    return sum
  }
  return (concept, other) => pull(concept, other) - pull(other, concept)
}

interface UnitWeight {
  readonly unit: number
  readonly weight: number
}

interface WeightedConcept {
  readonly concept: number
  readonly weight: number
}

/** The related concepts with what each counts; together 1. */
function shares(similarity: Float32Array, related: readonly number[]): WeightedConcept[] {
  const total = related.reduce((sum, other) => sum + (similarity[other] ?? 0), 0)
  return related.map((concept) => ({ concept, weight: (similarity[concept] ?? 0) / total }))
}

/** A row of length 1: √count, times how rare the concept is. */
function unitWeights(places: readonly UnitCount[], units: number): UnitWeight[] {
  const row = places.map(({ unit, count }) => ({
    unit,
    weight: Math.sqrt(count) * Math.log(1 + units / places.length),
  }))
  const length = Math.sqrt(row.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1
  return row.map(({ unit, weight }) => ({ unit, weight: weight / length }))
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
