import { LearnPathError, type CreateQuizRequest } from '@learnpath/contracts'
import type { ConceptMap } from '../../ports/study-material.ts'
import { randomFor, shuffled } from './writing/seeded-random.ts'

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

/**
 * The documents to read, those that promise most first: where the wished concepts are at home, else any order fixed by the seed, so
 * that a quiz of a large collection is not always about its beginning.
 */
export function documentsToRead(map: ConceptMap, { documentIds, conceptIds }: QuizScope, seed: number): string[] {
  const wished = map.documentIds.filter((id) => documentIds?.has(id) !== false)
  if (conceptIds === null) return shuffled(wished, randomFor(seed, 'documents'))
  const homes = new Set(
    map.concepts.filter(({ id }) => conceptIds.has(id)).flatMap(({ home }) => home.map((place) => place.documentId)),
  )
  return [...wished.filter((id) => homes.has(id)), ...wished.filter((id) => !homes.has(id))]
}
