import type { ReviewRating } from '@learnpath/contracts'
import type { CardMemory, MemoryModel } from '../../ports/memory-model.ts'
import { wishBeforeExam } from './exam-mode.ts'
import type { SchedulingSettings } from './review-settings.ts'

const MINUTE_MS = 60_000
const MINUTES_PER_DAY = 1440

/** The part of a card that a review changes. */
export interface ScheduledCard extends CardMemory {
  /** Learner's day of the last review; null for a new card. */
  readonly lastDay: number | null
}

export interface ScheduledReview {
  readonly memory: CardMemory
  readonly lapsed: boolean
  readonly elapsedDays: number | null
  /** Chance of recall as it was predicted; null for a new card. */
  readonly predicted: number | null
  readonly intervalDays: number
  readonly dueAt: number
}

export interface SchedulingContext {
  readonly memoryModel: MemoryModel
  readonly settings: SchedulingSettings
  readonly weights: readonly number[]
}

export interface RatedReview {
  readonly rating: ReviewRating
  readonly at: number
  /** Learner's day of `at`. */
  readonly day: number
}

/** What a rating makes of a card. Whole days end at the start of the learner's day, so that a day's cards are due all day. */
export function scheduleReview(
  { memoryModel, settings, weights }: SchedulingContext,
  card: ScheduledCard,
  { rating, at, day }: RatedReview,
): ScheduledReview {
  const { calendar, examDay, desiredRetention, maximumIntervalDays } = settings
  const elapsedDays = card.lastDay === null ? null : Math.max(0, day - card.lastDay)
  const wish = wishBeforeExam({ retention: desiredRetention, maximumIntervalDays }, day, examDay)
  const reviewed = memoryModel.review(card, elapsedDays ?? 0, rating, { ...wish, weights })
  const { waitDays, waitMinutes } = reviewed
  return {
    memory: reviewed.memory,
    lapsed: reviewed.lapsed,
    elapsedDays,
    predicted:
      card.stability === null || elapsedDays === null ? null : memoryModel.recall(card.stability, elapsedDays, weights),
    intervalDays: waitDays > 0 ? waitDays : waitMinutes / MINUTES_PER_DAY,
    dueAt: waitDays > 0 ? calendar.startOf(day + waitDays) : at + waitMinutes * MINUTE_MS,
  }
}
