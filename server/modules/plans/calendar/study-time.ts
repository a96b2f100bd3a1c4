import type { CreatePlanRequest, Weekday } from '@learnpath/contracts'
import { weekdayOf } from './dates.ts'

export type Availability = Pick<CreatePlanRequest, 'hoursPerWeek' | 'days' | 'sessionMinutes'>

/** Shorter sessions are not worth sitting down for: with little time a week, fewer of the days are used. */
const SHORTEST_SESSION = 10

/** Lengths of the sessions of a day, in minutes; empty on a day without learning. */
export type SessionLengths = (date: string) => readonly number[]

/** The week's hours, spread evenly over the chosen days and cut into sessions of equal length. */
export function sessionLengths({ hoursPerWeek, days, sessionMinutes }: Availability): SessionLengths {
  const weekMinutes = Math.floor(hoursPerWeek * 60)
  const used = spread(orderedDays(days), Math.max(1, Math.floor(weekMinutes / SHORTEST_SESSION)))
  const dayMinutes = Math.min(Math.floor(weekMinutes / used.length), 24 * 60)
  const count = Math.ceil(dayMinutes / sessionMinutes)
  const lengths = Array.from({ length: count }, () => Math.floor(dayMinutes / count))
  return (date) => (used.includes(weekdayOf(date)) ? lengths : [])
}

const WEEK: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function orderedDays(days: readonly Weekday[]): Weekday[] {
  return WEEK.filter((day) => days.includes(day))
}

/** At most so many of the days, as far apart as they can be. */
function spread(days: readonly Weekday[], most: number): Weekday[] {
  if (days.length <= most) return [...days]
  return days.filter(
    (_, place) => Math.floor((place * most) / days.length) !== Math.floor(((place - 1) * most) / days.length),
  )
}
