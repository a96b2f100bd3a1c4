import { describe, expect, it } from 'vitest'
import { overlap, rankCorrelation } from './compare-rankings.ts'
import { firstRelevantRank, ndcg, precision, recall, reciprocalRank } from './ranking-metrics.ts'

const grades = new Map([
  ['a', 2],
  ['b', 1],
  ['c', 0],
])

describe('ranking metrics', () => {
  it('agree with figures worked out by hand', () => {
    expect(ndcg(['a', 'b'], grades, 10)).toBe(1)
    // DCG 1/log2(2) + 3/log2(4) = 2.5; ideal 3 + 1/log2(3).
    expect(ndcg(['b', 'c', 'a'], grades, 10)).toBeCloseTo(2.5 / (3 + 1 / Math.log2(3)), 12)
    expect(ndcg(['c', 'a'], grades, 1)).toBe(0)
    expect(ndcg(['a'], new Map(), 10)).toBe(0)
    expect(recall(['c', 'b'], grades, 10)).toBe(0.5)
    expect(recall(['c', 'b'], grades, 1)).toBe(0)
    expect(precision(['c', 'b'], grades, 10)).toBe(0.1)
    expect(reciprocalRank(['c', 'b'], grades, 10)).toBe(0.5)
    expect(reciprocalRank(['c', 'b'], grades, 1)).toBe(0)
    expect(reciprocalRank(['c'], grades, 10)).toBe(0)
    expect(firstRelevantRank(['c', 'x', 'b'], grades)).toBe(3)
    expect(firstRelevantRank(['c'], grades)).toBeNull()
  })
})

describe('two rankings', () => {
  it('overlap whatever their order, to the depth asked for', () => {
    expect(overlap(['b', 'a'], ['a', 'b'], 10)).toBe(1)
    expect(overlap(['a', 'x'], ['a', 'b'], 10)).toBe(0.5)
    expect(overlap(['x', 'a'], ['a', 'b'], 1)).toBe(0)
  })

  it('correlate by the pairs that both have', () => {
    expect(rankCorrelation(['a', 'b', 'c'], ['a', 'b', 'c'], 10)).toBe(1)
    expect(rankCorrelation(['c', 'b', 'a'], ['a', 'b', 'c'], 10)).toBe(-1)
    // One of three pairs turned round: (2 − 1) / 3.
    expect(rankCorrelation(['b', 'a', 'c'], ['a', 'b', 'c'], 10)).toBeCloseTo(1 / 3, 12)
    expect(rankCorrelation(['a', 'x'], ['a', 'y'], 10)).toBeNull()
  })
})
