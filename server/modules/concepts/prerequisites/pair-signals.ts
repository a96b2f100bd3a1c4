import type { Steps } from '../../../kernel/run-in-slices.ts'
import type { ConceptHomes } from './concept-homes.ts'
import type { ConceptStatistics } from './concept-statistics.ts'
import type { PairSignals } from './prerequisite-score.ts'
import type { Cooccurrence } from './sentence-cooccurrence.ts'

export interface SignalSources {
  readonly statistics: ConceptStatistics
  readonly homes: ConceptHomes
  readonly cooccurrence: Cooccurrence
  /** From 0 to 1, see `PrerequisiteInput.orderTrust`. */
  readonly orderTrust: number
}

/** Added to rates (mentions per 1,000 characters), so that a single mention more or less does not decide. */
const RATE_FLOOR = 0.1
/** Association of what never stands together. */
const APART = -0.5

/** Reads the signals of "`concept` needs `other`" for any two concepts. */
export function* createSignalReader(sources: SignalSources): Steps<(concept: number, other: number) => PairSignals> {
  const { statistics, homes, cooccurrence } = sources
  const usedInDefinition = yield* definitionUses(statistics)
  const unitsWith = (one: number): number => Math.max(1, statistics.unitsOf[one]?.length ?? 0)
  const rateAt = (home: number, mentioned: number): number => homes.ratesAtHome[home]?.get(mentioned) ?? 0
  const isDefinedWith = (one: number, used: number): number =>
    usedInDefinition.get(statistics.definitionOf[one] ?? -1)?.has(used) === true ? 1 : 0

  return (concept, other) => {
    const together = cooccurrence.windowsTogether(concept, other)
    const [own, its] = [Math.max(1, cooccurrence.windowsOf(concept)), Math.max(1, cooccurrence.windowsOf(other))]
    const rate = rateAt(concept, other)
    const defining = isDefinedWith(concept, other)
    return {
      frequency: Math.log(unitsWith(other) / unitsWith(concept)),
      mentions: Math.log((rate + RATE_FLOOR) / (rateAt(other, concept) + RATE_FLOOR)),
      conditional: together / own - together / its,
      order: orderSignal(sources, concept, other),
      definitions: defining - isDefinedWith(other, concept),
      defining,
      rate,
      association: association({ together, own, its, all: cooccurrence.windows }),
    }
  }
}

/** Per sentence that defines a concept, all concepts in it. */
function* definitionUses({ definitionOf, sentencesOf }: ConceptStatistics): Steps<Map<number, Set<number>>> {
  const uses = new Map(
    definitionOf.filter((sentence) => sentence >= 0).map((sentence) => [sentence, new Set<number>()]),
  )
  for (const [concept, sentences] of sentencesOf.entries()) {
    for (const sentence of sentences) uses.get(sentence)?.add(concept)
    yield sentences.length
  }
  return uses
}

interface WindowCounts {
  readonly together: number
  readonly own: number
  readonly its: number
  readonly all: number
}

/** Normalised pointwise mutual information: Bouma, "Normalized (pointwise) mutual information in collocation extraction", GSCL 2009. */
function association({ together, own, its, all }: WindowCounts): number {
  if (together === 0) return APART
  if (together === all) return 1
  return Math.log((together * all) / (own * its)) / -Math.log(together / all)
}

/**
 * Which is mentioned first: through all documents as far as their order can be trusted, else only within the documents that
 * mention both.
 */
function orderSignal({ statistics, orderTrust }: SignalSources, concept: number, other: number): number {
  const mine = statistics.firstMentions[concept] ?? new Map<number, number>()
  const its = statistics.firstMentions[other] ?? new Map<number, number>()
  if (mine.size === 0 || its.size === 0) return 0
  const through = orderTrust === 0 ? 0 : Math.sign(firstPlace(mine, its))
  return orderTrust * through + (orderTrust === 1 ? 0 : (1 - orderTrust) * withinDocuments(mine, its))
}

/** From -1 to 1: in how many more of the documents with both `its` comes first. */
function withinDocuments(mine: ReadonlyMap<number, number>, its: ReadonlyMap<number, number>): number {
  let [earlier, shared] = [0, 0]
  for (const [document, place] of mine) {
    const otherPlace = its.get(document)
    if (otherPlace === undefined) continue
    shared += 1
    earlier += Math.sign(place - otherPlace)
  }
  return shared === 0 ? 0 : earlier / shared
}

/** Positive when `its` begins before `mine`. Documents went in by ascending number. */
function firstPlace(mine: ReadonlyMap<number, number>, its: ReadonlyMap<number, number>): number {
  const [myDocument, myPlace] = mine.entries().next().value ?? [0, 0]
  const [itsDocument, itsPlace] = its.entries().next().value ?? [0, 0]
  return myDocument === itsDocument ? myPlace - itsPlace : myDocument - itsDocument
}
