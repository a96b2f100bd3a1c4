import { describe, expect, it } from 'vitest'
import { fuseScores, type ScoredId } from './fuse-scores.ts'

const list = (...pairs: [number, number][]): ScoredId[] => pairs.map(([id, score]) => ({ id, score }))
const ids = (fused: readonly ScoredId[]): number[] => fused.map(({ id }) => id)
const WEIGHTS = { base: 0.1, whenAgreeing: 0.2 }
const none = (): number => 0

describe('fuseScores', () => {
  it('keeps the first list where the second is silent', () => {
    const first = list([1, 9], [2, 5], [3, 5])
    expect(ids(fuseScores({ first, second: [], firstScore: none }, WEIGHTS))).toEqual([1, 2, 3])
  })

  it('lifts what both lists have over its neighbours, and adds what only the second has behind', () => {
    const first = list([1, 10], [2, 6], [3, 5.9])
    const second = list([3, 0.9], [4, 0.8], [5, 0.1])
    expect(ids(fuseScores({ first, second, firstScore: none }, WEIGHTS))).toEqual([1, 3, 2, 4, 5])
  })

  it('does not depend on the scale of the second list', () => {
    const first = list([1, 10], [2, 9.9], [3, 4])
    const wide = list([2, 0.9], [3, 0.5], [1, 0.1])
    const narrow = wide.map(({ id, score }) => ({ id, score: 0.8 + score / 10 }))
    const fuse = (second: ScoredId[]) => fuseScores({ first, second, firstScore: none }, WEIGHTS)
    expect(ids(fuse(narrow))).toEqual(ids(fuse(wide)))
  })

  it('trusts the second list more when it knows the best of the first', () => {
    const first = list([1, 10], [2, 5])
    const agreeing = fuseScores({ first, second: list([1, 0.9], [3, 0.8], [4, 0]), firstScore: none }, WEIGHTS)
    const strange = fuseScores({ first, second: list([5, 0.9], [3, 0.8], [4, 0]), firstScore: none }, WEIGHTS)
    const of = (fused: readonly ScoredId[]): number => fused.find(({ id }) => id === 3)?.score ?? 0
    expect(of(agreeing)).toBeGreaterThan(2 * of(strange))
  })

  it('never lets a second list that knows nothing turn clear differences of the first', () => {
    const first = list([1, 10], [2, 8], [3, 6])
    expect(ids(fuseScores({ first, second: list([9, 0.9], [3, 0.8], [8, 0]), firstScore: none }, WEIGHTS))[0]).toBe(1)
  })

  it('counts what the second list brings by its score in the first too', () => {
    const first = list([1, 10], [2, 1.5])
    const second = list([7, 0.9], [8, 0.9], [1, 0.1])
    const fused = fuseScores({ first, second, firstScore: (id) => (id === 8 ? 1 : 0) }, WEIGHTS)
    expect(ids(fused)).toEqual([1, 8, 2, 7])
  })
})
