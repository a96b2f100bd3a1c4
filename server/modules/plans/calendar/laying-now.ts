import type { PlansDependencies } from '../plans-dependencies.ts'
import { learnerDate } from './dates.ts'
import type { Laying } from './lay-sessions.ts'

/** Days of reviews that are given a place in the calendar. */
const REVIEW_DAYS = 60

/** Where laying begins: the learner's today, with the reviews that will be due. */
export async function layingNow({ reviews, clock }: Pick<PlansDependencies, 'reviews' | 'clock'>): Promise<Laying> {
  const settings = await reviews.settings()
  const { days } = await reviews.forecast({ days: REVIEW_DAYS })
  const load = new Map(days.map(({ date, minutes }) => [date, minutes]))
  return { from: learnerDate(clock.now(), settings), reviews: load }
}
