import { describe, expect, it } from 'vitest'
import { createLearnerCalendar, dateOfDay, dayOfDate } from './learner-calendar.ts'

const HOUR_MS = 3_600_000
const at = (time: string) => Date.parse(time)

describe('the calendar of a learner', () => {
  it('begins the day at the hour the learner chose, in the time zone of the learner', () => {
    const berlin = createLearnerCalendar('Europe/Berlin', 4)
    expect(dateOfDay(berlin.dayOf(at('2026-01-10T02:59:59Z')))).toBe('2026-01-09')
    expect(dateOfDay(berlin.dayOf(at('2026-01-10T03:00:00Z')))).toBe('2026-01-10')
    const auckland = createLearnerCalendar('Pacific/Auckland', 0)
    expect(dateOfDay(auckland.dayOf(at('2026-01-10T11:00:00Z')))).toBe('2026-01-11')
    const honolulu = createLearnerCalendar('Pacific/Honolulu', 0)
    expect(dateOfDay(honolulu.dayOf(at('2026-01-10T09:59:00Z')))).toBe('2026-01-09')
  })

  it.each([
    ['Europe/Berlin', '2026-03-28', 23],
    ['Europe/Berlin', '2026-10-24', 25],
    ['America/New_York', '2026-03-07', 23],
    ['America/New_York', '2026-10-31', 25],
    ['Australia/Lord_Howe', '2026-04-04', 24.5],
    ['Asia/Kolkata', '2026-03-28', 24],
  ])('in %s the day %s has %d hours', (zone, date, hours) => {
    const calendar = createLearnerCalendar(zone, 4)
    const day = dayOfDate(date)
    expect((calendar.startOf(day + 1) - calendar.startOf(day)) / HOUR_MS).toBe(hours)
  })

  it('starts with the leap of the clock where it leaps over the start of the day', () => {
    const berlin = createLearnerCalendar('Europe/Berlin', 2)
    expect(berlin.startOf(dayOfDate('2026-03-29'))).toBe(at('2026-03-29T01:00:00Z'))
    const saoPaulo = createLearnerCalendar('America/Sao_Paulo', 0)
    expect(saoPaulo.startOf(dayOfDate('2018-11-04'))).toBe(at('2018-11-04T03:00:00Z'))
  })

  it.each(['Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'])(
    'in %s every day of six years lies between its start and the next',
    (zone) => {
      const wrong: string[] = []
      for (const hour of [0, 2, 4, 23]) {
        const calendar = createLearnerCalendar(zone, hour)
        for (let day = dayOfDate('2022-01-01'); day < dayOfDate('2028-01-01'); day++) {
          const start = calendar.startOf(day)
          if (calendar.dayOf(start) !== day || calendar.dayOf(start - 1) !== day - 1) wrong.push(dateOfDay(day))
        }
      }
      expect(wrong).toEqual([])
    },
  )
})
