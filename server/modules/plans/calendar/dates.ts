import type { Weekday } from '@learnpath/contracts'

const DAY_MS = 86_400_000
const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** The day so many days later; ISO dates. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[new Date(date).getUTCDay()] ?? 'monday'
}

export interface LearnerDay {
  readonly timeZone: string
  /** Before this hour it is still yesterday for the learner. */
  readonly dayStartsAtHour: number
}

/** The learner's date at a time. */
export function learnerDate(nowMs: number, { timeZone, dayStartsAtHour }: LearnerDay): string {
  const shifted = new Date(nowMs - dayStartsAtHour * 3_600_000)
  // Swedish writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(shifted)
}
