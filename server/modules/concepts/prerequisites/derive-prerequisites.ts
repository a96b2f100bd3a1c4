import { createAcyclicOrder } from '../../../kernel/ranking/acyclic-order.ts'
import { runInSlices, type Steps } from '../../../kernel/run-in-slices.ts'
import { findHomes, type ConceptHomes } from './concept-homes.ts'
import { countConcepts } from './concept-statistics.ts'
import { createSignalReader } from './pair-signals.ts'
import { createEvidenceFinder } from './prerequisite-evidence.ts'
import type { ConceptPair, DerivedPrerequisite, PrerequisiteInput } from './prerequisite-input.ts'
import { directionScore, prerequisiteConfidence, prerequisiteScore, type PairSignals } from './prerequisite-score.ts'
import { referenceDistances, type ReferenceDistance } from './reference-distance.ts'
import { countCooccurrence } from './sentence-cooccurrence.ts'

/** Of a concept: so many at most, and after the first three only those at least half as strong as the best. */
const MOST = 5
const FIRST = 3
const WORTH_MORE = 0.5

/** In elementary operations, see `runInSlices`. */
const WORK_PER_PAIR = 20
const WORK_PER_EDGE = 300

interface ScoredPair {
  readonly concept: number
  readonly prerequisite: number
  readonly score: number
  readonly direction: number
}

/**
 * What to know before each concept, from where, how often and in what order the documents mention it: at most five per concept,
 * without cycles, strongest first after those that the user pinned; forbidden ones are not in. A pinned pair is left out only when
 * it contradicts pairs pinned before it (see `pinnedCycle`). Same input, same output; asynchronous only to let others work in between.
 */
export async function derivePrerequisites(
  input: PrerequisiteInput,
  signal?: AbortSignal,
): Promise<DerivedPrerequisite[]> {
  return await runInSlices(derivation(input), signal)
}

function* derivation(input: PrerequisiteInput): Steps<DerivedPrerequisite[]> {
  const { concepts, documents, orderTrust, pinned } = input
  const statistics = yield* countConcepts(concepts, documents)
  const homes = yield* findHomes(statistics)
  const distance = yield* referenceDistances(statistics, homes)
  const cooccurrence = yield* countCooccurrence(statistics.sentencesOf)
  const signalsOf = yield* createSignalReader({ statistics, homes, cooccurrence, orderTrust })
  const best = yield* bestPairs({ ratesAtHome: homes.ratesAtHome, signalsOf, distance }, input)
  const indexOf = new Map(concepts.map(({ id }, index) => [id, index]))
  const evidenceOf = createEvidenceFinder(documents, statistics, homes.homes)
  const acyclic = createAcyclicOrder(concepts.length)
  const edges: DerivedPrerequisite[] = []
  for (const { conceptId, prerequisiteId } of pinned) {
    const [concept, prerequisite] = [indexOf.get(conceptId), indexOf.get(prerequisiteId)]
    if (concept === undefined || prerequisite === undefined || !acyclic.insert(prerequisite, concept)) continue
    const evidence = evidenceOf(concept, prerequisite)
    edges.push({ conceptId, prerequisiteId, score: 0, confidence: 1, origin: 'pinned', evidence })
  }
  for (const { concept, prerequisite, score, direction } of best) {
    yield WORK_PER_EDGE
    if (!acyclic.insert(prerequisite, concept)) continue
    edges.push({
      conceptId: concepts[concept]?.id ?? '',
      prerequisiteId: concepts[prerequisite]?.id ?? '',
      score,
      confidence: prerequisiteConfidence(direction, score),
      origin: 'derived',
      evidence: evidenceOf(concept, prerequisite),
    })
  }
  return edges
}

interface PairReading {
  readonly ratesAtHome: ConceptHomes['ratesAtHome']
  readonly signalsOf: (concept: number, other: number) => PairSignals
  readonly distance: ReferenceDistance
}

/** The best of each concept among those that its home mentions, strongest first. */
function* bestPairs(reading: PairReading, input: PrerequisiteInput): Steps<ScoredPair[]> {
  const { concepts, forbidden, pinned } = input
  const decided = new Set([...forbidden, ...pinned].map(pairName))
  const pinnedCounts = new Map<string, number>()
  for (const { conceptId } of pinned) pinnedCounts.set(conceptId, (pinnedCounts.get(conceptId) ?? 0) + 1)
  const all: ScoredPair[] = []
  for (const [concept, { id: conceptId }] of concepts.entries()) {
    const mentioned = [...(reading.ratesAtHome[concept]?.keys() ?? [])]
    yield mentioned.length * WORK_PER_PAIR
    const isOpen = (other: number): boolean =>
      !decided.has(pairName({ conceptId, prerequisiteId: concepts[other]?.id ?? '' }))
    const candidates = decided.size === 0 ? mentioned : mentioned.filter(isOpen)
    const room = Math.max(0, MOST - (pinnedCounts.get(conceptId) ?? 0))
    const ranked = strongest(reading, concept, candidates).slice(0, room)
    const least = (ranked[0]?.score ?? 0) * WORTH_MORE
    all.push(...ranked.filter(({ score }, rank) => rank < FIRST || score >= least))
  }
  return all.toSorted(strongestFirst)
}

/** The best few. The reference distance is read only while it can still bring a candidate among them. */
function strongest({ signalsOf, distance }: PairReading, concept: number, candidates: readonly number[]): ScoredPair[] {
  const hopes = candidates
    .map((prerequisite) => {
      const signals = signalsOf(concept, prerequisite)
      return { prerequisite, signals, atMost: prerequisiteScore(signals, directionScore(signals, 1)) }
    })
    .toSorted((one, other) => other.atMost - one.atMost || one.prerequisite - other.prerequisite)
  let best: ScoredPair[] = []
  for (const { prerequisite, signals, atMost } of hopes) {
    const last = best.length < MOST ? undefined : best.at(-1)
    if (atMost <= (last?.score ?? 0)) break
    const direction = directionScore(signals, distance(concept, prerequisite))
    const pair = { concept, prerequisite, score: prerequisiteScore(signals, direction), direction }
    if (pair.direction <= 0 || pair.score <= 0) continue
    best = [...best, pair].toSorted(strongestFirst).slice(0, MOST)
  }
  return best
}

function pairName({ conceptId, prerequisiteId }: ConceptPair): string {
  return `${conceptId}\n${prerequisiteId}`
}

function strongestFirst(one: ScoredPair, other: ScoredPair): number {
  return other.score - one.score || one.concept - other.concept || one.prerequisite - other.prerequisite
}
