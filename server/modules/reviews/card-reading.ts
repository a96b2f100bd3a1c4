import { LearnPathError, type Card, type CardDetail, type ListCardsQuery } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import { toCard, toCardDetail, type CardRow } from './card-rows.ts'
import { cardsContaining } from './cards-containing.ts'
import { guessOfItem } from './item-sides.ts'
import { itemsOf } from './review-queue.ts'
import type { ReviewLogEntry, ReviewsApi } from './reviews-api.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import type { SchedulingContext } from './schedule-review.ts'

export interface CardReading extends Pick<ReviewsApi, 'get' | 'list' | 'log'> {
  /** Cards by id, in the order given. */
  inOrder(cardIds: readonly string[]): Promise<{ cards: Card[]; total: number }>
  /** A row with what each rating would do to it. */
  detail(row: CardRow): Promise<CardDetail>
  /** Chance to be right on a card by guessing. */
  guess(cardId: string): Promise<number>
}

/** Cards and their log as they are shown. A list leaves out a card whose question cannot be shown (an option is from a document that is gone); on its own such a card has no text. */
export function createCardReading(
  dependencies: ReviewsDependencies,
  contextOf: (db: Database) => Promise<SchedulingContext>,
): CardReading {
  const { store, clock } = dependencies
  const { db } = store

  async function toCards(context: SchedulingContext, rows: readonly CardRow[]): Promise<Card[]> {
    const items = await itemsOf(dependencies, rows)
    const today = context.settings.calendar.dayOf(clock.now())
    return rows.flatMap((row) => {
      const item = row.item_id === null ? null : items.get(row.item_id)
      return item === undefined ? [] : [toCard(row, item, context, today)]
    })
  }

  const readRow = async (cardId: string): Promise<CardRow | undefined> =>
    await db.selectFrom('cards').selectAll().where('id', '=', cardId).executeTakeFirst()

  async function detail(row: CardRow): Promise<CardDetail> {
    const items = await itemsOf(dependencies, [row])
    return toCardDetail(row, items.get(row.item_id ?? '') ?? null, await contextOf(db), clock.now())
  }

  return {
    async get(cardId) {
      const row = await readRow(cardId)
      if (row === undefined) throw new LearnPathError('LP_CARD_NOT_FOUND', { detail: cardId })
      return await detail(row)
    },
    detail,
    async list(query) {
      const { rows, total } = await readRows(db, query)
      return { cards: await toCards(await contextOf(db), rows), total }
    },
    async inOrder(cardIds) {
      const rows = await db
        .selectFrom('cards')
        .selectAll()
        .where('id', 'in', [...cardIds])
        .execute()
      const byId = new Map((await toCards(await contextOf(db), rows)).map((card) => [card.id, card]))
      const cards = cardIds.flatMap((id) => byId.get(id) ?? [])
      return { cards, total: cards.length }
    },
    async guess(cardId) {
      const row = await readRow(cardId)
      const items = row === undefined ? [] : [...(await itemsOf(dependencies, [row])).values()]
      return items[0] === undefined ? 0 : guessOfItem(items[0])
    },
    log: async (cardId) => await readLog(db, cardId),
  }
}

async function readRows(
  db: Database,
  { deck, contains, suspended, leech, limit, offset }: ListCardsQuery,
): Promise<{ rows: CardRow[]; total: number }> {
  let query = db.selectFrom('cards')
  if (deck !== undefined) query = query.where('deck', '=', deck)
  if (contains !== undefined && contains.trim() !== '') query = query.where(cardsContaining(contains.trim()))
  if (suspended !== 'all') query = query.where('suspended', '=', suspended === 'true' ? 1 : 0)
  if (leech !== 'all') query = query.where('leech', '=', leech === 'true' ? 1 : 0)
  const { count } = await query.select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('position').orderBy('id').limit(limit).offset(offset).execute()
  return { rows, total: Number(count) }
}

/** Empty for a card that has none; also that of a card that is gone. */
async function readLog(db: Database, cardId: string): Promise<ReviewLogEntry[]> {
  const rows = await db
    .selectFrom('review_log')
    .selectAll()
    .where('card_id', '=', cardId)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    cardId: row.card_id,
    at: row.at,
    rating: row.rating,
    stateBefore: row.state_before,
    stabilityBefore: row.stability_before,
    difficultyBefore: row.difficulty_before,
    intervalDays: row.interval_days,
    durationMs: row.duration_ms,
    parameterVersion: row.parameter_version,
  }))
}
