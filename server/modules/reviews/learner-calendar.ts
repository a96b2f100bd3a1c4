const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/**
 * The days of a learner. A day is a number: days from 1970-01-01 to the date it has in the learner's time zone; it lasts from
 * `dayStartsAtHour` of that date to the same hour of the next, which is 23 to 25 hours where clocks change.
 */
export interface LearnerCalendar {
  dayOf(at: number): number
  /** First moment of a day. */
  startOf(day: number): number
}

/** @throws RangeError for a time zone that is not known */
export function createLearnerCalendar(timeZone: string, dayStartsAtHour: number): LearnerCalendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const starts = new Map<number, number>()

  /** What the learner's clock shows, as if it were UTC. */
  function localTime(at: number): number {
    const shown: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value)
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }

  function findStart(day: number): number {
    const local = day * DAY_MS + dayStartsAtHour * HOUR_MS
    const before = local - DAY_MS - localTime(local - DAY_MS)
    const after = local + DAY_MS - localTime(local + DAY_MS)
    const candidates = [local + before, local + after].toSorted((a, b) => a - b)
    // No candidate fits where clocks leap over that hour: the day then starts with the leap.
    return candidates.find((candidate) => localTime(candidate) === local) ?? local + before
  }

  return {
    dayOf: (at) => Math.floor((localTime(at) - dayStartsAtHour * HOUR_MS) / DAY_MS),
    startOf(day) {
      const known = starts.get(day)
      if (known !== undefined) return known
      const start = findStart(day)
      starts.set(day, start)
      return start
    },
  }
}

/** ISO date of a day. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Day of an ISO date. */
export const dayOfDate = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
