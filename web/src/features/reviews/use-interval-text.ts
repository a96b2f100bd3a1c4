import { useFormatter } from 'use-intl'

const MINUTES_A_DAY = 1440

/** A length of time in its best unit: minutes, hours, days, months, years. */
export function useIntervalText(): (days: number) => string {
  const format = useFormatter()
  const inUnit = (value: number, unit: string, digits = 0): string =>
    format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
  return (days) => {
    const minutes = days * MINUTES_A_DAY
    if (minutes < 60) return inUnit(Math.max(1, Math.round(minutes)), 'minute')
    if (days < 1) return inUnit(minutes / 60, 'hour')
    if (days < 31) return inUnit(days, 'day')
    return days < 365 ? inUnit(days / 30.44, 'month', 1) : inUnit(days / 365.25, 'year', 1)
  }
}
