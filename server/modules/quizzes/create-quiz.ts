import { LearnPathError, QuizItemType, type CreateQuizRequest, type DocumentText } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import { chooseItems } from './choose-items.ts'
import { findDrafts, isGone, type FoundDrafts, type RuleOut, type VerifiedDraft } from './find-drafts.ts'
import { roundsOfDocuments, scopeOf } from './quiz-scope.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import { loadRuledOut } from './ruled-out.ts'
import { newItem, storeQuiz, type NewItem } from './store-quiz.ts'
import { createTextSources } from './text-sources.ts'

const DEFAULT_COLLECTION = 'library'

/**
 * Has questions written about the wished documents and concepts, checks them, chooses a set and stores it.
 * @returns the quiz's id. @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_CONCEPT_NOT_FOUND, LP_QUIZ_EMPTY
 */
export async function createQuiz(deps: QuizzesDependencies, request: CreateQuizRequest): Promise<string> {
  const { store, clock, idSource, metrics } = deps
  const startedAt = clock.monotonicMs()
  const collection = await deps.library.collection(request.collection ?? DEFAULT_COLLECTION)
  const map = await deps.concepts.map(collection.id)
  const scope = scopeOf(request, map)
  const rounds = roundsOfDocuments(map, scope, request.seed)
  const types = request.types ?? QuizItemType.options
  const ruleOut: RuleOut = async (itemIds) => await loadRuledOut(store.db, itemIds, request)
  const found = await findDrafts(deps, { ...request, types }, { map, scope, rounds }, ruleOut)
  const items = await anchored(deps, found, chooseItems(found.drafts, request.count, request.seed))
  if (items.length === 0) throw new LearnPathError('LP_QUIZ_EMPTY', { detail: shortfallOf(request, 0, found) })
  const id = idSource.next('quiz')
  const quiz = {
    id,
    collection_id: collection.id,
    seed: request.seed,
    scope_json: JSON.stringify({
      documentIds: request.documentIds ?? null,
      conceptIds: request.conceptIds ?? null,
      shortage:
        items.length < request.count
          ? { asked: request.count, written: found.written, passed: found.drafts.length }
          : null,
    }),
    shortfall: items.length < request.count ? shortfallOf(request, items.length, found) : null,
    dropped_json: JSON.stringify(byName(found.dropped)),
    created_at: clock.now(),
  }
  await store.db.transaction().execute(async (transaction) => await storeQuiz(transaction, quiz, { items, map }))
  metrics.quizCreated({ written: found.written, dropped: found.dropped }, (clock.monotonicMs() - startedAt) / 1000)
  return id
}

/** Gives each item its place. What was written from a version that is no longer the searchable one is left out. */
async function anchored(
  { library }: QuizzesDependencies,
  { documents, dropped }: FoundDrafts,
  chosen: readonly VerifiedDraft[],
): Promise<NewItem[]> {
  const sources = await createTextSources(documents)
  const versionOf = new Map(documents.map(({ documentId, versionHash }) => [documentId, versionHash]))
  const texts = new Map<string, DocumentText>()
  const items: NewItem[] = []
  for (const one of chosen) {
    await breathe()
    const { documentId } = one.draft.evidence
    try {
      const text = texts.get(documentId) ?? (await library.text(documentId))
      texts.set(documentId, text)
      const item = newItem(one, text, { versionHash: versionOf.get(documentId) ?? '', sources })
      if (item === null) dropped['source-changed'] = (dropped['source-changed'] ?? 0) + 1
      else items.push(item)
    } catch (failure) {
      if (!isGone(failure)) throw failure
      dropped['source-changed'] = (dropped['source-changed'] ?? 0) + 1
    }
  }
  return items
}

function shortfallOf(request: CreateQuizRequest, made: number, { written, drafts }: FoundDrafts): string {
  const narrowed = request.documentIds !== undefined || request.conceptIds !== undefined || request.types !== undefined
  const advice = narrowed ? 'Choose more documents, concepts or types for more.' : 'More running text gives more.'
  return `${made} of ${request.count}: of ${written} questions that could be written, ${drafts.length} passed all checks. ${advice}`
}

const byName = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).toSorted(([left], [right]) => (left < right ? -1 : 1)))
