import type { QuestionMaterial, QuestionWish } from '../../../ports/question-writer.ts'
import type { ConceptEntry, StudyDocument } from '../../../ports/study-material.ts'
import { randomFor } from '../../../kernel/seeded-random.ts'

/** A stretch of a document with the concepts to ask about. */
export interface PassageToAsk {
  readonly document: StudyDocument
  /** Whole sentences of one section. */
  readonly start: number
  readonly end: number
  /** The most important first. */
  readonly concepts: readonly ConceptEntry[]
}

/** Characters of a passage: enough to ask about, and little enough for a small context. */
const LONGEST = 1600
const SHORTEST = 120
const BEFORE = 500
const CONCEPTS_PER_PASSAGE = 3
/** How far a seed may bring a concept up or down: another quiz asks about others. */
const SEED_SWAY = 0.5

/** Passages around the wished concepts, those of the most important first, until they have `count` concepts. */
export function passagesToAsk(
  { map, documents }: QuestionMaterial,
  { conceptIds, documentIds, seed }: Pick<QuestionWish, 'conceptIds' | 'documentIds' | 'seed'>,
  count: number,
): PassageToAsk[] {
  const inScope = new Map(
    documents.filter(({ documentId }) => documentIds?.has(documentId) !== false).map((one) => [one.documentId, one]),
  )
  const ranked = map.concepts
    .filter(({ id }) => conceptIds?.has(id) !== false)
    .map((concept) => ({
      concept,
      score: concept.importance * (1 + SEED_SWAY * randomFor(seed, `ask ${concept.id}`)()),
    }))
    .toSorted((left, right) => right.score - left.score || left.concept.rank - right.concept.rank)
  const passages: { document: StudyDocument; start: number; end: number; concepts: ConceptEntry[] }[] = []
  let concepts = 0
  for (const { concept } of ranked) {
    if (concepts === count) break
    const place = placeOf(concept, inScope)
    if (place === null) continue
    const there = passages.find(
      ({ document, start, end }) => document === place.document && start <= place.at && place.at < end,
    )
    if (there === undefined) {
      const range = passageAround(place.document, place.at)
      if (range === null) continue
      passages.push({ document: place.document, ...range, concepts: [concept] })
    } else if (there.concepts.length < CONCEPTS_PER_PASSAGE) there.concepts.push(concept)
    else continue
    concepts++
  }
  return passages
}

/** Where most is said of a concept: its definition, else its first mention at home, else its first mention anywhere. */
function placeOf(
  { id, definition, home }: ConceptEntry,
  documents: ReadonlyMap<string, StudyDocument>,
): { readonly document: StudyDocument; readonly at: number } | null {
  const defined = definition === null ? undefined : documents.get(definition.documentId)
  if (defined !== undefined && definition !== null) return { document: defined, at: definition.start }
  for (const { documentId, section } of home) {
    const document = documents.get(documentId)
    const mention = document?.mentions.find((one) => one.conceptId === id && one.section === section && inSentence(one))
    if (document !== undefined && mention !== undefined) return { document, at: mention.start }
  }
  for (const document of documents.values()) {
    const mention = document.mentions.find((one) => one.conceptId === id && inSentence(one))
    if (mention !== undefined) return { document, at: mention.start }
  }
  return null
}

const inSentence = ({ sentence }: { readonly sentence: number | null }): boolean => sentence !== null

/** Whole sentences of the section around a place; null when there is little. */
export function passageAround(document: StudyDocument, at: number): { start: number; end: number } | null {
  const { sentences } = document
  const own = sentences.findIndex(({ start, end }) => start <= at && at < end)
  const here = sentences[own]
  if (here === undefined) return null
  let { start, end } = here
  for (let next = own - 1; sentences[next]?.section === here.section; next--) {
    const from = sentences[next]?.start ?? start
    if (here.start - from > BEFORE) break
    start = from
  }
  for (let next = own + 1; sentences[next]?.section === here.section; next++) {
    const to = sentences[next]?.end ?? end
    if (to - start > LONGEST) break
    end = to
  }
  return end - start < SHORTEST || end - start > LONGEST ? null : { start, end }
}
