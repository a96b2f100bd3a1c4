import { LearnPathError, type ItemResult, type Quiz, type QuizSummary } from '@learnpath/contracts'
import type { QuizAnswersTable, QuizzesTable } from '../../ports/quiz-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import { freshItems } from './fresh-items.ts'
import { describeQuestions } from './describe-items.ts'
import type { QuizResult } from './quizzes-api.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'

interface Scores {
  readonly answered: number
  readonly correct: number
}

/** All quizzes, the newest first. */
export async function listQuizzes({ store: { db } }: QuizzesDependencies): Promise<QuizSummary[]> {
  const rows = await quizRows(db).orderBy('q.created_at', 'desc').orderBy('q.id', 'desc').execute()
  const counts = await db
    .selectFrom('quiz_entries')
    .select((select) => ['quiz_id', select.fn.countAll<number | string>().as('count')])
    .groupBy('quiz_id')
    .execute()
  const countOf = new Map(counts.map(({ quiz_id, count }) => [quiz_id, Number(count)]))
  const scores = await scoresOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...summaryOf(row, scores.get(row.id)), itemCount: countOf.get(row.id) ?? 0 }))
}

/** @throws LP_QUIZ_NOT_FOUND */
export async function readQuiz(deps: QuizzesDependencies, quizId: string): Promise<Quiz> {
  const { db } = deps.store
  const row = await quizRows(db).where('q.id', '=', quizId).executeTakeFirst()
  if (row === undefined) throw new LearnPathError('LP_QUIZ_NOT_FOUND', { detail: quizId })
  const entries = await db
    .selectFrom('quiz_entries')
    .select('item_id')
    .where('quiz_id', '=', quizId)
    .orderBy('position')
    .execute()
  const items = await freshItems(
    deps,
    entries.map(({ item_id }) => item_id),
  )
  const there = entries.flatMap(({ item_id }) => items.get(item_id) ?? [])
  const scores = await scoresOf(db, [quizId])
  const answers = await db.selectFrom('quiz_answers').selectAll().where('quiz_id', '=', quizId).execute()
  const resultOf = new Map(answers.map((answer) => [answer.item_id, itemResult(answer)]))
  const results = there.flatMap(({ row: item }) => resultOf.get(item.id) ?? [])
  return {
    ...summaryOf(row, scores.get(quizId)),
    items: await describeQuestions(db, there),
    answeredItemIds: results.map(({ itemId }) => itemId),
    results,
    shortage: (JSON.parse(row.scope_json) as Partial<Pick<Quiz, 'shortage'>>).shortage ?? null,
    dropped: JSON.parse(row.dropped_json) as Quiz['dropped'],
  }
}

/** @throws LP_QUIZ_NOT_FOUND */
export async function deleteQuiz({ store }: QuizzesDependencies, quizId: string): Promise<void> {
  const gone = await store.db.deleteFrom('quizzes').where('id', '=', quizId).executeTakeFirst()
  if (Number(gone.numDeletedRows) === 0) throw new LearnPathError('LP_QUIZ_NOT_FOUND', { detail: quizId })
}

/** @throws LP_QUIZ_NOT_FOUND */
export async function readResult({ store: { db } }: QuizzesDependencies, quizId: string): Promise<QuizResult> {
  const quiz = await db.selectFrom('quizzes').select('id').where('id', '=', quizId).executeTakeFirst()
  if (quiz === undefined) throw new LearnPathError('LP_QUIZ_NOT_FOUND', { detail: quizId })
  const entries = await db.selectFrom('quiz_entries').select('item_id').where('quiz_id', '=', quizId).execute()
  const answers = await db
    .selectFrom('quiz_answers')
    .select(['concept_id', 'correct', 'score'])
    .where('quiz_id', '=', quizId)
    .where('correct', 'is not', null)
    .execute()
  const missed = new Map<string, { lost: number; of: number }>()
  for (const { concept_id, correct, score } of answers) {
    const sum = missed.get(concept_id) ?? { lost: 0, of: 0 }
    missed.set(concept_id, { lost: sum.lost + (correct === 1 ? 0 : 1 - score), of: sum.of + 1 })
  }
  const weak = [...missed]
    .filter(([, { lost }]) => lost > 0)
    .toSorted(([a, left], [b, right]) => right.lost / right.of - left.lost / left.of || (a < b ? -1 : 1))
  return {
    quizId,
    items: entries.length,
    answered: answers.length,
    correct: answers.filter(({ correct }) => correct === 1).length,
    weakConceptIds: weak.map(([conceptId]) => conceptId),
  }
}

/** The first answer to an item of a quiz. */
export type AnswerRow = Omit<QuizAnswersTable, 'member_id'>

const itemResult = ({ id, item_id, band, score, correct }: AnswerRow): ItemResult => ({
  itemId: item_id,
  answerId: id,
  band,
  score,
  correct: correct === null ? null : correct === 1,
})

const quizRows = (db: Database) =>
  db.selectFrom('quizzes as q').innerJoin('collections as c', 'c.id', 'q.collection_id').selectAll('q').select('c.name')

function summaryOf(
  { id, name, created_at, shortfall }: Omit<QuizzesTable, 'member_id'> & { readonly name: string },
  scores: Scores = { answered: 0, correct: 0 },
): Omit<QuizSummary, 'itemCount'> {
  const createdAt = new Date(created_at).toISOString()
  return { id, title: `${name}, ${createdAt.slice(0, 10)}`, collection: name, createdAt, shortfall, ...scores }
}

async function scoresOf(db: Database, quizIds: readonly string[]): Promise<Map<string, Scores>> {
  if (quizIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('quiz_answers')
    .select((select) => [
      'quiz_id',
      select.fn.count<number | string>('correct').as('answered'),
      select.fn.sum<number | string>('correct').as('correct'),
    ])
    .where('quiz_id', 'in', quizIds)
    .groupBy('quiz_id')
    .execute()
  return new Map(
    rows.map((row) => [row.quiz_id, { answered: Number(row.answered), correct: Number(row.correct ?? 0) }]),
  )
}
