import type { CardDetail, ReviewQueue, ReviewQueueQuery, SolvedQuizItem } from '@learnpath/contracts'
import { itemIdsOf, toCardDetail, type CardRow } from './card-rows.ts'
import { readDailyAllowance } from './daily-allowance.ts'
import { byRecall, countOf, dueCards, type DueCards } from './due-cards.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import type { SchedulingContext } from './schedule-review.ts'
import { spreadSiblings } from './spread-siblings.ts'

/** With nothing else to do, steps that end within this time are taken now. */
const LEARN_AHEAD_MS = 20 * 60_000
/** Beyond what is asked for: some cards are left out because their question is. */
const SPARE = 20

interface QueuedCard {
  readonly card: CardDetail
  readonly siblingKey: string | null
}

type RowsFrom = (offset: number, limit: number) => Promise<CardRow[]>

/**
 * Cards for today. First the steps that are due now, the longest due first; then the cards to repeat, the one with the lowest chance of
 * recall first, with the new ones strewn in evenly; cards of the same passage are kept apart.
 */
export async function readQueue(
  dependencies: ReviewsDependencies,
  context: SchedulingContext,
  { deck, limit }: ReviewQueueQuery,
): Promise<ReviewQueue> {
  const { db } = dependencies.store
  const now = dependencies.clock.now()
  const due = dueCards(db, context, now, deck)
  const allowance = await readDailyAllowance(db, context.settings, due)
  const [stepCount, dueCount, newCount] = [
    await countOf(due.learning(now)),
    await countOf(due.reviews()),
    await countOf(due.unseen()),
  ]
  const toRepeat = dueCount + allowance.beforeExam
  const reviews = Math.min(toRepeat, allowance.reviews)
  const unseen = Math.min(newCount, allowance.unseen)
  const take = cardTaker(dependencies, context, now)
  const steps = await take(stepRows(due, now), limit)
  const cards = [...steps]
  cards.push(...(await repeatedAndNew(due, take, { reviews, unseen, ofDue: dueCount, limit: limit - cards.length })))
  if (cards.length === 0) cards.push(...(await take(stepRows(due, now + LEARN_AHEAD_MS), limit)))
  return {
    cards: spreadSiblings(cards).map(({ card }) => card),
    due: stepCount + reviews,
    new: unseen,
    overLimit: toRepeat - reviews,
    nextDueAt: await nextDueAt(dependencies, context, now, { deck, newTomorrow: newCount > unseen || unseen > 0 }),
  }
}

type Take = (rows: RowsFrom, count: number) => Promise<QueuedCard[]>

/** Takes so many cards that can be shown, however many of the rows cannot. */
function cardTaker(dependencies: ReviewsDependencies, context: SchedulingContext, now: number): Take {
  return async (rowsFrom, count) => {
    const taken: QueuedCard[] = []
    for (let offset = 0; taken.length < count; offset += count + SPARE) {
      const rows = await rowsFrom(offset, count + SPARE)
      const items = await itemsOf(dependencies, rows)
      for (const row of rows) {
        const item = row.item_id === null ? null : (items.get(row.item_id) ?? undefined)
        // A question that was taken out of use, or whose source has changed, is not asked.
        if (item === undefined || (item !== null && item.state !== 'active')) continue
        if (taken.length < count) {
          taken.push({ card: toCardDetail(row, item, context, now), siblingKey: row.sibling_key })
        }
      }
      if (rows.length < count + SPARE) break
    }
    return taken
  }
}

/** The quiz items of cards, by id. */
export async function itemsOf(
  { quizzes }: Pick<ReviewsDependencies, 'quizzes'>,
  rows: readonly CardRow[],
): Promise<Map<string, SolvedQuizItem>> {
  const ids = itemIdsOf(rows)
  const items = ids.length === 0 ? [] : await quizzes.items(ids)
  return new Map(items.map((item) => [item.id, item]))
}

const stepRows =
  (due: DueCards, until: number): RowsFrom =>
  async (offset, limit) =>
    await due.learning(until).selectAll().orderBy('due_at').orderBy('id').offset(offset).limit(limit).execute()

interface Portions {
  readonly reviews: number
  readonly unseen: number
  readonly ofDue: number
  readonly limit: number
}

async function repeatedAndNew(due: DueCards, take: Take, portions: Portions): Promise<QueuedCard[]> {
  const { reviews, unseen, ofDue, limit } = portions
  const total = reviews + unseen
  if (total === 0 || limit <= 0) return []
  const known = await take(rowsByRecall(due.today, due.reviews()), Math.min(limit, reviews, ofDue))
  const early = due.beforeExam()
  const room = Math.min(limit, reviews) - known.length
  if (early !== null && room > 0) {
    known.push(...(await take(rowsByRecall(due.today, early), Math.min(room, Math.max(0, reviews - ofDue)))))
  }
  const fresh = await take(
    async (offset, count) =>
      await due.unseen().selectAll().orderBy('position').orderBy('id').offset(offset).limit(count).execute(),
    Math.min(limit, unseen),
  )
  return strewn(known, fresh, unseen / total).slice(0, limit)
}

const rowsByRecall =
  (today: number, query: ReturnType<DueCards['reviews']>): RowsFrom =>
  async (offset, limit) =>
    await query.selectAll().orderBy(byRecall(today), 'desc').orderBy('id').offset(offset).limit(limit).execute()

/** One list in which the share of `fresh` cards is the same everywhere. */
function strewn<Entry>(known: readonly Entry[], fresh: readonly Entry[], share: number): Entry[] {
  const mixed: Entry[] = []
  let usedFresh = 0
  for (let place = 1; mixed.length < known.length + fresh.length; place++) {
    const usedKnown = mixed.length - usedFresh
    const freshIsNext = usedKnown >= known.length || (usedFresh < fresh.length && usedFresh < Math.floor(place * share))
    const next = freshIsNext ? fresh[usedFresh] : known[usedKnown]
    if (freshIsNext) usedFresh += 1
    if (next !== undefined) mixed.push(next)
  }
  return mixed
}

async function nextDueAt(
  { store }: ReviewsDependencies,
  { settings }: SchedulingContext,
  now: number,
  { deck, newTomorrow }: { readonly deck: string | undefined; readonly newTomorrow: boolean },
): Promise<string | null> {
  let query = store.db
    .selectFrom('cards')
    .where('suspended', '=', 0)
    .where('state', '<>', 'new')
    .where('due_at', '>', now)
  if (deck !== undefined) query = query.where('deck', '=', deck)
  const row = await query.select((select) => select.fn.min('due_at').as('due')).executeTakeFirst()
  const { calendar, newPerDay } = settings
  const times = [
    ...(row?.due === null || row?.due === undefined ? [] : [row.due]),
    ...(newTomorrow && newPerDay > 0 ? [calendar.startOf(calendar.dayOf(now) + 1)] : []),
  ]
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString()
}
