import { LearnPathError, type ReviewCardRequest } from '@learnpath/contracts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { scheduledCardOf, type CardRow } from './card-rows.ts'
import { recordEvidence } from './mastery-evidence.ts'
import { readHistories, replayHistory, replayedColumns } from './replay-history.ts'
import { scheduleReview, type ScheduledReview, type SchedulingContext } from './schedule-review.ts'

export interface TakeReview {
  readonly cardId: string
  readonly request: ReviewCardRequest
  readonly at: number
  /** Chance to be right by guessing. */
  readonly guess: number
}

/** Logs a review and moves the card, both or neither. @returns the card as it is then. @throws LP_CARD_NOT_FOUND, LP_CARD_SUSPENDED */
export async function takeReview(
  transaction: DatabaseTransaction,
  context: SchedulingContext,
  { cardId, request: { rating, durationMs }, at, guess }: TakeReview,
): Promise<CardRow> {
  const row = await upToDate(transaction, context, await readCardRow(transaction, cardId))
  if (row.suspended === 1) throw new LearnPathError('LP_CARD_SUSPENDED', { detail: cardId })
  const day = context.settings.calendar.dayOf(at)
  const review = scheduleReview(context, scheduledCardOf(row), { rating, at, day })
  const lapses = row.lapses + (review.lapsed ? 1 : 0)
  const { leechLapses, parameterVersion } = context.settings
  const madeLeech = review.lapsed && row.leech === 0 && lapses >= leechLapses
  const { sequence } = await transaction
    .insertInto('review_log')
    .values({
      card_id: cardId,
      at,
      day,
      rating,
      duration_ms: durationMs ?? null,
      ...beforeColumns(row, review),
      made_leech: madeLeech ? 1 : 0,
      parameter_version: parameterVersion,
      imported: 0,
      undone_at: null,
    })
    .returning('sequence')
    .executeTakeFirstOrThrow()
  const changed = {
    ...replayedColumns({ ...review, lastDay: day, reviews: row.reviews + 1, lapses }),
    due_at: review.dueAt,
    ...(madeLeech ? ({ leech: 1, suspended: 1 } as const) : {}),
  }
  await transaction.updateTable('cards').set(changed).where('id', '=', cardId).execute()
  // Once a day: the steps within a day repeat what was just seen.
  if (row.concept_id === null || row.last_day === day) return { ...row, ...changed }
  await recordEvidence(transaction, {
    source: reviewSource(sequence),
    conceptId: row.concept_id,
    correct: rating !== 'again',
    guess,
    at,
    day,
    durationMs: null,
  })
  return { ...row, ...changed }
}

/** Name of a review among the evidence of mastery. */
export const reviewSource = (sequence: number): string => `review:${sequence}`

const beforeColumns = (row: CardRow, review: ScheduledReview) => ({
  state_before: row.state,
  stability_before: row.stability,
  difficulty_before: row.difficulty,
  elapsed_days: review.elapsedDays,
  predicted: review.predicted,
  was_due_at: row.due_at,
  interval_days: review.intervalDays,
  due_at: review.dueAt,
})

/** @throws LP_CARD_NOT_FOUND */
export async function readCardRow(transaction: DatabaseTransaction, cardId: string): Promise<CardRow> {
  const row = await transaction.selectFrom('cards').selectAll().where('id', '=', cardId).executeTakeFirst()
  if (row === undefined) throw new LearnPathError('LP_CARD_NOT_FOUND', { detail: cardId })
  return row
}

/** A card whose memory was reckoned with other weights is reckoned anew from its reviews; when it is due stays. */
async function upToDate(
  transaction: DatabaseTransaction,
  { memoryModel, weights, settings }: SchedulingContext,
  row: CardRow,
): Promise<CardRow> {
  const { parameterVersion } = settings
  if (row.parameter_version === parameterVersion) return row
  const histories = await readHistories(transaction, [row.id])
  const columns = replayedColumns(replayHistory(memoryModel, weights, histories.get(row.id) ?? []))
  const changed = { ...columns, parameter_version: parameterVersion }
  await transaction.updateTable('cards').set(changed).where('id', '=', row.id).execute()
  return { ...row, ...changed }
}

/** Takes the last review back, as if it had not been. @returns id of the card. @throws LP_REVIEW_NONE */
export async function undoReview(
  transaction: DatabaseTransaction,
  { memoryModel, weights, settings }: SchedulingContext,
  now: number,
): Promise<string> {
  const last = await transaction
    .selectFrom('review_log as l')
    .innerJoin('cards as c', 'c.id', 'l.card_id')
    .select(['l.sequence', 'l.card_id', 'l.made_leech', 'c.created_at'])
    .where('l.imported', '=', 0)
    .where('l.undone_at', 'is', null)
    .orderBy('l.sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) throw new LearnPathError('LP_REVIEW_NONE')
  await transaction.updateTable('review_log').set({ undone_at: now }).where('sequence', '=', last.sequence).execute()
  await transaction.deleteFrom('mastery_evidence').where('source', '=', reviewSource(last.sequence)).execute()
  const histories = await readHistories(transaction, [last.card_id])
  const replayed = replayHistory(memoryModel, weights, histories.get(last.card_id) ?? [])
  await transaction
    .updateTable('cards')
    .set({
      ...replayedColumns(replayed),
      due_at: replayed.dueAt ?? last.created_at,
      parameter_version: settings.parameterVersion,
      ...(last.made_leech === 1 ? { leech: 0, suspended: 0 } : {}),
    })
    .where('id', '=', last.card_id)
    .execute()
  return last.card_id
}
