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

/** Home of a concept: the units with the most of it for their length, frequent concepts weighted down (tf·idf/√length). */
export function findHomes({ units, unitsOf }: ConceptStatistics): ConceptHomes {
  const inUnit: { concept: number; count: number }[][] = units.map(() => [])
  for (const [concept, places] of unitsOf.entries()) {
    for (const { unit, count } of places) inUnit[unit]?.push({ concept, count })
  }
  const charactersOf = (unit: number): number => units[unit]?.characters ?? 1
  const homes = unitsOf.map((places) =>
    places
      .map(({ unit, count }) => ({ unit, weight: count / Math.sqrt(charactersOf(unit)) }))
      .toSorted((one, other) => other.weight - one.weight || one.unit - other.unit)
      .slice(0, HOME_UNITS)
      .map(({ unit }) => unit),
  )
  const ratesAtHome = homes.map((home, self) => {
    const rates = new Map<number, number>()
    const characters = home.reduce((sum, unit) => sum + charactersOf(unit), 0)
    for (const unit of home) {
      for (const { concept, count } of inUnit[unit] ?? []) {
        if (concept === self) continue
        rates.set(concept, (rates.get(concept) ?? 0) + (count * RATE_CHARACTERS) / characters)
      }
    }
    return rates
  })
  return { homes, ratesAtHome }
}
