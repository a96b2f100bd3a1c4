import { useFormatter } from 'use-intl'

const MINUTE = 60
const HOUR = 3600
/** From here on the next larger unit is as exact as anyone wants it. */
const ENOUGH = 1.5

/** Writes seconds in the unit that suits them. */
export function useDuration(): (seconds: number) => string {
  const format = useFormatter()
  return (seconds) => {
    const [value, unit] =
      seconds < MINUTE * ENOUGH
        ? [Math.max(1, Math.round(seconds)), 'second' as const]
        : seconds < HOUR * ENOUGH
          ? [Math.round(seconds / MINUTE), 'minute' as const]
          : [Math.round((seconds / HOUR) * 10) / 10, 'hour' as const]
    return format.number(value, { style: 'unit', unit, unitDisplay: 'long' })
  }
}
