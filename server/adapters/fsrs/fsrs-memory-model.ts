import type { CardState, ReviewRating } from '@learnpath/contracts'
import { fsrs, forgetting_curve, type Card, type FSRS, type Grade } from 'ts-fsrs'
import type { CardMemory, MemoryModel, ReviewedMemory, SchedulingWish } from '../../ports/memory-model.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const STATES: readonly CardState[] = ['new', 'learning', 'review', 'relearning']
const GRADES: Readonly<Record<ReviewRating, Grade>> = { again: 1, hard: 2, good: 3, easy: 4 }
/** One scheduler per wish; a wish changes rarely, daily at most before an exam. */
const SCHEDULERS_KEPT = 64

/**
 * FSRS-6 as ts-fsrs reckons it, without fuzz, with the steps 1 and 10 minutes for learning and 10 minutes for relearning.
 * ts-fsrs counts days of UTC; here it is given days of the learner as if they were such, and never sees a real date.
 */
export function createFsrsMemoryModel(): MemoryModel {
  const schedulers = new WeakMap<readonly number[], Map<string, FSRS>>()

  function schedulerFor({ weights, retention, maximumIntervalDays }: SchedulingWish): FSRS {
    const known = schedulers.get(weights) ?? new Map<string, FSRS>()
    schedulers.set(weights, known)
    const key = `${retention} ${maximumIntervalDays}`
    const kept = known.get(key)
    if (kept !== undefined) return kept
    const made = fsrs({
      w: [...weights],
      request_retention: retention,
      maximum_interval: maximumIntervalDays,
      enable_fuzz: false,
      enable_short_term: true,
      learning_steps: ['1m', '10m'],
      relearning_steps: ['10m'],
    })
    if (known.size >= SCHEDULERS_KEPT) known.clear()
    known.set(key, made)
    return made
  }

  return {
    review(memory, elapsedDays, rating, wish) {
      const now = new Date(Math.max(0, elapsedDays) * DAY_MS)
      const { card } = schedulerFor(wish).next(cardOf(memory), now, GRADES[rating])
      return outcomeOf(card, now, wish)
    },
    recall: (stability, elapsedDays, weights) => forgetting_curve([...weights], Math.max(0, elapsedDays), stability),
    intervalPerStability: (retention, weights) =>
      schedulerFor({ weights, retention, maximumIntervalDays: 36_500 }).interval_modifier,
  }
}

function cardOf({ state, stability, difficulty, step }: CardMemory): Card {
  const start = new Date(0)
  return {
    due: start,
    stability: stability ?? 0,
    difficulty: difficulty ?? 0,
    elapsed_days: 0,
    scheduled_days: 0,
    reps: 0,
    lapses: 0,
    learning_steps: step,
    state: STATES.indexOf(state),
    ...(state === 'new' ? {} : { last_review: start }),
  }
}

function outcomeOf(card: Card, now: Date, { maximumIntervalDays }: SchedulingWish): ReviewedMemory {
  const state = STATES[card.state] ?? 'new'
  const memory = { state, stability: card.stability, difficulty: card.difficulty, step: card.learning_steps }
  // ts-fsrs puts "good" a day after "hard" even beyond the longest interval.
  const waitDays = Math.min(card.scheduled_days, maximumIntervalDays)
  const waitMinutes = waitDays > 0 ? 0 : Math.max(1, Math.round((card.due.getTime() - now.getTime()) / MINUTE_MS))
  return { memory, lapsed: card.lapses > 0, waitDays, waitMinutes }
}
