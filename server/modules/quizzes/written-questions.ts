import { LearnPathError, QuizItemType, type CreateQuizRequest } from '@learnpath/contracts'
import type { QuestionDraft } from '../../ports/question-writer.ts'
import { chooseItems } from './choose-items.ts'
import { findDrafts, type FoundDrafts } from './find-drafts.ts'
import { roundsOfDocuments, scopeOf } from './quiz-scope.ts'
import type { WrittenQuestions } from './quizzes-api.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import { verificationContext } from './verification/verification-context.ts'
import { verifyDraft } from './verification/verify-draft.ts'

const DEFAULT_COLLECTION = 'library'

/** Nothing is stored, so nothing that was answered or removed is left out. */
const noneRuledOut = async (): Promise<ReadonlyMap<string, never>> => await Promise.resolve(new Map<string, never>())

function described({ documents, written, dropped, drafts }: FoundDrafts, request: CreateQuizRequest): WrittenQuestions {
  const versionOf = new Map(documents.map(({ documentId, versionHash }) => [documentId, versionHash]))
  const chosen = chooseItems(drafts, request.count, request.seed)
  const questions = chosen.map(({ draft: { type, stem, answerText, pattern, evidence } }) => {
    const versionHash = versionOf.get(evidence.documentId) ?? ''
    return { type, stem, answerText, pattern, evidence: { ...evidence, versionHash } }
  })
  return { questions, written, dropped }
}

/** As for a quiz, without making one. @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_CONCEPT_NOT_FOUND */
export async function writeQuestions(deps: QuizzesDependencies, request: CreateQuizRequest): Promise<WrittenQuestions> {
  const collection = await deps.library.collection(request.collection ?? DEFAULT_COLLECTION)
  const map = await deps.concepts.map(collection.id)
  const scope = scopeOf(request, map)
  const rounds = roundsOfDocuments(map, scope, request.seed)
  const types = request.types ?? QuizItemType.options
  return described(await findDrafts(deps, { ...request, types }, { map, scope, rounds }, noneRuledOut), request)
}

/**
 * The first rule that each draft breaks, null for one that passes all. A draft without a concept is taken to be about
 * the one that it names. @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY
 */
export async function checkDrafts(
  { concepts, library }: QuizzesDependencies,
  collection: string,
  drafts: readonly QuestionDraft[],
): Promise<(string | null)[]> {
  const map = await concepts.map((await library.collection(collection)).id)
  const documentIds = [...new Set(drafts.map(({ evidence }) => evidence.documentId))]
  const documents = await Promise.all(documentIds.map(async (id) => await concepts.studyDocument(id, map)))
  const context = verificationContext({ map, documents })
  return drafts.map((draft) => {
    const document = context.documents.get(draft.evidence.documentId)
    if (document === undefined) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: draft.evidence.documentId })
    const conceptId = draft.conceptId === '' ? conceptIn(draft, map.concepts) : draft.conceptId
    const verdict = verifyDraft({ ...draft, conceptId }, context)
    return verdict.ok ? null : verdict.rule
  })
}

/** The concept whose name the question has, the longest first; none when it names none. */
function conceptIn({ stem, answerText }: QuestionDraft, concepts: readonly { id: string; name: string }[]): string {
  const words = `${stem} ${answerText}`.toLowerCase()
  const named = concepts.filter(({ name }) => words.includes(name.toLowerCase()))
  return named.toSorted((one, other) => other.name.length - one.name.length)[0]?.id ?? ''
}
