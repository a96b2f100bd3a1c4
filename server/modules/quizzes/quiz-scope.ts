import { LearnPathError, type CreateQuizRequest } from '@learnpath/contracts'
import type { ConceptMap } from '../../ports/study-material.ts'
import { randomFor } from '../../kernel/seeded-random.ts'

/** What a quiz may be about. Null: anything of the collection. */
export interface QuizScope {
  readonly documentIds: ReadonlySet<string> | null
  readonly conceptIds: ReadonlySet<string> | null
}

/** @throws LP_DOCUMENT_NOT_FOUND, LP_CONCEPT_NOT_FOUND when the collection has not what is asked for */
export function scopeOf({ documentIds, conceptIds }: CreateQuizRequest, map: ConceptMap): QuizScope {
  const documents = new Set(map.documentIds)
  const concepts = new Set(map.concepts.map(({ id }) => id))
  const strayDocument = documentIds?.find((id) => !documents.has(id))
  if (strayDocument !== undefined) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: strayDocument })
  const strayConcept = conceptIds?.find((id) => !concepts.has(id))
  if (strayConcept !== undefined) throw new LearnPathError('LP_CONCEPT_NOT_FOUND', { detail: strayConcept })
  return {
    documentIds: documentIds === undefined ? null : new Set(documentIds),
    conceptIds: conceptIds === undefined ? null : new Set(conceptIds),
  }
}

/** Documents whose text is held at a time. */
const DOCUMENTS_PER_ROUND = 150
/** How far around a wished document others are read: wrong options come from the same chapter. */
const NEIGHBOURHOOD = 3

/**
 * The documents to read, round by round until there are enough questions: first where the wished concepts are at home, else from a
 * place fixed by the seed on, so that a quiz of a large collection is not always about its beginning. Documents of a round stand
 * together in the reading order, as terms of one chapter are each other's wrong options.
 */
export function roundsOfDocuments(map: ConceptMap, { documentIds, conceptIds }: QuizScope, seed: number): string[][] {
  const all = map.documentIds
  const homes = new Set(
    map.concepts
      .filter(({ id }) => conceptIds?.has(id) === true)
      .flatMap(({ home }) => home.map((place) => place.documentId)),
  )
  const first = Math.floor(randomFor(seed, 'documents')() * all.length)
  const rotated =
    conceptIds === null && all.length > DOCUMENTS_PER_ROUND ? [...all.slice(first), ...all.slice(0, first)] : all
  const wished = rotated.filter((id) => documentIds?.has(id) !== false)
  const ordered = [...wished.filter((id) => homes.has(id)), ...wished.filter((id) => !homes.has(id))]
  const rounds: string[][] = []
  for (let from = 0; from < ordered.length; from += DOCUMENTS_PER_ROUND) {
    const round = ordered.slice(from, from + DOCUMENTS_PER_ROUND)
    rounds.push(documentIds === null ? round : withNeighbours(round, all))
  }
  return rounds
}

function withNeighbours(wished: readonly string[], all: readonly string[]): string[] {
  const own = new Set(wished)
  const places = new Set<number>()
  for (const [at, id] of all.entries()) {
    if (!own.has(id)) continue
    for (let near = at - NEIGHBOURHOOD; near <= at + NEIGHBOURHOOD; near++) places.add(near)
  }
  return all.filter((_, at) => places.has(at))
}
