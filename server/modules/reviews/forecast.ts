import type { ReviewForecast, ReviewRating } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { CardMemory } from '../../ports/memory-model.ts'
import type { Database } from '../../ports/relational-store.ts'
import { wishBeforeExam } from './exam-mode.ts'
import { dateOfDay } from './learner-calendar.ts'
import { NEW_MEMORY } from './replay-history.ts'
import { rowsInPages } from './rows-in-pages.ts'
import type { SchedulingContext } from './schedule-review.ts'

const MINUTE_MS = 60_000
/** Of a review, until there are enough measured ones. */
const USUAL_REVIEW_MS = 10_000
const MEASURED_AT_LEAST = 20
const CARDS_PER_SLICE = 200

interface FutureCard {
  memory: CardMemory
  lastDay: number
  dueDay: number
  /** Makes up whether it is recalled; the same card gives the same forecast. */
  chance: () => number
}

/**
 * Reviews to expect: every card is played through the days to come, recalled as often as the model says, with the daily limits and
 * the new cards of each day. The play is seeded by the cards, so that asking again gives the same.
 */
export async function forecastReviews(
  db: Database,
  context: SchedulingContext,
  { now, days, deck }: { readonly now: number; readonly days: number; readonly deck: string | undefined },
): Promise<ReviewForecast> {
  const { calendar, newPerDay, reviewsPerDay } = context.settings
  const today = calendar.dayOf(now)
  const rows = await readCards(db, deck)
  const known = rows.flatMap((row): FutureCard[] => {
    if (row.state === 'new' || row.last_day === null) return []
    const dueDay = Math.max(today, calendar.dayOf(row.due_at))
    return [{ memory: row, lastDay: row.last_day, dueDay, chance: chancesOf(row.id) }]
  })
  const unseen = rows.filter(({ state }) => state === 'new')
  const reviewMs = await usualReviewMs(db)
  const byDay = Array.from({ length: days + 1 }, (): FutureCard[] => [])
  const lay = (card: FutureCard) => byDay[Math.min(days, card.dueDay - today)]?.push(card)
  for (const card of known) lay(card)
  const forecast: ReviewForecast['days'] = []
  let played = 0
  for (let index = 0; index < days; index++) {
    const day = today + index
    const due = (byDay[index] ?? []).toSorted((a, b) => recallRank(a, day) - recallRank(b, day))
    const taken = due.slice(0, reviewsPerDay)
    for (const card of due.slice(reviewsPerDay)) byDay[index + 1]?.push(card)
    const fresh = unseen
      .splice(0, newPerDay)
      .map(({ id }) => ({ memory: NEW_MEMORY, lastDay: day, dueDay: day, chance: chancesOf(id) }))
    let reviews = 0
    for (const card of [...taken, ...fresh]) {
      reviews += playDay(context, card, day)
      lay(card)
      played += 1
      if (played % CARDS_PER_SLICE === 0) await breathe()
    }
    forecast.push({ date: dateOfDay(day), reviews, minutes: Math.round((reviews * reviewMs) / (MINUTE_MS / 10)) / 10 })
  }
  return { days: forecast }
}

async function readCards(db: Database, deck: string | undefined) {
  let query = db.selectFrom('cards').where('suspended', '=', 0)
  if (deck !== undefined) query = query.where('deck', '=', deck)
  const columns = query.select(['id', 'position', 'state', 'step', 'stability', 'difficulty', 'last_day', 'due_at'])
  return await rowsInPages(
    async (after, limit) => await columns.where('position', '>', after).orderBy('position').limit(limit).execute(),
    ({ position }) => position,
  )
}

/** Smaller is more likely forgotten. */
const recallRank = ({ memory, lastDay }: FutureCard, day: number): number =>
  (memory.stability ?? 0) / (day - lastDay + 1e-6)

const STEPS_AT_MOST = 20

/** Plays a card through a day, with the steps within it. @returns how often it is seen */
function playDay({ memoryModel, settings, weights }: SchedulingContext, card: FutureCard, day: number): number {
  const { desiredRetention, maximumIntervalDays, examDay } = settings
  const wish = { ...wishBeforeExam({ retention: desiredRetention, maximumIntervalDays }, day, examDay), weights }
  for (let seen = 1; ; seen++) {
    const elapsed = Math.max(0, day - card.lastDay)
    const { stability } = card.memory
    // A card seen for the first time is known by half of the learners; later on the model says how likely it is recalled.
    const recall = stability === null ? 0.5 : memoryModel.recall(stability, elapsed, weights)
    const rating: ReviewRating = card.chance() < recall ? 'good' : 'again'
    const reviewed = memoryModel.review(card.memory, elapsed, rating, wish)
    card.memory = reviewed.memory
    card.lastDay = day
    if (reviewed.waitDays === 0 && seen < STEPS_AT_MOST) continue
    card.dueDay = day + Math.max(1, reviewed.waitDays)
    return seen
  }
}

/** Numbers from 0 to 1 that depend on the card alone (xorshift over a hash of the id). */
function chancesOf(id: string): () => number {
  let state = 2_166_136_261
  for (let index = 0; index < id.length; index++) state = Math.imul(state ^ id.charCodeAt(index), 16_777_619)
  state = state >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Median of the learner's own measured reviews. */
async function usualReviewMs(db: Database): Promise<number> {
  const rows = await db
    .selectFrom('review_log')
    .select('duration_ms')
    .where('duration_ms', 'is not', null)
    .orderBy('sequence', 'desc')
    .limit(1000)
    .execute()
  if (rows.length < MEASURED_AT_LEAST) return USUAL_REVIEW_MS
  const times = rows.map(({ duration_ms }) => Number(duration_ms)).toSorted((a, b) => a - b)
  return times[times.length >> 1] ?? USUAL_REVIEW_MS
}
