import { describe, expect, it } from 'vitest'
import { counts, judgementOf } from './relevance.ts'

const at = (start: number, end: number, documentId = 'a') => ({ documentId, start, end })

describe('whether a hit counts for a labelled stretch', () => {
  it('by half of the shorter of the two', () => {
    expect(counts(at(0, 100), at(40, 60))).toBe(true)
    expect(counts(at(40, 60), at(0, 100))).toBe(true)
    expect(counts(at(0, 100), at(90, 110))).toBe(true)
    expect(counts(at(0, 100), at(91, 111))).toBe(false)
    expect(counts(at(0, 100), at(100, 120))).toBe(false)
    expect(counts(at(0, 100), at(40, 60, 'b'))).toBe(false)
  })

  it('counts a stretch once, wherever its further passages stand', () => {
    const { grades, rankingOf } = judgementOf('passage', [{ ...at(50, 150), grade: 3 }], [at(0, 100), at(100, 200)])
    expect([...grades.values()]).toEqual([3])
    const [first, second] = rankingOf([at(0, 100), at(100, 200)])
    expect(grades.get(first ?? '')).toBe(3)
    expect(grades.get(second ?? '')).toBeUndefined()
  })

  it('takes labels that one passage holds for one item, of the best grade, whoever finds it', () => {
    const labels = [
      { ...at(10, 20), grade: 1 },
      { ...at(30, 40), grade: 3 },
      { ...at(210, 220), grade: 2 },
    ]
    const { grades, rankingOf } = judgementOf('passage', labels, [at(0, 100), at(100, 200), at(200, 300)])
    expect(new Set(grades.values())).toEqual(new Set([2, 3]))
    expect(grades.size).toBe(2)
    expect(rankingOf([at(0, 100), at(200, 300)]).map((id) => grades.get(id))).toEqual([3, 2])
  })

  it('judges documents in the order of their best passage', () => {
    const { grades, rankingOf } = judgementOf('document', [{ ...at(0, 5, 'b'), grade: 2 }], [])
    expect(rankingOf([at(0, 1), at(5, 9), at(7, 8, 'b')])).toEqual(['a', 'b'])
    expect(grades.get('b')).toBe(2)
  })
})
