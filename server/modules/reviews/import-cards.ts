import { breathe } from '../../kernel/breathe.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import { newCardRow, type CardRow } from './card-rows.ts'
import { nextPosition } from './create-cards.ts'
import { NEW_MEMORY, replayedColumns } from './replay-history.ts'
import type { ForeignCard } from './reviews-api.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import { scheduleReview, type ScheduledCard, type SchedulingContext } from './schedule-review.ts'

const CARDS_PER_TRANSACTION = 50
const CARDS_PER_SLICE = 10

export interface ImportedCards {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly reviews: number
}

/**
 * Adds or updates cards of another program and replays their reviews, so that they come back when our schedule says. A card is
 * known again by its guid, a review by its time. A card that was exported from here is known by its own id.
 */
export async function importCards(
  { store: { db }, clock, idSource }: ReviewsDependencies,
  context: SchedulingContext,
  cards: readonly ForeignCard[],
): Promise<ImportedCards> {
  const counts = { added: 0, updated: 0, unchanged: 0, reviews: 0 }
  for (let start = 0; start < cards.length; start += CARDS_PER_TRANSACTION) {
    await db.transaction().execute(async (transaction) => {
      for (const [index, card] of cards.slice(start, start + CARDS_PER_TRANSACTION).entries()) {
        if (index % CARDS_PER_SLICE === 0) await breathe()
        const known = await findCard(transaction, card.guid)
        const id = known?.id ?? idSource.next('card')
        if (known === undefined) await addCard(transaction, id, card, clock.now())
        const changed = known !== undefined && (await changeText(transaction, known, card))
        const reviews = await addReviews(transaction, context, id, card)
        counts.reviews += reviews
        counts[known === undefined ? 'added' : changed || reviews > 0 ? 'updated' : 'unchanged'] += 1
      }
    })
  }
  return counts
}

async function findCard(transaction: DatabaseTransaction, guid: string): Promise<CardRow | undefined> {
  return await transaction
    .selectFrom('cards')
    .selectAll()
    .where((where) => where.or([where('guid', '=', guid), where('id', '=', guid)]))
    .executeTakeFirst()
}

async function addCard(transaction: DatabaseTransaction, id: string, card: ForeignCard, now: number): Promise<void> {
  const { tags, suspended, reviews, ...text } = card
  void reviews
  const origin = { item_id: null, document_id: null, concept_id: null, sibling_key: null }
  const unreviewed = newCardRow(await nextPosition(transaction), now)
  await transaction
    .insertInto('cards')
    .values({
      id,
      ...text,
      ...origin,
      ...unreviewed,
      tags_json: JSON.stringify(tags),
      suspended: suspended ? 1 : 0,
    })
    .execute()
}

/** The words of a card that is made from a quiz item stay those of the document. */
async function changeText(transaction: DatabaseTransaction, known: CardRow, card: ForeignCard): Promise<boolean> {
  if (known.kind === 'item') return false
  const { kind, deck, front, back, tags } = card
  const text = { kind, deck, front, back, tags_json: JSON.stringify(tags) }
  const same =
    known.kind === text.kind &&
    known.deck === text.deck &&
    known.front === text.front &&
    known.back === text.back &&
    known.tags_json === text.tags_json
  if (same) return false
  await transaction.updateTable('cards').set(text).where('id', '=', known.id).execute()
  return true
}

/** Adds reviews that are not there, also not as undone, and replays all. @returns how many were added */
async function addReviews(
  transaction: DatabaseTransaction,
  context: SchedulingContext,
  cardId: string,
  { reviews }: ForeignCard,
): Promise<number> {
  const there = await transaction
    .selectFrom('review_log')
    .select(['at', 'day', 'rating', 'due_at', 'undone_at'])
    .where('card_id', '=', cardId)
    .orderBy('at')
    .orderBy('sequence')
    .execute()
  const times = new Set(there.map(({ at }) => at))
  const added = reviews.filter(({ at }) => !times.has(at) && times.add(at)).toSorted((a, b) => a.at - b.at)
  if (added.length === 0) return 0
  const kept = there.filter(({ undone_at }) => undone_at === null).map((review) => ({ ...review, isNew: false }))
  const { calendar, parameterVersion } = context.settings
  const all = [...kept, ...added.map((review) => ({ ...review, day: calendar.dayOf(review.at), isNew: true }))]
  let card: ScheduledCard = { ...NEW_MEMORY, lastDay: null }
  let lapses = 0
  let dueAt = 0
  for (const review of all.toSorted((a, b) => a.at - b.at)) {
    const scheduled = scheduleReview(context, card, review)
    if (review.isNew) {
      await transaction
        .insertInto('review_log')
        .values({
          card_id: cardId,
          at: review.at,
          day: review.day,
          rating: review.rating,
          duration_ms: 'durationMs' in review ? review.durationMs : null,
          state_before: card.state,
          stability_before: card.stability,
          difficulty_before: card.difficulty,
          elapsed_days: scheduled.elapsedDays,
          predicted: scheduled.predicted,
          was_due_at: dueAt === 0 ? review.at : dueAt,
          interval_days: scheduled.intervalDays,
          due_at: scheduled.dueAt,
          made_leech: 0,
          parameter_version: parameterVersion,
          imported: 1,
          undone_at: null,
        })
        .execute()
    }
    card = { ...scheduled.memory, lastDay: review.day }
    lapses += scheduled.lapsed ? 1 : 0
    // What was promised for a review that is there already stays.
    dueAt = 'due_at' in review ? review.due_at : scheduled.dueAt
  }
  const columns = replayedColumns({ memory: card, lastDay: card.lastDay, reviews: all.length, lapses })
  await transaction
    .updateTable('cards')
    .set({ ...columns, due_at: dueAt, parameter_version: parameterVersion })
    .where('id', '=', cardId)
    .execute()
  return added.length
}
