import { breathe } from '../../../kernel/breathe.ts'
import { compareReadingOrder } from '../reading-order.ts'
import { describeConcept } from './describe-concept.ts'
import { sentenceLengths } from './estimate-difficulty.ts'
import { gatherDocument, mergeConcepts } from './gather-concepts.ts'
import type { GatheredConcept } from './gather-concepts.ts'
import type { AnalysedDocument, RankedConcept } from './ranked-concept.ts'
import { sameConcepts } from './same-concepts.ts'
import { scoreConcept } from './score-concept.ts'
import type { CollectionSize } from './score-concept.ts'
import { type ScoredConcept, sortedInSteps } from './sorted-in-steps.ts'

export type { AnalysedDocument, RankedConcept } from './ranked-concept.ts'

/** Documents in reading order: by path, numbers in it compared as numbers. */
export function inReadingOrder<Document extends { readonly path: string; readonly documentId: string }>(
  documents: readonly Document[],
): Document[] {
  return documents.toSorted(
    (left, right) => compareReadingOrder(left, right) || (left.documentId < right.documentId ? -1 : 1),
  )
}

/** The concepts of a collection, best first. Depends on the analyses only, in whatever order they come. */
export function rankConcepts(documents: readonly AnalysedDocument[]): RankedConcept[] {
  const steps = ranking(documents)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Like `rankConcepts`, but lets others run about every millisecond. */
export async function rankConceptsInSlices(
  documents: readonly AnalysedDocument[],
  signal?: AbortSignal,
): Promise<RankedConcept[]> {
  const steps = ranking(documents)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await breathe()
    signal?.throwIfAborted()
  }
}

const CONCEPTS_PER_STEP = 100

/** The work in steps of about a millisecond each. */
function* ranking(documents: readonly AnalysedDocument[]): Generator<void, RankedConcept[]> {
  const ordered = inReadingOrder(documents)
  const gathered = new Map<string, GatheredConcept>()
  for (const [index, document] of ordered.entries()) {
    yield* gatherDocument(gathered, document, index)
    yield
  }
  yield* mergeSame(gathered)
  const scored = yield* sortedInSteps(yield* scoredConcepts(gathered, sizeOf(ordered)))
  const best = scored.slice(0, mostConcepts(ordered))
  const most = Math.log1p(best[0]?.score ?? 1)
  const surroundings = { ordered, before: wordsBefore(ordered), sentenceLengths: sentenceLengths(ordered) }
  const ranked: RankedConcept[] = []
  for (const { concept, score } of best) {
    ranked.push(describeConcept(concept, { ...surroundings, importance: Math.log1p(score) / most }))
    if (ranked.length % CONCEPTS_PER_STEP === 0) yield
  }
  return ranked
}

function* mergeSame(gathered: Map<string, GatheredConcept>): Generator<void, void> {
  const groups = yield* sameConcepts(gathered)
  for (const [index, group] of groups.entries()) {
    const merged = mergeConcepts(group.flatMap((key) => gathered.get(key) ?? []))
    for (const key of group) gathered.delete(key)
    if (merged !== undefined) gathered.set(merged.keys[0] ?? '', merged)
    if (index % CONCEPTS_PER_STEP === 0) yield
  }
}

function* scoredConcepts(
  gathered: ReadonlyMap<string, GatheredConcept>,
  size: CollectionSize,
): Generator<void, ScoredConcept[]> {
  const scored: ScoredConcept[] = []
  let count = 0
  for (const concept of gathered.values()) {
    if (hasEvidence(concept)) scored.push({ concept, score: scoreConcept(concept, size) })
    if (++count % (10 * CONCEPTS_PER_STEP) === 0) yield
  }
  return scored
}

function sizeOf(documents: readonly AnalysedDocument[]): CollectionSize {
  return {
    documents: documents.length,
    sections: documents.reduce((sum, { analysis }) => sum + analysis.sections.length, 0),
  }
}

const SURE_DEFINITION = 0.5

/** Something beyond having been written once. */
function hasEvidence({ mentions, bold, italic, definition, sameAs, whole }: GatheredConcept): boolean {
  return (
    (whole > 0 && mentions > 1) ||
    bold > 0 ||
    italic > 0 ||
    sameAs.size > 0 ||
    (definition?.strength ?? 0) >= SURE_DEFINITION
  )
}

const LEAST_CONCEPTS = 50
const WORDS_PER_CONCEPT = 80

/** A long book has more to learn than a leaflet, but what comes last is no concept of either. */
function mostConcepts(documents: readonly AnalysedDocument[]): number {
  const words = documents.reduce((sum, { analysis }) => sum + analysis.words, 0)
  return Math.max(LEAST_CONCEPTS, Math.ceil(words / WORDS_PER_CONCEPT))
}

function wordsBefore(documents: readonly AnalysedDocument[]): number[] {
  let sum = 0
  return documents.map(({ analysis }) => {
    const before = sum
    sum += analysis.words
    return before
  })
}
