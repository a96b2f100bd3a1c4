import { describe, expect, it } from 'vitest'
import { createFsrsMemoryModel } from '../../adapters/fsrs/fsrs-memory-model.ts'
import { createSimulatedLearner } from '../../adapters/fsrs/simulated-learner.double.ts'
import { DEFAULT_WEIGHTS } from './default-weights.ts'
import { createLearnerCalendar } from './learner-calendar.ts'
import { NEW_MEMORY } from './replay-history.ts'
import type { SchedulingSettings } from './review-settings.ts'
import { scheduleReview, type ScheduledCard } from './schedule-review.ts'

const CARDS = 400
const memoryModel = createFsrsMemoryModel()
const calendar = createLearnerCalendar('Europe/Berlin', 4)

const settingsWith = (desiredRetention: number): SchedulingSettings => ({
  desiredRetention,
  newPerDay: 20,
  reviewsPerDay: 200,
  maximumIntervalDays: 36_500,
  leechLapses: 8,
  dayStartsAtHour: 4,
  timeZone: 'Europe/Berlin',
  examDate: null,
  examDay: null,
  parameters: [...DEFAULT_WEIGHTS],
  parameterVersion: 0,
  calendar,
})

/** A year of reviews, each at noon of the day it is due. @returns share recalled of cards that were known */
function recallOverYear(retention: number): number {
  const context = { memoryModel, settings: settingsWith(retention), weights: DEFAULT_WEIGHTS }
  const rate = createSimulatedLearner(memoryModel, DEFAULT_WEIGHTS, 1)
  const first = calendar.dayOf(Date.UTC(2026, 0, 1, 12))
  let known = 0
  let recalled = 0
  for (let index = 0; index < CARDS; index++) {
    let card: ScheduledCard = { ...NEW_MEMORY, lastDay: null }
    for (let day = first + (index % 60); day < first + 365;) {
      const rating = rate(`${index}`, day)
      if (card.state === 'review') {
        known += 1
        recalled += rating === 'again' ? 0 : 1
      }
      const at = calendar.startOf(day) + 8 * 3_600_000
      const { memory, dueAt } = scheduleReview(context, card, { rating, at, day })
      card = { ...memory, lastDay: day }
      day = calendar.dayOf(dueAt)
    }
  }
  return recalled / known
}

describe('a simulated year of reviews', () => {
  it.each([0.85, 0.9, 0.95])('keeps recall within .02 of the wish of %d', (retention) => {
    expect(Math.abs(recallOverYear(retention) - retention)).toBeLessThan(0.02)
  })
})
