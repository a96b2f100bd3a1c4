import { describe, expect, it } from 'vitest'
import { randomFor } from '../../../../kernel/seeded-random.ts'
import { recommend, type Contender } from './recommend.ts'
import { detectableDifference, pairsNeeded } from './sample-size.ts'

const SEED = 1
const MEGABYTE = 1_000_000

/** nDCG of so many questions around .7. */
function values(count: number, change: (value: number, at: number) => number = (value) => value): number[] {
  const random = randomFor(SEED, 'values')
  return Array.from({ length: count }, (_, at) => change(0.4 + 0.6 * random(), at))
}

const contender = (name: string, more: Partial<Contender> = {}): Contender => ({
  name,
  values: values(200),
  p50Ms: 10,
  memoryBytes: 100 * MEGABYTE,
  ...more,
})

describe('a recommendation', () => {
  it('is the cheaper of two that are shown to be alike, with what it saves', () => {
    const small = contender('int8', {
      values: values(200, (value, at) => value + (at % 2 === 0 ? 0.004 : -0.006)),
      p50Ms: 3,
      memoryBytes: 25 * MEGABYTE,
    })
    const told = recommend([contender('fp32'), small], SEED)
    expect(told).toMatchObject({ subject: 'int8', best: 'fp32', certainty: 'shown', questionsNeeded: null })
    expect(told?.sentence).toBe('int8: same quality as fp32 (within ±0.01), 3.3x faster, 1/4.0 of the memory.')
  })

  it('is the better one when it is better beyond doubt, whatever it costs', () => {
    const poor = contender('keyword', { values: values(200, (value) => value - 0.1), p50Ms: 1, memoryBytes: 0 })
    const told = recommend([poor, contender('hybrid')], SEED)
    expect(told).toMatchObject({ subject: 'hybrid', best: 'hybrid', certainty: 'shown' })
    expect(told?.reasons.join(' ')).toContain('keyword is worse by 0.100')
  })

  it('stays open with few questions, and says how many would do', () => {
    const other = contender('cheap', {
      values: values(8, (value, at) => value + (at % 2 === 0 ? 0.2 : -0.28)),
      p50Ms: 1,
      memoryBytes: 0,
    })
    const told = recommend([contender('dear', { values: values(8) }), other], SEED)
    expect(told).toMatchObject({ subject: 'dear', certainty: 'open' })
    expect(told?.questionsNeeded).toBeGreaterThan(8)
    expect(told?.sentence).toContain('too few')
  })

  it('is none of one alone', () => {
    expect(recommend([contender('only')], SEED)).toBeNull()
  })
})

describe('numbers of questions', () => {
  it('are those of the paired comparison of means', () => {
    // (1.96 + .84)² · (.25 / .05)² = 7.849 · 25 = 196.2
    expect(pairsNeeded(0.05, 0.25)).toBe(197)
    expect(detectableDifference(197, 0.25)).toBeCloseTo(0.05, 3)
    expect(detectableDifference(1, 0.25)).toBeNull()
  })
})
