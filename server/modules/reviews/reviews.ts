import type { Card, CardDetail, ConceptMastery, ListCardsQuery, OptimizeReviewsResult } from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import { scheduledCardOf, toCard, type CardRow } from './card-rows.ts'
import { changeCard, deleteCard } from './change-card.ts'
import { createCards } from './create-cards.ts'
import { forecastReviews } from './forecast.ts'
import { importCards } from './import-cards.ts'
import { guessOfItem } from './item-sides.ts'
import { readMastery, recordEvidence } from './mastery-evidence.ts'
import { tryWeights } from './optimize-weights.ts'
import { readProgress } from './progress.ts'
import { recomputeMemories } from './recompute-memories.ts'
import { itemsOf, readQueue } from './review-queue.ts'
import { createReviewSettingsStore, shownSettings, type SchedulingSettings } from './review-settings.ts'
import type { ReviewLogEntry, ReviewsApi } from './reviews-api.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import { scheduleReview, type SchedulingContext } from './schedule-review.ts'
import { readCardRow, takeReview, undoReview } from './take-review.ts'

const RATINGS = ['again', 'hard', 'good', 'easy'] as const

/** Cards, their schedule by the memory model, mastery and progress, in the relational store. */
export function createReviews(dependencies: ReviewsDependencies): ReviewsApi {
  const { store, clock, memoryModel } = dependencies
  const { db } = store
  const settingsStore = createReviewSettingsStore(dependencies)

  async function contextOf(from: Database | DatabaseTransaction): Promise<SchedulingContext> {
    const settings = await settingsStore.read(from)
    return { memoryModel, settings, weights: await settingsStore.weights(from, settings.parameterVersion) }
  }

  /** A card, read anew, with what each rating would do to it. */
  async function detail(cardId: string): Promise<CardDetail> {
    const context = await contextOf(db)
    const row = await db.selectFrom('cards').selectAll().where('id', '=', cardId).executeTakeFirst()
    const [card] = row === undefined ? [] : await toCards(dependencies, context, [row])
    if (row === undefined || card === undefined) throw new LearnPathError('LP_CARD_NOT_FOUND', { detail: cardId })
    const at = clock.now()
    const day = context.settings.calendar.dayOf(at)
    const preview = RATINGS.map((rating) => {
      const { dueAt, intervalDays } = scheduleReview(context, scheduledCardOf(row), { rating, at, day })
      return { rating, dueAt: new Date(dueAt).toISOString(), intervalDays }
    })
    return { ...card, preview }
  }

  async function optimize(): Promise<OptimizeReviewsResult> {
    const context = await contextOf(db)
    const { weights, ...outcome } = await tryWeights(dependencies, context)
    if (weights !== null) {
      await storeWeights(db, { weights, outcome, at: clock.now(), settings: context.settings })
      await recomputeMemories(db, await contextOf(db))
    }
    return { changed: weights !== null, ...outcome, settings: shownSettings(await settingsStore.read(db)) }
  }

  return {
    async queue(query) {
      const context = await contextOf(db)
      await recomputeMemories(db, context)
      return await readQueue(dependencies, context, query)
    },
    async list(query) {
      const context = await contextOf(db)
      const { rows, total } = await readCards(db, query)
      return { cards: await toCards(dependencies, context, rows), total }
    },
    async create(request) {
      const ids = await createCards(dependencies, request)
      const context = await contextOf(db)
      const rows = await db.selectFrom('cards').selectAll().where('id', 'in', ids).execute()
      const byId = new Map((await toCards(dependencies, context, rows)).map((card) => [card.id, card]))
      const cards = ids.flatMap((id) => byId.get(id) ?? [])
      return { cards, total: cards.length }
    },
    get: detail,
    async update(cardId, change) {
      await db.transaction().execute(async (transaction) => await changeCard(transaction, cardId, change))
      return await detail(cardId)
    },
    async delete(cardId) {
      await db.transaction().execute(async (transaction) => await deleteCard(transaction, cardId))
    },
    async review(cardId, request) {
      const row = await db.selectFrom('cards').selectAll().where('id', '=', cardId).executeTakeFirst()
      const [item] = row === undefined ? [] : [...(await itemsOf(dependencies, [row])).values()]
      const guess = item === undefined ? 0 : guessOfItem(item)
      const at = clock.now()
      await db.transaction().execute(async (transaction) => {
        await takeReview(transaction, await contextOf(transaction), { cardId, request, at, guess })
      })
      return await detail(cardId)
    },
    async undo() {
      const cardId = await db
        .transaction()
        .execute(async (transaction) => await undoReview(transaction, await contextOf(transaction), clock.now()))
      return await detail(cardId)
    },
    settings: async () => shownSettings(await settingsStore.read(db)),
    updateSettings: async (change) => shownSettings(await settingsStore.update(db, change)),
    optimize,
    forecast: async ({ days, deck }) =>
      await forecastReviews(db, await contextOf(db), { now: clock.now(), days, deck }),
    progress: async (query) => await readProgress(dependencies, await settingsStore.read(db), query),
    async mastery(conceptIds) {
      const mastery = await readMastery(db, conceptIds)
      const names = await dependencies.namedConcepts([...mastery.keys()])
      return new Map(
        [...mastery].map(([conceptId, known]): [string, ConceptMastery] => {
          const name = names.get(conceptId)?.name ?? conceptId
          return [conceptId, { conceptId, name, ...known }]
        }),
      )
    },
    async onAnswered(transaction, { answerId, at, ...answer }) {
      const { calendar } = await settingsStore.read(transaction)
      await recordEvidence(transaction, { source: answerId, at, day: calendar.dayOf(at), ...answer })
    },
    importCards: async (cards) => await importCards(dependencies, await contextOf(db), cards),
    log: async (cardId) => await readLog(db, cardId),
  }
}

/** Rows as cards; one whose question cannot be shown now (its passage is gone) is left out. */
async function toCards(
  dependencies: ReviewsDependencies,
  context: SchedulingContext,
  rows: readonly CardRow[],
): Promise<Card[]> {
  const items = await itemsOf(dependencies, rows)
  const today = context.settings.calendar.dayOf(dependencies.clock.now())
  return rows.flatMap((row) => {
    const item = row.item_id === null ? null : items.get(row.item_id)
    return item === undefined ? [] : [toCard(row, item, context, today)]
  })
}

async function readCards(
  db: Database,
  { deck, suspended, leech, limit, offset }: ListCardsQuery,
): Promise<{ rows: CardRow[]; total: number }> {
  let query = db.selectFrom('cards')
  if (deck !== undefined) query = query.where('deck', '=', deck)
  if (suspended !== 'all') query = query.where('suspended', '=', suspended === 'true' ? 1 : 0)
  if (leech !== 'all') query = query.where('leech', '=', leech === 'true' ? 1 : 0)
  const { count } = await query.select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow()
  const rows = await query.selectAll().orderBy('position').orderBy('id').limit(limit).offset(offset).execute()
  return { rows, total: Number(count) }
}

interface NewWeights {
  readonly weights: readonly number[]
  readonly outcome: { reviews: number; logLossBefore: number | null; logLossAfter: number | null }
  readonly at: number
  readonly settings: SchedulingSettings
}

async function storeWeights(db: Database, { weights, outcome, at, settings }: NewWeights): Promise<void> {
  await db
    .insertInto('review_parameters')
    .values({
      version: settings.parameterVersion + 1,
      weights_json: JSON.stringify(weights),
      fitted_at: at,
      reviews: outcome.reviews,
      log_loss_before: outcome.logLossBefore ?? 0,
      log_loss_after: outcome.logLossAfter ?? 0,
    })
    .execute()
}

/** @throws LP_CARD_NOT_FOUND for a card that neither is there nor has reviews */
async function readLog(db: Database, cardId: string): Promise<ReviewLogEntry[]> {
  const rows = await db
    .selectFrom('review_log')
    .selectAll()
    .where('card_id', '=', cardId)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .orderBy('sequence')
    .execute()
  if (rows.length === 0) await db.transaction().execute(async (transaction) => await readCardRow(transaction, cardId))
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
