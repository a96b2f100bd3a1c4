import { LearnPathError, type AnswerItemRequest, type AnswerResult } from '@learnpath/contracts'
import type { AnswerRow } from './read-quizzes.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { describeItems } from './describe-items.ts'
import { freshItems } from './fresh-items.ts'
import { feedbackAfterOverride, feedbackFor } from './grading/feedback.ts'
import { gradeAnswer } from './grading/grade-answer.ts'
import type { Grade } from './grading/grade.ts'
import { chanceToGuess } from './guessing.ts'
import { updateRetirement } from './item-statistics.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import type { StoredItem } from './stored-item.ts'

/**
 * Grades an answer and keeps it. Only the first answer to an item of a quiz counts, as the solution is shown after it: a later one, or
 * the same sent twice, is graded and refers to the first.
 */
export async function answerItem(
  deps: QuizzesDependencies,
  quizId: string,
  request: AnswerItemRequest,
): Promise<AnswerResult> {
  const { store, clock, idSource } = deps
  const item = await itemOfQuiz(deps, quizId, request.itemId)
  const grade = gradeAnswer(item, request.answer)
  const answer: AnswerRow = {
    id: idSource.next('ans'),
    quiz_id: quizId,
    item_id: item.row.id,
    concept_id: item.row.concept_id,
    band: grade.band,
    score: grade.score,
    correct: grade.band === 'self-assess' ? null : grade.band === 'pass' ? 1 : 0,
    overridden: 0,
    guess: chanceToGuess(item.row.type, Math.max(item.options.length, item.left.length)),
    duration_ms: request.durationMs ?? null,
    at: clock.now(),
  }
  const first = await store.db.transaction().execute(async (transaction) => {
    const earlier = await transaction
      .selectFrom('quiz_answers')
      .selectAll()
      .where('quiz_id', '=', quizId)
      .where('item_id', '=', item.row.id)
      .executeTakeFirst()
    if (earlier !== undefined) return earlier
    await transaction.insertInto('quiz_answers').values(answer).execute()
    await settle(deps, transaction, answer)
    return answer
  })
  return await resultOf(deps, item, {
    id: first.id,
    quizId,
    band: grade.band,
    score: grade.score,
    correct: correctOf(grade, first),
    reason: grade.reason,
    feedback: feedbackFor(grade, item.row.language),
  })
}

/** The same grade again has become what the learner made of it. */
function correctOf(grade: Grade, first: AnswerRow): boolean | null {
  if (first.overridden === 1 && first.band === grade.band) return first.correct === 1
  return grade.band === 'self-assess' ? null : grade.band === 'pass'
}

/** @throws LP_ANSWER_NOT_FOUND also when its item is gone */
export async function overrideAnswer(
  deps: QuizzesDependencies,
  answerId: string,
  correct: boolean,
): Promise<AnswerResult> {
  const { db } = deps.store
  const found = await db.selectFrom('quiz_answers').select('item_id').where('id', '=', answerId).executeTakeFirst()
  const item = found === undefined ? undefined : (await freshItems(deps, [found.item_id])).get(found.item_id)
  if (item === undefined) throw new LearnPathError('LP_ANSWER_NOT_FOUND', { detail: answerId })
  const now = await db.transaction().execute(async (transaction) => {
    const answer = await transaction
      .selectFrom('quiz_answers')
      .selectAll()
      .where('id', '=', answerId)
      .executeTakeFirstOrThrow()
    const wanted: 0 | 1 = correct ? 1 : 0
    if (answer.correct === wanted) return answer
    const changed = { ...answer, correct: wanted, overridden: 1 as const, score: wanted }
    await transaction
      .updateTable('quiz_answers')
      .set({ correct: changed.correct, overridden: 1, score: changed.score })
      .where('id', '=', answerId)
      .execute()
    await settle(deps, transaction, changed)
    return changed
  })
  return await resultOf(deps, item, {
    id: now.id,
    quizId: now.quiz_id,
    band: now.band,
    score: now.score,
    correct: now.correct === 1,
    reason: correct ? 'counts-right' : 'counts-wrong',
    feedback: feedbackAfterOverride(correct, item.row.language),
  })
}

/** What follows from an answer whose worth is known: mastery and the fate of the item, in the same transaction. */
async function settle(
  { onAnswered }: QuizzesDependencies,
  transaction: DatabaseTransaction,
  answer: AnswerRow,
): Promise<void> {
  if (answer.correct === null) return
  await onAnswered(transaction, {
    answerId: answer.id,
    itemId: answer.item_id,
    conceptId: answer.concept_id,
    correct: answer.correct === 1,
    guess: answer.guess,
    at: answer.at,
    durationMs: answer.duration_ms,
  })
  await updateRetirement(transaction, answer.item_id)
}

/** @throws LP_QUIZ_NOT_FOUND, LP_QUIZ_ITEM_NOT_FOUND */
async function itemOfQuiz(deps: QuizzesDependencies, quizId: string, itemId: string): Promise<StoredItem> {
  const { db } = deps.store
  const quiz = await db.selectFrom('quizzes').select('id').where('id', '=', quizId).executeTakeFirst()
  if (quiz === undefined) throw new LearnPathError('LP_QUIZ_NOT_FOUND', { detail: quizId })
  const entry = await db
    .selectFrom('quiz_entries')
    .select('item_id')
    .where('quiz_id', '=', quizId)
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  const item = entry === undefined ? undefined : (await freshItems(deps, [itemId])).get(itemId)
  if (item === undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: itemId })
  return item
}

async function resultOf(
  { store }: QuizzesDependencies,
  item: StoredItem,
  answer: Omit<AnswerResult, 'solution' | 'itemId'>,
): Promise<AnswerResult> {
  const [described] = await describeItems(store.db, [item])
  if (described === undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: item.row.id })
  return { ...answer, itemId: item.row.id, solution: described.solution }
}
