import { breathe } from '../../../kernel/breathe.ts'
import { compareReadingOrder } from '../reading-order.ts'
import { describeConcept } from './describe-concept.ts'
import { gatherDocument, mergeConcepts } from './gather-concepts.ts'
import type { GatheredConcept } from './gather-concepts.ts'
import type { AnalysedDocument, RankedConcept } from './ranked-concept.ts'
import { sameConcepts } from './same-concepts.ts'
import { scoreConcept } from './score-concept.ts'
import type { CollectionSize } from './score-concept.ts'

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

/** Like `rankConcepts`, but lets others run every few milliseconds. */
export async function rankConceptsInSlices(
  documents: readonly AnalysedDocument[],
  signal?: AbortSignal,
): Promise<RankedConcept[]> {
  const steps = ranking(documents)
  for (let since = performance.now(); ;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - since < SLICE_MS) continue
    await breathe()
    signal?.throwIfAborted()
    since = performance.now()
  }
}

const SLICE_MS = 3
const STEP = 200

interface Scored {
  readonly concept: GatheredConcept
  readonly score: number
}

function* ranking(documents: readonly AnalysedDocument[]): Generator<void, RankedConcept[]> {
  const ordered = inReadingOrder(documents)
  const gathered = new Map<string, GatheredConcept>()
  for (const [index, document] of ordered.entries()) {
    gatherDocument(gathered, document, index)
    yield
  }
  for (const group of sameConcepts(gathered)) {
    const merged = mergeConcepts(group.flatMap((key) => gathered.get(key) ?? []))
    for (const key of group) gathered.delete(key)
    if (merged !== undefined) gathered.set(merged.keys[0] ?? '', merged)
  }
  yield
  const size: CollectionSize = {
    documents: ordered.length,
    sections: ordered.reduce((sum, { analysis }) => sum + analysis.sections.length, 0),
  }
  const scored: Scored[] = []
  for (const concept of gathered.values()) {
    if (hasEvidence(concept)) scored.push({ concept, score: scoreConcept(concept, size) })
    if (scored.length % STEP === 0) yield
  }
  scored.sort((left, right) => right.score - left.score || compareKeys(left.concept, right.concept))
  const limit = mostConcepts(ordered)
  const best = scored.slice(0, limit)
  const most = Math.log1p(best[0]?.score ?? 1)
  const before = wordsBefore(ordered)
  const ranked: RankedConcept[] = []
  for (const { concept, score } of best) {
    ranked.push(describeConcept(concept, { ordered, before, importance: Math.log1p(score) / most }))
    if (ranked.length % STEP === 0) yield
  }
  return ranked
}

function compareKeys(left: GatheredConcept, right: GatheredConcept): number {
  return (left.keys[0] ?? '') < (right.keys[0] ?? '') ? -1 : 1
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
