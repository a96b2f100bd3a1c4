import type { OptimizeReviewsResult } from '@learnpath/contracts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import { createCardReading } from './card-reading.ts'
import { changeCard, deleteCard } from './change-card.ts'
import { createCards } from './create-cards.ts'
import { forecastReviews } from './forecast.ts'
import { importCards } from './import-cards.ts'
import { listDecks } from './list-decks.ts'
import { masteryOfConcepts, recordEvidence } from './mastery-evidence.ts'
import { adoptWeights, tryWeights } from './optimize-weights.ts'
import { readProgress } from './progress.ts'
import { recomputeMemories } from './recompute-memories.ts'
import { readQueue } from './review-queue.ts'
import { createReviewSettingsStore, shownSettings } from './review-settings.ts'
import type { ReviewsApi } from './reviews-api.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import type { SchedulingContext } from './schedule-review.ts'
import { takeReview, undoReview } from './take-review.ts'

/** Cards, their schedule by the memory model, mastery and progress, in the relational store. */
export function createReviews(dependencies: ReviewsDependencies): ReviewsApi {
  const { store, clock, memoryModel } = dependencies
  const { db } = store
  const settingsStore = createReviewSettingsStore(dependencies)

  async function contextOf(from: Database | DatabaseTransaction): Promise<SchedulingContext> {
    const settings = await settingsStore.read(from)
    return { memoryModel, settings, weights: await settingsStore.weights(from, settings.parameterVersion) }
  }

  const reading = createCardReading(dependencies, contextOf)

  async function optimize(): Promise<OptimizeReviewsResult> {
    const context = await contextOf(db)
    const { weights, ...outcome } = await tryWeights(dependencies, context)
    if (weights !== null) {
      await adoptWeights(db, { ...outcome, weights, at: clock.now(), version: context.settings.parameterVersion + 1 })
      settingsStore.forget()
      await recomputeMemories(db, await contextOf(db))
    }
    return { changed: weights !== null, ...outcome, settings: shownSettings(await settingsStore.read(db)) }
  }

  return {
    get: reading.get,
    list: reading.list,
    decks: async () => await listDecks(db, await contextOf(db), clock.now()),
    log: reading.log,
    async queue(query) {
      const context = await contextOf(db)
      await recomputeMemories(db, context)
      return await readQueue(dependencies, context, query)
    },
    create: async (request) => await reading.inOrder(await createCards(dependencies, request)),
    async update(cardId, change) {
      await db.transaction().execute(async (transaction) => await changeCard(transaction, cardId, change))
      return await reading.get(cardId)
    },
    async delete(cardId) {
      await db.transaction().execute(async (transaction) => await deleteCard(transaction, cardId))
    },
    async review(cardId, request) {
      const guess = await reading.guess(cardId)
      const at = clock.now()
      const row = await db
        .transaction()
        .execute(
          async (transaction) =>
            await takeReview(transaction, await contextOf(transaction), { cardId, request, at, guess }),
        )
      return await reading.detail(row)
    },
    async undo() {
      const cardId = await db
        .transaction()
        .execute(async (transaction) => await undoReview(transaction, await contextOf(transaction), clock.now()))
      return await reading.get(cardId)
    },
    settings: async () => shownSettings(await settingsStore.read(db)),
    updateSettings: async (change) => shownSettings(await settingsStore.update(db, change)),
    optimize,
    forecast: async ({ days, deck }) =>
      await forecastReviews(db, await contextOf(db), { now: clock.now(), days, deck }),
    progress: async (query) => await readProgress(dependencies, await settingsStore.read(db), query),
    mastery: async (conceptIds) => await masteryOfConcepts(dependencies, conceptIds),
    async onAnswered(transaction, { answerId, at, ...answer }) {
      const { calendar } = await settingsStore.read(transaction)
      await recordEvidence(transaction, { source: answerId, at, day: calendar.dayOf(at), ...answer })
    },
    importCards: async (cards) => await importCards(dependencies, await contextOf(db), cards),
  }
}
