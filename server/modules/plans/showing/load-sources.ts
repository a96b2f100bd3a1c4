import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { ConceptMap, StudyDocument } from '../../../ports/study-material.ts'
import { documentIdsOf } from '../adapting/follow-documents.ts'
import { conceptIdsOf } from '../adapting/take-mastery.ts'
import type { PlanState } from '../plan-state.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import type { PlanSources } from './plan-sources.ts'

interface ShownFrom {
  readonly concepts: Pick<PlansDependencies['concepts'], 'studyDocument'>
  readonly reviews: Pick<PlansDependencies['reviews'], 'mastery'>
}

/** Reads what a plan is shown with. Documents that are gone, or have no text at the moment, are absent. */
export async function loadSources(
  { concepts, reviews }: ShownFrom,
  state: PlanState,
  map: ConceptMap,
): Promise<PlanSources> {
  const documents = new Map<string, StudyDocument>()
  for (const id of documentIdsOf(state)) {
    const document = await documentOrNull(concepts, id)
    if (document !== null) documents.set(id, document)
    await breathe()
  }
  return {
    documents,
    concepts: new Map(map.concepts.map((concept) => [concept.id, concept])),
    mastery: await reviews.mastery(conceptIdsOf(state)),
    names: new Map(),
  }
}

/** Null when it is gone or has no text at the moment. */
export async function documentOrNull(
  concepts: Pick<PlansDependencies['concepts'], 'studyDocument'>,
  documentId: string,
): Promise<StudyDocument | null> {
  try {
    return await concepts.studyDocument(documentId)
  } catch (failure) {
    const { code } = failure instanceof LearnPathError ? failure : { code: null }
    if (code === 'LP_DOCUMENT_NOT_FOUND' || code === 'LP_DOCUMENT_NOT_READY') return null
    throw failure
  }
}
