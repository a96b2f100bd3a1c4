import { breathe } from '../../../kernel/breathe.ts'
import type { DocumentAnalysis } from '../../../ports/document-analyst.ts'
import type { StoredAnalysis } from '../analyses/stored-analysis.ts'
import { conceptIdOf } from '../concept-ids.ts'
import { derivePrerequisites } from '../prerequisites/derive-prerequisites.ts'
import type { ConceptPair } from '../prerequisites/prerequisite-input.ts'
import { readingOrder } from '../prerequisites/reading-order.ts'
import { rankConceptsInSlices, type RankedConcept } from '../ranking/rank-concepts.ts'
import type { AssembledConcept, AssembledConcepts, AssembledDefinition, NamingPhrase } from './assembled-concepts.ts'
import { placePhrases, type PlacedPhrases, type Placements } from './place-phrases.ts'

export interface AssemblyDocument extends StoredAnalysis {
  readonly documentId: string
  /** Of the version that was analysed; null when the document has another one by now. */
  readonly versionHash: string | null
  readonly path: string
  readonly title: string
}

export interface AssemblyRequest {
  readonly collectionId: string
  /** In any order. */
  readonly documents: readonly AssemblyDocument[]
  readonly placements: Placements
  /** Ids that users know, because something was done to them: a concept that could have one of them has it. */
  readonly knownIds: ReadonlySet<string>
  readonly pinned: readonly ConceptPair[]
  readonly forbidden: readonly ConceptPair[]
}

/** More are not shown, planned or asked about; the ranking has put what matters first. */
const MOST_CONCEPTS = 6000
const CONCEPTS_PER_SLICE = 50

/** Puts the concepts of a collection together from the analyses of its documents and what the user decided. Same input, same output. */
export async function assembleConcepts(request: AssemblyRequest): Promise<AssembledConcepts> {
  const { collectionId, placements, pinned, forbidden } = request
  const order = readingOrder(request.documents)
  const byId = new Map(request.documents.map((document) => [document.documentId, document]))
  const documents = order.documentIds.flatMap((documentId) => byId.get(documentId) ?? [])
  const placed = placePhrases(
    collectionId,
    documents.map(({ analysis }) => analysis),
    placements,
  )
  const analysed: { documentId: string; path: string; analysis: DocumentAnalysis }[] = []
  for (const [index, { documentId, analysis }] of documents.entries()) {
    // The ranking reads by path: the place in the order that was found stands for it.
    analysed.push({ documentId, path: String(index), analysis: placed.place(analysis) })
    await breathe()
  }
  const ranked = (await rankConceptsInSlices(analysed)).slice(0, MOST_CONCEPTS)
  const identified = await identify(ranked, request, placed)
  const phrases = await namingPhrases(identified, documents, collectionId)
  const concepts: AssembledConcept[] = []
  const definitionOf = createDefinitions(documents)
  for (const { id, originals, concept, isPlaced } of identified) {
    const { key: _, definition, ...facts } = concept
    concepts.push({
      ...facts,
      id,
      keys: originals,
      phraseIds: originals.map((key) => conceptIdOf(collectionId, key)),
      phrases: originals.length > 1 ? originals.flatMap((key) => phrases.get(key) ?? []) : [],
      definition: definition === null ? null : definitionOf(definition),
      placed: isPlaced,
    })
  }
  const idOf = new Map(concepts.flatMap(({ id, phraseIds }) => [id, ...phraseIds].map((each) => [each, id] as const)))
  const prerequisites = await derivePrerequisites({
    concepts: identified.map(({ id, concept: { keys, definition } }) => ({ id, keys, definition })),
    documents: analysed,
    orderTrust: order.trust,
    pinned: currentPairs(pinned, idOf),
    forbidden: currentPairs(forbidden, idOf),
  })
  return {
    concepts,
    prerequisites,
    documentIds: documents.map(({ documentId }) => documentId),
    orderTrust: order.trust,
    versionHashes: documents.map(({ versionHash }) => versionHash),
  }
}

interface Identified {
  readonly id: string
  /** Keys as the documents have them. */
  readonly originals: readonly string[]
  /** Keys as they were placed. */
  readonly concept: RankedConcept
  readonly isPlaced: boolean
}

/** The id of its first key, unless the user knows it by that of another. */
async function identify(
  ranked: readonly RankedConcept[],
  { collectionId, knownIds }: AssemblyRequest,
  placed: PlacedPhrases,
): Promise<Identified[]> {
  const identified: Identified[] = []
  for (const concept of ranked) {
    const originals = concept.keys.flatMap((key) => placed.originals(key)).toSorted()
    const placedIds = concept.keys.flatMap((key) => placed.placedId(key) ?? [])
    const ids = originals.map((key) => conceptIdOf(collectionId, key))
    const id = placedIds[0] ?? ids.find((each) => knownIds.has(each)) ?? ids[0] ?? ''
    identified.push({ id, originals, concept, isPlaced: placedIds.length > 0 })
    if (identified.length % CONCEPTS_PER_SLICE === 0) await breathe()
  }
  return identified
}

/** The forms of each phrase of the concepts that have several, by key. */
async function namingPhrases(
  identified: readonly Identified[],
  documents: readonly AssemblyDocument[],
  collectionId: string,
): Promise<Map<string, NamingPhrase>> {
  const forms = new Map<string, Set<string>>()
  for (const { originals } of identified) {
    if (originals.length > 1) for (const key of originals) forms.set(key, new Set())
  }
  for (const { analysis } of documents) {
    for (const phrase of analysis.phrases) {
      const known = forms.get(phrase.key)
      if (known !== undefined) for (const form of [phrase.name, ...phrase.forms]) known.add(form.toLowerCase())
    }
    await breathe()
  }
  return new Map([...forms].map(([key, set]) => [key, { id: conceptIdOf(collectionId, key), forms: [...set] }]))
}

function createDefinitions(
  documents: readonly AssemblyDocument[],
): (definition: { readonly documentId: string; readonly sentence: number }) => AssembledDefinition | null {
  const byId = new Map(documents.map((document) => [document.documentId, document]))
  const textsOf = new Map<string, ReadonlyMap<number, StoredAnalysis['definitions'][number]>>()
  return ({ documentId, sentence }) => {
    const document = byId.get(documentId)
    if (document === undefined) return null
    const texts = textsOf.get(documentId) ?? new Map(document.definitions.map((each) => [each.sentence, each]))
    textsOf.set(documentId, texts)
    const found = texts.get(sentence)
    const range = document.analysis.sentences[sentence]
    if (found === undefined || range === undefined) return null
    const headingPath = document.analysis.sections[range.section]?.headingPath ?? []
    const { text, page, pageEnd } = found
    return { documentId, start: range.start, end: range.end, headingPath, page, pageEnd, text }
  }
}

/** Decisions between concepts that are there, by the ids that they have now. */
function currentPairs(pairs: readonly ConceptPair[], idOf: ReadonlyMap<string, string>): ConceptPair[] {
  return pairs.flatMap((pair) => {
    const conceptId = idOf.get(pair.conceptId)
    const prerequisiteId = idOf.get(pair.prerequisiteId)
    if (conceptId === undefined || prerequisiteId === undefined || conceptId === prerequisiteId) return []
    return [{ conceptId, prerequisiteId }]
  })
}
