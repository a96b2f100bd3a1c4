import type { Steps } from '../../../kernel/run-in-slices.ts'
import type { ConceptStatistics } from './concept-statistics.ts'

/** Where concepts are at home, and what else stands there. */
export interface ConceptHomes {
  /** Per concept its units, best first. */
  readonly homes: readonly (readonly number[])[]
  /** Per concept the others in its home: mentions per 1,000 characters. */
  readonly ratesAtHome: readonly ReadonlyMap<number, number>[]
}

const HOME_UNITS = 3
const RATE_CHARACTERS = 1000

/** Home of a concept: the units with the most of it for their length (count/√length). */
export function* findHomes({ units, unitsOf }: ConceptStatistics): Steps<ConceptHomes> {
  const inUnit: { concept: number; count: number }[][] = units.map(() => [])
  for (const [concept, places] of unitsOf.entries()) {
    for (const { unit, count } of places) inUnit[unit]?.push({ concept, count })
    yield places.length
  }
  const charactersOf = (unit: number): number => units[unit]?.characters ?? 1
  const homes: number[][] = []
  const ratesAtHome: Map<number, number>[] = []
  for (const [self, places] of unitsOf.entries()) {
    const home = places
      .map(({ unit, count }) => ({ unit, weight: count / Math.sqrt(charactersOf(unit)) }))
      .toSorted((one, other) => other.weight - one.weight || one.unit - other.unit)
      .slice(0, HOME_UNITS)
      .map(({ unit }) => unit)
    const rates = new Map<number, number>()
    const characters = home.reduce((sum, unit) => sum + charactersOf(unit), 0)
    for (const unit of home) {
      for (const { concept, count } of inUnit[unit] ?? []) {
        if (concept === self) continue
        rates.set(concept, (rates.get(concept) ?? 0) + (count * RATE_CHARACTERS) / characters)
      }
    }
    homes.push(home)
    ratesAtHome.push(rates)
    yield 10 * (places.length + rates.size)
  }
  return { homes, ratesAtHome }
}
