import type { ConceptMastery, Progress, ProgressQuery } from '@learnpath/contracts'
import { dateOfDay } from './learner-calendar.ts'
import { readMastery } from './mastery-evidence.ts'
import { reportRetention, type PredictedReview } from './retention-report.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import { rowsInPages } from './rows-in-pages.ts'
import type { SchedulingSettings } from './review-settings.ts'

/** A pause within a review or an answer is no learning: longer times count as this. */
const LONGEST_MS = 120_000
/** Of a review or an answer whose duration nobody measured. */
const UNMEASURED_MS = 10_000
const MINUTE_MS = 60_000

interface DoneOnDay {
  reviews: number
  answers: number
  ms: number
}

/** What was planned, done and mastered. Retention is that of all cards; with a collection, mastery is of its concepts alone. */
export async function readProgress(
  dependencies: ReviewsDependencies,
  settings: SchedulingSettings,
  { collection, days }: ProgressQuery,
): Promise<Progress> {
  const collectionId = collection === undefined ? null : await dependencies.collectionId(collection)
  const today = settings.calendar.dayOf(dependencies.clock.now())
  const first = today - days + 1
  const planned = await dependencies.plannedMinutes(dateOfDay(first), dateOfDay(today))
  const { done, predictions } = await readDone(dependencies, first)
  const concepts = await masteryIn(dependencies, collectionId)
  return {
    days: Array.from({ length: days }, (_, index) => {
      const date = dateOfDay(first + index)
      const { reviews, answers, ms } = done.get(first + index) ?? { reviews: 0, answers: 0, ms: 0 }
      return { date, reviews, answers, minutes: tenth(ms / MINUTE_MS), plannedMinutes: planned.get(date) ?? 0 }
    }),
    streakDays: await streakOf(dependencies, today),
    mastered: concepts.filter(({ mastered }) => mastered).length,
    concepts,
    retention: reportRetention(predictions),
  }
}

const tenth = (value: number): number => Math.round(value * 10) / 10

async function readDone({ store: { db } }: ReviewsDependencies, first: number) {
  const reviewQuery = db
    .selectFrom('review_log')
    .select(['sequence', 'day', 'duration_ms', 'state_before', 'elapsed_days', 'predicted', 'rating'])
    .where('day', '>=', first)
    .where('imported', '=', 0)
    .where('undone_at', 'is', null)
  const reviews = await rowsInPages(
    async (after, limit) => await reviewQuery.where('sequence', '>', after).orderBy('sequence').limit(limit).execute(),
    ({ sequence }) => sequence,
  )
  const answerQuery = db
    .selectFrom('mastery_evidence')
    .select(['sequence', 'day', 'duration_ms'])
    .where('day', '>=', first)
    .where('source', 'not like', 'review:%')
  const answers = await rowsInPages(
    async (after, limit) => await answerQuery.where('sequence', '>', after).orderBy('sequence').limit(limit).execute(),
    ({ sequence }) => sequence,
  )
  const done = new Map<number, DoneOnDay>()
  const add = (day: number, what: 'reviews' | 'answers', ms: number | null) => {
    const sum = done.get(day) ?? { reviews: 0, answers: 0, ms: 0 }
    sum[what] += 1
    sum.ms += Math.min(LONGEST_MS, ms ?? UNMEASURED_MS)
    done.set(day, sum)
  }
  for (const { day, duration_ms } of reviews) add(day, 'reviews', duration_ms)
  for (const { day, duration_ms } of answers) add(day, 'answers', duration_ms)
  const predictions = reviews.flatMap(({ state_before, elapsed_days, predicted, rating }): PredictedReview[] => {
    const wasKnown = state_before === 'review' && predicted !== null && (elapsed_days ?? 0) > 0
    return wasKnown ? [{ predicted, recalled: rating !== 'again' }] : []
  })
  return { done, predictions }
}

/** Days in a row up to today, or to yesterday while today is young. */
async function streakOf({ store: { db } }: ReviewsDependencies, today: number): Promise<number> {
  const reviewed = await db
    .selectFrom('review_log')
    .select('day')
    .distinct()
    .where('imported', '=', 0)
    .where('undone_at', 'is', null)
    .execute()
  const answered = await db.selectFrom('mastery_evidence').select('day').distinct().execute()
  const days = new Set([...reviewed, ...answered].map(({ day }) => day))
  let streak = 0
  for (let day = days.has(today) ? today : today - 1; days.has(day); day--) streak += 1
  return streak
}

/** Of concepts that are there; the least known first. */
async function masteryIn(dependencies: ReviewsDependencies, collectionId: string | null): Promise<ConceptMastery[]> {
  const mastery = await readMastery(dependencies, null)
  return [...mastery]
    .flatMap(([conceptId, { concept, ...known }]): ConceptMastery[] => {
      const isWanted = concept !== null && (collectionId === null || concept.collectionId === collectionId)
      return isWanted ? [{ conceptId, name: concept.name, ...known }] : []
    })
    .toSorted((a, b) => a.mastery - b.mastery || (a.conceptId < b.conceptId ? -1 : 1))
}
