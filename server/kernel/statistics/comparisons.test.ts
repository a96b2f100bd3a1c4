import { describe, expect, it } from 'vitest'
import { randomFor } from '../seeded-random.ts'
import { bradleyTerry, bradleyTerryIntervals, type Contest } from './bradley-terry.ts'
import { permutationTest } from './permutation-test.ts'
import { signTest } from './sign-test.ts'

const contests = (first: number, second: number, scores: readonly [won: number, lost: number]): Contest[] => [
  ...Array.from({ length: scores[0] }, () => ({ first, second, score: 1 })),
  ...Array.from({ length: scores[1] }, () => ({ first, second, score: 0 })),
]

describe('Bradley-Terry model', () => {
  // Citations between Biometrika, Communications in Statistics, JASA and JRSS-B, 1987/88 (Stigler 1994; Agresti, Categorical Data
  // Analysis, 2002, table 10.10), and the estimates that the R package BradleyTerry2 gives (Turner and Firth 2012, section 3).
  const citations = [
    ...contests(0, 1, [730, 33]),
    ...contests(0, 2, [498, 320]),
    ...contests(0, 3, [221, 284]),
    ...contests(1, 2, [68, 813]),
    ...contests(1, 3, [17, 276]),
    ...contests(2, 3, [142, 325]),
  ]

  it('has the published estimates of the journals', () => {
    const [biometrika = 0, ...others] = bradleyTerry(4, citations, { prior: 0 })
    const relative = others.map((strength) => strength - biometrika)
    expect(relative[0]).toBeCloseTo(-2.9491, 4)
    expect(relative[1]).toBeCloseTo(-0.4796, 4)
    expect(relative[2]).toBeCloseTo(0.269, 4)
  })

  it('of two is the logarithm of the odds, ties counting half', () => {
    const [one = 0, other = 0] = bradleyTerry(2, contests(0, 1, [30, 10]), { prior: 0 })
    expect(one - other).toBeCloseTo(Math.log(3), 9)
    expect(bradleyTerry(2, [{ first: 0, second: 1, score: 0.5 }], { prior: 0 })).toEqual([0, 0])
  })

  it('stays finite for who always won, and leaves who never met anybody in the middle', () => {
    const strengths = bradleyTerry(4, [...contests(0, 1, [9, 0]), ...contests(1, 2, [9, 0])])
    expect(strengths.every(Number.isFinite)).toBe(true)
    const [first = 0, second = 0, third = 0, absent = 0] = strengths
    expect(first).toBeGreaterThan(second)
    expect(second).toBeGreaterThan(third)
    expect(absent).toBeCloseTo(0, 6)
    const [certain = 0] = bradleyTerry(2, contests(0, 1, [1, 0]))
    const [sure = 0] = bradleyTerry(2, contests(0, 1, [50, 0]))
    expect(sure).toBeGreaterThan(certain)
  })

  it('finds the strengths that contests were drawn from, within its intervals', () => {
    const truth = [0.8, 0.1, -0.9]
    const random = randomFor(9, 'contests')
    const groups = Array.from({ length: 150 }, () =>
      [
        [0, 1],
        [1, 2],
        [0, 2],
      ].map(([first = 0, second = 0]): Contest => {
        const share = 1 / (1 + Math.exp((truth[second] ?? 0) - (truth[first] ?? 0)))
        return { first, second, score: Number(random() < share) }
      }),
    )
    const intervals = bradleyTerryIntervals(3, groups, { seed: 1 })
    for (const [player, { low, high }] of intervals.entries()) {
      expect(low).toBeLessThan(truth[player] ?? 0)
      expect(high).toBeGreaterThan(truth[player] ?? 0)
      expect(high - low).toBeLessThan(0.8)
    }
    expect(bradleyTerryIntervals(3, groups, { seed: 1 })).toEqual(intervals)
  })
})

describe('sign test', () => {
  // Binomial tables: 9 of 10 gives 22/1024, 8 of 8 gives 2/256.
  it.each([
    [9, 1, 22 / 1024],
    [8, 0, 2 / 256],
    [5, 5, 1],
    [0, 0, 1],
  ])('%i against %i', (wins, losses, p) => expect(signTest(wins, losses)).toBeCloseTo(p, 12))

  // Summed in whole numbers.
  it('is right for many', () => expect(signTest(600, 400) / 2.728464156e-10).toBeCloseTo(1, 8))
})

describe('permutation test', () => {
  // Darwin's maize, 15 pairs: Fisher (The Design of Experiments, 1935, section 21) counts 1726 of 32768 arrangements at least as extreme.
  const maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

  it('is the one that Fisher counted', () => expect(permutationTest(maize, 1)).toBeCloseTo(1726 / 32_768, 12))

  it('is nearly the same when it is drawn: each pair told twice by halves', () => {
    const many = [...maize, 0.001, -0.001, 0.001, -0.001]
    expect(permutationTest(many, 1)).toBeCloseTo(1726 / 32_768, 2)
    expect(permutationTest(many, 1)).toBe(permutationTest(many, 1))
  })

  it('no differences are no evidence', () => expect(permutationTest([0, 0], 1)).toBe(1))
})
