import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLatencyHistogram } from './latency-histogram.ts'

const WITHIN = 0.061

describe('latency histogram', () => {
  it('has no quantile as long as it is empty', () => {
    expect(createLatencyHistogram().quantile(0.5)).toBeNull()
  })

  it('tells quantiles within six percent of the exact ones, also when put together from two', () => {
    const durations = fc.array(fc.double({ min: 0.02, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(durations, durations, fc.double({ min: 0, max: 1, noNaN: true }), (one, other, share) => {
        const whole = createLatencyHistogram()
        const second = createLatencyHistogram()
        for (const duration of one) whole.add(duration)
        for (const duration of other) second.add(duration)
        whole.merge(second)
        const sorted = [...one, ...other].toSorted((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0
        expect(whole.count).toBe(sorted.length)
        expect(Math.abs((whole.quantile(share) ?? 0) / exact - 1)).toBeLessThan(WITHIN)
      }),
    )
  })

  it('takes what no clock can tell as the shortest, and what takes hours as the longest', () => {
    const histogram = createLatencyHistogram()
    histogram.add(0)
    expect(histogram.quantile(1)).toBeLessThan(0.02)
    histogram.add(1e9)
    expect(histogram.quantile(1)).toBeGreaterThan(600_000)
  })
})
