import { describe, expect, it } from 'vitest'
import { ndcg, pairedInterval, recall, reciprocalRank } from './ranking-metrics.ts'

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
    expect(reciprocalRank(['c', 'b'], grades)).toBe(0.5)
    expect(reciprocalRank(['c'], grades)).toBe(0)
  })

  it('give an interval that holds the difference and is the same every time', () => {
    const ours = Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? 1 : 0.5))
    const theirs = ours.map((value) => value - 0.1)
    const interval = pairedInterval(ours, theirs)
    expect(interval.low).toBeCloseTo(0.1, 9)
    expect(interval.high).toBeCloseTo(0.1, 9)
    expect(pairedInterval(ours, [])).toEqual(pairedInterval(ours, []))
  })
})
