import { createSignalReader } from '../../server/modules/concepts/prerequisites/pair-signals.ts'
import { findHomes } from '../../server/modules/concepts/prerequisites/concept-homes.ts'
import { countConcepts } from '../../server/modules/concepts/prerequisites/concept-statistics.ts'
import { derivePrerequisites } from '../../server/modules/concepts/prerequisites/derive-prerequisites.ts'
import {
  directionConfidence,
  directionScore,
  type PairSignals,
} from '../../server/modules/concepts/prerequisites/prerequisite-score.ts'
import { referenceDistances } from '../../server/modules/concepts/prerequisites/reference-distance.ts'
import { countCooccurrence } from '../../server/modules/concepts/prerequisites/sentence-cooccurrence.ts'
import type { Measurement } from '../benchmark.ts'
import { type MaterialConcept, type MaterialDocument, phraseKeyOf, phrasesOf } from './prerequisite-material.ts'

/** Per concept (by index) those that its glossary entry uses. The glossary is in none of the documents. */
export type GlossaryNeeds = ReadonlyMap<number, ReadonlySet<number>>

export function glossaryNeeds(
  glossary: readonly { readonly term: string; readonly definition: string }[],
  concepts: readonly MaterialConcept[],
): GlossaryNeeds {
  const indexOf = new Map(concepts.flatMap(({ keys }, index) => keys.map((key) => [key, index] as const)))
  const needs = new Map<number, Set<number>>()
  for (const { term, definition } of glossary) {
    const concept = indexOf.get(phraseKeyOf(term.replace(/\(.*\)/, '').trim()) ?? '')
    if (concept === undefined) continue
    const used = needs.get(concept) ?? new Set()
    for (const { key } of phrasesOf(definition)) {
      const other = indexOf.get(key)
      if (other !== undefined && other !== concept) used.add(other)
    }
    needs.set(concept, used)
  }
  return needs
}

const KEPT = 5
const SURE = 0.9

/** Direction and choice of prerequisites against the glossary, with the score of the literature beside ours. */
export async function measureGlossary(
  needs: GlossaryNeeds,
  concepts: readonly MaterialConcept[],
  documents: readonly MaterialDocument[],
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  const pairs = [...needs].flatMap(([concept, used]) => [...used].map((other) => [concept, other] as const))
  const oneWay = pairs.filter(([concept, other]) => needs.get(other)?.has(concept) !== true)
  for (const orderTrust of [0, 1]) {
    const label = orderTrust === 0 ? 'order unknown' : 'order known'
    const { signalsOf, ratesAtHome } = run(sources(concepts, documents, orderTrust))
    const shareRight = (score: (signals: AllSignals) => number): number =>
      oneWay.filter(([concept, other]) => score(signalsOf(concept, other)) > 0).length / oneWay.length
    const note = `${oneWay.length} pairs of glossary terms`
    measurements.push(
      {
        name: `biology, direction, first mention only, ${label}`,
        value: shareRight(({ order }) => order),
        unit: 'accuracy',
        note,
      },
      {
        name: `biology, direction, formula of the literature, ${label}`,
        value: shareRight(literatureScore),
        unit: 'accuracy',
        note,
      },
      { name: `biology, direction, ours, ${label}`, value: shareRight(ownDirection), unit: 'accuracy', note },
    )
    if (orderTrust === 1) continue
    const scores = oneWay.map(([concept, other]) => ownDirection(signalsOf(concept, other)))
    const sure = scores.filter((score) => directionConfidence(Math.abs(score)) >= SURE)
    measurements.push({
      name: `biology, direction, ours, of the pairs with confidence ${SURE} or more`,
      value: sure.filter((score) => score > 0).length / sure.length,
      unit: 'accuracy',
      note: `${sure.length} pairs`,
    })
    const best = new Map(
      [...needs.keys()].map((concept) => {
        const others = [...(ratesAtHome[concept]?.keys() ?? [])]
        const scored = others.map((other) => ({ other, score: literatureScore(signalsOf(concept, other)) }))
        const ranked = scored.toSorted((one, other) => other.score - one.score)
        return [concept, ranked.slice(0, KEPT).map(({ other }) => other)] as const
      }),
    )
    measurements.push(...chosen('formula of the literature', needs, best))
  }
  const edges = await derivePrerequisites({ concepts, documents, orderTrust: 0, pinned: [], forbidden: [] })
  const indexOf = new Map(concepts.map(({ id }, index) => [id, index]))
  const own = new Map<number, number[]>()
  for (const { conceptId, prerequisiteId } of edges) {
    const concept = indexOf.get(conceptId) ?? -1
    own.set(concept, [...(own.get(concept) ?? []), indexOf.get(prerequisiteId) ?? -1])
  }
  return [...measurements, ...chosen('ours', needs, own)]
}

function chosen(name: string, needs: GlossaryNeeds, best: ReadonlyMap<number, readonly number[]>): Measurement[] {
  let [hits, wanted, kept] = [0, 0, 0]
  for (const [concept, used] of needs) {
    if (used.size === 0) continue
    const choice = best.get(concept) ?? []
    hits += choice.filter((other) => used.has(other)).length
    wanted += used.size
    kept += choice.length
  }
  const note = `of ${wanted} that glossary entries use`
  return [
    { name: `biology, kept prerequisites, ${name}: recall`, value: hits / wanted, unit: 'recall@5', note },
    { name: `biology, kept prerequisites, ${name}: precision`, value: hits / kept, unit: 'precision@5' },
  ]
}

/** The direction as the product reckons it. */
export function ownDirection(signals: AllSignals): number {
  return directionScore(signals, signals.distance)
}

/** The fixed-weight sum of reference distance, frequency, mention rates, conditional probability and order. */
function literatureScore(signals: AllSignals): number {
  const { distance, frequency, mentions, conditional, order } = signals
  return distance + 0.25 * frequency + 0.25 * mentions + 0.5 * conditional + 0.25 * order
}

/** All signals of any two concepts. */
export function* sources(
  concepts: readonly MaterialConcept[],
  documents: readonly MaterialDocument[],
  orderTrust: number,
): Generator<number, SignalTable> {
  const statistics = yield* countConcepts(concepts, documents)
  const homes = yield* findHomes(statistics)
  const distance = yield* referenceDistances(statistics, homes)
  const cooccurrence = yield* countCooccurrence(statistics.sentencesOf)
  const quick = yield* createSignalReader({ statistics, homes, cooccurrence, orderTrust })
  return {
    signalsOf: (concept, other) => ({ ...quick(concept, other), distance: distance(concept, other) }),
    ratesAtHome: homes.ratesAtHome,
  }
}

interface AllSignals extends PairSignals {
  readonly distance: number
}

interface SignalTable {
  readonly signalsOf: (concept: number, other: number) => AllSignals
  readonly ratesAtHome: readonly ReadonlyMap<number, number>[]
}

/** Runs work in steps to its end at once. */
export function run<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
