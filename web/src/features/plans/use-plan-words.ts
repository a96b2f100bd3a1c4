import type { Weekday } from '@learnpath/contracts'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { dateOf } from './plan-dates.ts'

interface PlanWords {
  /** "45 min", "3 h 20 min". */
  readonly duration: (minutes: number) => string
  /** "Tue, 5 January 2027" */
  readonly day: (day: string) => string
  /** "5 Jan" */
  readonly shortDay: (day: string) => string
  /** "January 2027" */
  readonly month: (day: string) => string
  readonly weekday: (weekday: Weekday, length: 'short' | 'long') => string
  readonly list: (parts: readonly string[]) => string
}

const UTC = { timeZone: 'UTC' } as const
/** A week that begins on a Monday. */
const NAMED: Readonly<Record<Weekday, string>> = {
  monday: '2024-01-01',
  tuesday: '2024-01-02',
  wednesday: '2024-01-03',
  thursday: '2024-01-04',
  friday: '2024-01-05',
  saturday: '2024-01-06',
  sunday: '2024-01-07',
}

/** Times and days of plans in the language of the app. */
export function usePlanWords(): PlanWords {
  const t = useTranslations('plans')
  const format = useFormatter()
  return useMemo(
    () => ({
      duration(minutes) {
        const whole = Math.round(minutes)
        const hours = Math.floor(whole / 60)
        if (hours === 0) return t('minutes', { minutes: whole })
        return whole % 60 === 0 ? t('hours', { hours }) : t('hoursMinutes', { hours, minutes: whole % 60 })
      },
      day: (day) =>
        format.dateTime(dateOf(day), { ...UTC, weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' }),
      shortDay: (day) => format.dateTime(dateOf(day), { ...UTC, day: 'numeric', month: 'short' }),
      month: (day) => format.dateTime(dateOf(day), { ...UTC, month: 'long', year: 'numeric' }),
      weekday: (weekday, length) => format.dateTime(dateOf(NAMED[weekday]), { ...UTC, weekday: length }),
      list: (parts) => format.list([...parts]),
    }),
    [t, format],
  )
}
