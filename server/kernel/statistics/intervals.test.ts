import { describe, expect, it } from 'vitest'
import { randomFor } from '../seeded-random.ts'
import { bootstrapInterval } from './bootstrap.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { mean, quantile } from './quantile.ts'
import { votesNeeded } from './votes-needed.ts'
import { wilsonInterval } from './wilson-interval.ts'

describe('Wilson interval', () => {
  // Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3 (score, without continuity correction).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i as published', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })

  it('is the same from the other side, takes half successes, and knows nothing of nothing', () => {
    const { low, high } = wilsonInterval(7, 30)
    const other = wilsonInterval(23, 30)
    expect(other.low).toBeCloseTo(1 - high, 12)
    expect(other.high).toBeCloseTo(1 - low, 12)
    expect(wilsonInterval(7.5, 30).low).toBeGreaterThan(low)
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
    expect(wilsonInterval(20, 20).high).toBe(1)
  })
})

describe('normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-1.959963984540054, 0.025],
    [2.5758293035489, 0.995],
    [-4, 3.16712418331199e-5],
    [-7, 1.27981254388584e-12],
  ])('at %f', (z, share) => {
    expect(normalCdf(z)).toBeCloseTo(share, 14)
    expect(normalQuantile(share)).toBeCloseTo(z, 4)
  })
})

describe('quantile', () => {
  it('goes by the straight line between neighbours', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
    expect(quantile([7], 0.95)).toBe(7)
    expect(quantile([], 0.5)).toBeNaN()
  })
})

describe('bootstrap interval', () => {
  const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

  /** How often the interval of a sample holds the true mean. */
  function coverage(draw: (random: () => number) => number, { n, truth }: { n: number; truth: number }): number {
    const random = randomFor(5, 'coverage')
    const samples = 400
    let held = 0
    for (let sample = 0; sample < samples; sample++) {
      const values = Array.from({ length: n }, () => draw(random))
      const { low, high } = bootstrapInterval(values, { seed: sample, resamples: 500 })
      if (low <= truth && truth <= high) held += 1
    }
    return held / samples
  }

  // 400 samples tell a share of .95 to ±.021; bootstraps of small samples are known to fall short by one to four hundredths.
  it('holds the true mean in about 95 of 100 samples, of skewed values too', { timeout: 60_000 }, () => {
    expect(coverage(normal, { n: 40, truth: 0 })).toBeGreaterThan(0.91)
    expect(coverage(normal, { n: 40, truth: 0 })).toBeLessThan(0.98)
    expect(coverage((random) => Math.exp(0.5 * normal(random)), { n: 40, truth: Math.exp(0.125) })).toBeGreaterThan(0.9)
    expect(coverage((random) => Number(random() < 0.7), { n: 40, truth: 0.7 })).toBeGreaterThan(0.91)
  })

  it('is that of a normal distribution for values that have one', () => {
    const random = randomFor(1, 'large')
    const values = Array.from({ length: 1000 }, () => normal(random))
    const centre = mean(values)
    const spread = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)) / values.length)
    const { low, high } = bootstrapInterval(values, { seed: 3, resamples: 4000 })
    expect((low - centre) / spread).toBeCloseTo(-1.96, 0)
    expect((high - centre) / spread).toBeCloseTo(1.96, 0)
  })

  it('is the same for the same seed, another one for another, and a point where nothing varies', () => {
    const values = [0.2, 0.9, 0.4, 0.7, 1, 0.1]
    expect(bootstrapInterval(values, { seed: 1 })).toEqual(bootstrapInterval(values, { seed: 1 }))
    expect(bootstrapInterval(values, { seed: 1 })).not.toEqual(bootstrapInterval(values, { seed: 2 }))
    expect(bootstrapInterval([3, 3, 3], { seed: 1 })).toEqual({ low: 3, high: 3 })
    expect(bootstrapInterval([3], { seed: 1 })).toEqual({ low: 3, high: 3 })
  })
})

describe('votes needed', () => {
  // The usual table of sample sizes of one proportion against one half: 80 % power, 5 % level, two-sided.
  it.each([
    [0.55, 783],
    [0.6, 194],
    [0.65, 85],
    [0.7, 47],
  ])('a true win rate of %f takes %i', (rate, votes) => {
    expect(votesNeeded(rate)).toBe(votes)
    expect(votesNeeded(1 - rate)).toBe(votes)
  })

  it('no difference cannot be shown', () => expect(votesNeeded(0.5)).toBeNull())
})
