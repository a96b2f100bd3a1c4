import { breathe } from '../../../kernel/breathe.ts'
import { createAcyclicOrder } from '../../../kernel/ranking/acyclic-order.ts'
import { findHomes } from './concept-homes.ts'
import { countConcepts } from './concept-statistics.ts'
import { pairSignals, type SignalSources } from './pair-signals.ts'
import { createEvidenceFinder } from './prerequisite-evidence.ts'
import type { ConceptPair, DerivedPrerequisite, PrerequisiteInput } from './prerequisite-input.ts'
import { prerequisiteScore } from './prerequisite-score.ts'
import { referenceDistances } from './reference-distance.ts'
import { countCooccurrence } from './sentence-cooccurrence.ts'

const MOST_PER_CONCEPT = 5
const PAIRS_PER_SLICE = 2000

interface ScoredPair {
  readonly concept: number
  readonly prerequisite: number
  readonly score: number
}

/**
 * What to know before each concept, from where and how often the documents mention it: at most five per concept, without cycles,
 * strongest first; those the user pinned are all in, those forbidden are not.
 */
export async function derivePrerequisites(input: PrerequisiteInput): Promise<DerivedPrerequisite[]> {
  const { concepts, documents, orderTrust } = input
  const statistics = await countConcepts(concepts, documents)
  const homes = findHomes(statistics)
  const distance = await referenceDistances(statistics, homes)
  const cooccurrence = await countCooccurrence(statistics.sentencesOf)
  const best = await bestPairs({ statistics, homes, distance, cooccurrence, orderTrust }, input)
  const indexOf = new Map(concepts.map(({ id }, index) => [id, index]))
  const evidenceOf = createEvidenceFinder(documents, statistics, homes.homes)
  const acyclic = createAcyclicOrder(concepts.length)
  const edges: DerivedPrerequisite[] = []
  for (const { conceptId, prerequisiteId } of input.pinned) {
    const [concept, prerequisite] = [indexOf.get(conceptId), indexOf.get(prerequisiteId)]
    if (concept === undefined || prerequisite === undefined || !acyclic.insert(prerequisite, concept)) continue
    const evidence = evidenceOf(concept, prerequisite)
    edges.push({ conceptId, prerequisiteId, score: 0, confidence: 1, origin: 'pinned', evidence })
  }
  for (const { concept, prerequisite, score } of best) {
    if (!acyclic.insert(prerequisite, concept)) continue
    edges.push({
      conceptId: concepts[concept]?.id ?? '',
      prerequisiteId: concepts[prerequisite]?.id ?? '',
      score,
      confidence: 1 / (1 + Math.exp(-score)),
      origin: 'derived',
      evidence: evidenceOf(concept, prerequisite),
    })
  }
  return edges
}

/** The best of each concept among those that its home mentions, strongest first. */
async function bestPairs(
  sources: SignalSources,
  { concepts, forbidden, pinned }: PrerequisiteInput,
): Promise<ScoredPair[]> {
  const nameOf = ({ conceptId, prerequisiteId }: ConceptPair): string => `${conceptId}\n${prerequisiteId}`
  const decided = new Set([...forbidden, ...pinned].map(nameOf))
  const all: ScoredPair[] = []
  let pairs = 0
  for (const [concept, { id }] of concepts.entries()) {
    const own: ScoredPair[] = []
    for (const prerequisite of sources.homes.ratesAtHome[concept]?.keys() ?? []) {
      if (decided.has(nameOf({ conceptId: id, prerequisiteId: concepts[prerequisite]?.id ?? '' }))) continue
      const score = prerequisiteScore(pairSignals(sources, concept, prerequisite))
      if (score > 0) own.push({ concept, prerequisite, score })
      pairs += 1
      if (pairs % PAIRS_PER_SLICE === 0) await breathe()
    }
    all.push(...own.toSorted(strongestFirst).slice(0, MOST_PER_CONCEPT))
  }
  return all.toSorted(strongestFirst)
}

function strongestFirst(one: ScoredPair, other: ScoredPair): number {
  return other.score - one.score || one.concept - other.concept || one.prerequisite - other.prerequisite
}
