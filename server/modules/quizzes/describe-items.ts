import type { QuizAnswer, QuizItem, QuizSolution, SolvedQuizItem } from '@learnpath/contracts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import { stateOf, type StoredItem } from './stored-item.ts'

interface DocumentPlace {
  readonly path: string
  readonly collection: string
  readonly title: string | null
}

/** Items as a learner may see them before having answered. The order is that of the items. */
export async function describeQuestions(
  db: Database | DatabaseTransaction,
  items: readonly StoredItem[],
): Promise<QuizItem[]> {
  const statistics = await statisticsOf(
    db,
    items.map(({ row }) => row.id),
  )
  return items.map((item) => ({
    ...questionOf(item),
    statistics: statistics.get(item.row.id) ?? { answered: 0, correct: 0 },
  }))
}

/** The same with the solutions, and with what is known of their documents now. */
export async function describeItems(
  db: Database | DatabaseTransaction,
  items: readonly StoredItem[],
): Promise<SolvedQuizItem[]> {
  const questions = await describeQuestions(db, items)
  const places = await placesOf(db, [...new Set(items.map(({ row }) => row.document_id))])
  const solutions = items.map((item) => solutionOf(item, places.get(item.row.document_id)))
  return questions.flatMap((question, at) => {
    const solution = solutions[at]
    return solution === undefined ? [] : [{ ...question, solution }]
  })
}

function questionOf(item: StoredItem): Omit<QuizItem, 'statistics'> {
  const { row, stem, options, left, right } = item
  return {
    id: row.id,
    type: row.type,
    stem,
    options: [...options],
    left: [...left],
    right: [...right],
    concept: { id: row.concept_id, name: row.concept_name },
    bloom: row.bloom,
    language: row.language,
    difficulty: row.difficulty,
    state: stateOf(item),
  }
}

function solutionOf(item: StoredItem, place: DocumentPlace | undefined): QuizSolution {
  const { row } = item
  return {
    answer: item.answer,
    answerText: answerTextOf(item),
    evidence: row.evidence,
    evidenceStart: row.evidence_start,
    evidenceEnd: row.evidence_end,
    passage: {
      documentId: row.document_id,
      versionHash: row.version_hash,
      collection: place?.collection ?? '',
      path: place?.path ?? '',
      title: place?.title ?? place?.path ?? '',
      headingPath: JSON.parse(row.heading_path_json) as string[],
      page: row.page,
      pageEnd: row.page_end,
      start: row.passage_start,
      end: row.passage_end,
      text: row.passage_text,
    },
  }
}

/** Pairs and steps are put together from their texts: those may be of other documents than the evidence. */
function answerTextOf({ row, answer, options, left, right }: StoredItem): string {
  const order: QuizAnswer = answer
  if (row.type === 'matching' && 'order' in order) {
    return left.map((text, at) => `${text}: ${right[order.order[at] ?? -1] ?? ''}`).join('; ')
  }
  if (row.type === 'ordering' && 'order' in order) {
    return order.order.map((at, step) => `${step + 1}. ${options[at] ?? ''}`).join(' ')
  }
  if (row.type === 'multiple-choice' && 'option' in answer) return options[answer.option] ?? ''
  return row.answer_text
}

async function placesOf(
  db: Database | DatabaseTransaction,
  documentIds: readonly string[],
): Promise<Map<string, DocumentPlace>> {
  if (documentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('documents as d')
    .innerJoin('collections as c', 'c.id', 'd.collection_id')
    .leftJoin('document_versions as v', 'v.id', 'd.version_id')
    .select(['d.id', 'd.path', 'c.name as collection', 'v.title'])
    .where('d.id', 'in', documentIds)
    .execute()
  return new Map(rows.map(({ id, title, ...row }) => [id, { ...row, title: title === '' ? null : title }]))
}

async function statisticsOf(
  db: Database | DatabaseTransaction,
  itemIds: readonly string[],
): Promise<Map<string, QuizItem['statistics']>> {
  if (itemIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('quiz_answers')
    .select((select) => [
      'item_id',
      select.fn.count<number | string>('correct').as('answered'),
      select.fn.sum<number | string>('correct').as('correct'),
    ])
    .where('item_id', 'in', itemIds)
    .groupBy('item_id')
    .execute()
  return new Map(
    rows.map((row) => [row.item_id, { answered: Number(row.answered), correct: Number(row.correct ?? 0) }]),
  )
}
