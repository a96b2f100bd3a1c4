import { useFormatter } from 'use-intl'

const SECOND = 1000

/** Writes how long something took, as exact as it matters. */
export function useMilliseconds(): (milliseconds: number) => string {
  const format = useFormatter()
  return (milliseconds) => {
    const [value, unit] =
      milliseconds < SECOND ? [milliseconds, 'millisecond' as const] : [milliseconds / SECOND, 'second' as const]
    const digits = value < 1 ? 2 : value < 10 ? 1 : 0
    return format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
  }
}
