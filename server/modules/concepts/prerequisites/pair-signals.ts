import type { ConceptHomes } from './concept-homes.ts'
import type { ConceptStatistics } from './concept-statistics.ts'
import type { PairSignals } from './prerequisite-score.ts'
import type { ReferenceDistance } from './reference-distance.ts'
import type { Cooccurrence } from './sentence-cooccurrence.ts'

export interface SignalSources {
  readonly statistics: ConceptStatistics
  readonly homes: ConceptHomes
  readonly distance: ReferenceDistance
  readonly cooccurrence: Cooccurrence
  /** From 0 to 1, see `PrerequisiteInput.orderTrust`. */
  readonly orderTrust: number
}

/** Added to rates (mentions per 1,000 characters), so that a single mention more or less does not decide. */
const RATE_FLOOR = 0.1

/** What the text tells about "`concept` needs `other`". */
export function pairSignals(sources: SignalSources, concept: number, other: number): PairSignals {
  const { statistics, homes, distance, cooccurrence } = sources
  const unitsWith = (one: number): number => Math.max(1, statistics.unitsOf[one]?.length ?? 0)
  const rate = (home: number, mentioned: number): number => (homes.ratesAtHome[home]?.get(mentioned) ?? 0) + RATE_FLOOR
  const together = cooccurrence.windowsTogether(concept, other)
  const given = (one: number): number => together / Math.max(1, cooccurrence.windowsOf(one))
  return {
    referenceDistance: distance(concept, other),
    frequency: Math.log(unitsWith(other) / unitsWith(concept)),
    mentions: Math.log(rate(concept, other) / rate(other, concept)),
    conditional: given(concept) - given(other),
    order: orderSignal(sources, concept, other),
  }
}

/**
 * Which is mentioned first: through all documents as far as their order can be trusted, else only within the documents that
 * mention both.
 */
function orderSignal({ statistics, orderTrust }: SignalSources, concept: number, other: number): number {
  const mine = statistics.firstMentions[concept] ?? new Map<number, number>()
  const its = statistics.firstMentions[other] ?? new Map<number, number>()
  let [earlier, shared] = [0, 0]
  for (const [document, place] of mine) {
    const otherPlace = its.get(document)
    if (otherPlace === undefined) continue
    shared += 1
    earlier += Math.sign(place - otherPlace)
  }
  const within = shared === 0 ? 0 : earlier / shared
  return orderTrust * Math.sign(firstPlace(mine, its)) + (1 - orderTrust) * within
}

/** Positive when `its` begins before `mine`. */
function firstPlace(mine: ReadonlyMap<number, number>, its: ReadonlyMap<number, number>): number {
  const myDocument = Math.min(...mine.keys())
  const itsDocument = Math.min(...its.keys())
  if (myDocument !== itsDocument) return myDocument - itsDocument
  return (mine.get(myDocument) ?? 0) - (its.get(itsDocument) ?? 0)
}
