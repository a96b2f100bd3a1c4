import { LearnPathError } from '@learnpath/contracts'
import type { ConceptMap, StudyDocument } from '../../../ports/study-material.ts'
import { piecesOf } from '../making/pieces.ts'
import type { PlanState } from '../plan-state.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { documentOrNull } from '../showing/load-sources.ts'
import { documentIdsOf, type DocumentNews } from './follow-documents.ts'
import type { Knowledge, QuizOutcome } from './take-quiz-result.ts'
import { conceptIdsOf } from './take-mastery.ts'

const CHANGES_PER_BATCH = 256

/** What has become of the plan's documents since the plan last looked. */
export async function readNews(
  { library, concepts }: Pick<PlansDependencies, 'library' | 'concepts'>,
  state: PlanState,
): Promise<DocumentNews> {
  const concerned = documentIdsOf(state)
  const touched = new Map<string, 'document-published' | 'document-deleted'>()
  let { sequence } = state
  for (;;) {
    const changes = await library.changesAfter(sequence, CHANGES_PER_BATCH)
    for (const change of changes) {
      sequence = change.sequence
      if (concerned.has(change.documentId)) touched.set(change.documentId, change.kind)
    }
    if (changes.length < CHANGES_PER_BATCH) break
  }
  const changed: StudyDocument[] = []
  const removed = new Set<string>()
  for (const [documentId, kind] of touched) {
    const document = kind === 'document-deleted' ? null : await documentOrNull(concepts, documentId)
    if (document === null) removed.add(documentId)
    else changed.push(document)
  }
  return { changed, removed, sequence }
}

/** Quizzes of modules that were answered to their end and not reckoned with yet. */
export async function readOutcomes(
  { quizzes }: Pick<PlansDependencies, 'quizzes'>,
  state: PlanState,
): Promise<{ outcomes: QuizOutcome[]; goneModuleIds: ReadonlySet<string> }> {
  const outcomes: QuizOutcome[] = []
  const gone = new Set<string>()
  for (const { id, quiz } of state.modules) {
    if (quiz.quizId === null || quiz.passed) continue
    try {
      const { items, answered, correct, weakConceptIds } = await quizzes.result(quiz.quizId)
      if (items > 0 && answered >= items) outcomes.push({ moduleId: id, score: correct / items, weakConceptIds })
    } catch (failure) {
      if (!(failure instanceof LearnPathError && failure.code === 'LP_QUIZ_NOT_FOUND')) throw failure
      // The learner deleted it: another one is made when it is asked for.
      gone.add(id)
    }
  }
  return { outcomes, goneModuleIds: gone }
}

/** What a failed quiz is repaired with. */
export async function readKnowledge(
  { concepts, reviews }: Pick<PlansDependencies, 'concepts' | 'reviews'>,
  map: ConceptMap,
  conceptIds: readonly string[],
): Promise<Knowledge> {
  const asked = new Set(conceptIds)
  const edges = map.prerequisites.filter(({ conceptId }) => asked.has(conceptId))
  const needed = [...new Set(edges.map(({ prerequisiteId }) => prerequisiteId))]
  const mastery = await reviews.mastery(needed)
  const byId = new Map(map.concepts.map((concept) => [concept.id, concept]))
  const documents = new Map<string, StudyDocument | null>()
  for (const id of needed) {
    const documentId = byId.get(id)?.home[0]?.documentId
    if (documentId === undefined || documents.has(documentId)) continue
    documents.set(documentId, await documentOrNull(concepts, documentId))
  }
  return {
    prerequisites: edges,
    concepts: byId,
    masteryOf: (id) => mastery.get(id)?.mastery ?? null,
    isMastered: (id) => mastery.get(id)?.mastered ?? false,
    homePieces(id) {
      const home = byId.get(id)?.home[0]
      const document = documents.get(home?.documentId ?? '') ?? null
      return document === null ? [] : piecesOf(document).filter(({ section }) => section === home?.section)
    },
  }
}

/** The plan's concepts that are mastered. */
export async function readMastered(
  { reviews }: Pick<PlansDependencies, 'reviews'>,
  state: PlanState,
): Promise<ReadonlySet<string>> {
  const mastery = await reviews.mastery(conceptIdsOf(state))
  return new Set([...mastery].filter(([, { mastered }]) => mastered).map(([id]) => id))
}
