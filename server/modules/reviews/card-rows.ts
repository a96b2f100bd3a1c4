import { ReviewRating, type Card, type CardDetail, type QuizItem, type SolvedQuizItem } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { CardsTable } from '../../ports/review-tables.ts'
import { scheduleReview, type SchedulingContext, type ScheduledCard } from './schedule-review.ts'
import { sidesOfItem } from './item-sides.ts'

export type CardRow = Selectable<CardsTable>

/** What a card has that says nothing of its content. */
type UnreviewedColumns = Omit<
  CardRow,
  | 'id'
  | 'member_id'
  | 'kind'
  | 'deck'
  | 'item_id'
  | 'document_id'
  | 'concept_id'
  | 'sibling_key'
  | 'guid'
  | 'front'
  | 'back'
  | 'tags_json'
>

/** What scheduling needs of a row. */
export const scheduledCardOf = ({ state, stability, difficulty, step, last_day }: CardRow): ScheduledCard => ({
  state,
  stability,
  difficulty,
  step,
  lastDay: last_day,
})

/** Item ids of the rows that have one. */
export const itemIdsOf = (rows: readonly CardRow[]): string[] =>
  rows.flatMap(({ item_id }) => (item_id === null ? [] : [item_id]))

/** A row as a card. @param item of a card that is made from one */
export function toCard(
  row: CardRow,
  item: SolvedQuizItem | null,
  { memoryModel, weights }: Pick<SchedulingContext, 'memoryModel' | 'weights'>,
  today: number,
): Card {
  const recallOf = ({ stability, last_day }: CardRow, day: number) =>
    stability === null || last_day === null ? null : memoryModel.recall(stability, Math.max(0, day - last_day), weights)
  const sides = item === null ? row : sidesOfItem(item)
  return {
    id: row.id,
    deck: row.deck,
    guid: row.guid,
    kind: row.kind,
    item: item === null ? null : withoutSolution(item),
    front: sides.front,
    back: sides.back,
    passage: item?.solution.passage ?? null,
    conceptId: row.concept_id,
    tags: JSON.parse(row.tags_json),
    state: row.state,
    dueAt: new Date(row.due_at).toISOString(),
    stabilityDays: row.stability,
    memoryDifficulty: row.difficulty,
    retrievability: recallOf(row, today),
    reviews: row.reviews,
    lapses: row.lapses,
    suspended: row.suspended === 1,
    leech: row.leech === 1,
  }
}

/** The same with what each rating would do to it now. */
export function toCardDetail(
  row: CardRow,
  item: SolvedQuizItem | null,
  context: SchedulingContext,
  at: number,
): CardDetail {
  const day = context.settings.calendar.dayOf(at)
  const preview = ReviewRating.options.map((rating) => {
    const { dueAt, intervalDays } = scheduleReview(context, scheduledCardOf(row), { rating, at, day })
    return { rating, dueAt: new Date(dueAt).toISOString(), intervalDays }
  })
  return { ...toCard(row, item, context, day), preview }
}

function withoutSolution({ solution, ...item }: SolvedQuizItem): QuizItem {
  void solution
  return item
}

/** A card that has never been reviewed; the caller adds what it is about. */
export function newCardRow(position: number, now: number): UnreviewedColumns {
  return {
    created_at: now,
    position,
    state: 'new',
    step: 0,
    stability: null,
    difficulty: null,
    due_at: now,
    last_day: null,
    reviews: 0,
    lapses: 0,
    suspended: 0,
    leech: 0,
    parameter_version: 0,
  }
}
