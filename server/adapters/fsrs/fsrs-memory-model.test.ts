import type { ReviewRating } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import type { CardMemory } from '../../ports/memory-model.ts'
import { createFsrsMemoryModel } from './fsrs-memory-model.ts'

/** Default weights of FSRS-6, as in the tests of ts-fsrs. */
const WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]
const WISH = { weights: WEIGHTS, retention: 0.9, maximumIntervalDays: 36_500 }
const NEW: CardMemory = { state: 'new', stability: null, difficulty: null, step: 0 }
const model = createFsrsMemoryModel()

/** Reviews each time the card comes back. @returns days waited after each */
function intervalsOf(ratings: readonly ReviewRating[]): number[] {
  let memory = NEW
  let elapsed = 0
  return ratings.map((rating) => {
    const reviewed = model.review(memory, elapsed, rating, WISH)
    memory = reviewed.memory
    elapsed = reviewed.waitDays
    return reviewed.waitDays
  })
}

describe('FSRS-6 against the figures that its authors publish', () => {
  // ts-fsrs, packages/fsrs/__tests__/FSRS-6.test.ts, "ivl_history". py-fsrs and rs-fsrs, which round later, have 497 and 20.
  it('gives the intervals of the reference series', () => {
    const ratings: ReviewRating[] = [
      ...Array.from({ length: 6 }, () => 'good' as const),
      'again',
      'again',
      ...Array.from({ length: 5 }, () => 'good' as const),
    ]
    expect(intervalsOf(ratings)).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
  })

  // fsrs-rs, src/inference.rs, test of the memory state; the same figures stand in the tests of ts-fsrs.
  it('gives the memory state of the reference series', () => {
    const ratings: ReviewRating[] = ['again', 'good', 'good', 'good', 'good', 'good']
    const elapsed = [0, 0, 1, 3, 8, 21]
    let memory = NEW
    for (const [index, rating] of ratings.entries()) {
      memory = model.review(memory, elapsed[index] ?? 0, rating, WISH).memory
    }
    expect(memory.stability).toBeCloseTo(53.62691, 4)
    expect(memory.difficulty).toBeCloseTo(6.3574867, 4)
  })

  // ts-fsrs, packages/fsrs/__tests__/FSRS-6.test.ts, "first repeat".
  it('gives the first states, steps and intervals of the reference', () => {
    const first = (['again', 'hard', 'good', 'easy'] as const).map((rating) => model.review(NEW, 0, rating, WISH))
    expect(first.map(({ memory }) => memory.stability)).toEqual([0.212, 1.2931, 2.3065, 8.2956])
    expect(first.map(({ memory }) => memory.difficulty)).toEqual([6.4133, 5.11217071, 2.11810397, 1])
    expect(first.map(({ waitDays }) => waitDays)).toEqual([0, 0, 0, 8])
    // py-fsrs, tests/test_basic.py: again 1 min, hard 5.5 min, good 10 min; ts-fsrs rounds to whole minutes.
    expect(first.map(({ waitMinutes }) => waitMinutes)).toEqual([1, 6, 10, 0])
    expect(first.map(({ memory }) => memory.state)).toEqual(['learning', 'learning', 'learning', 'review'])
  })

  // ts-fsrs, packages/fsrs/__tests__/FSRS-6.test.ts, "get retrievability": after "easy", when it comes back.
  it('gives the chance of recall of the reference', () => {
    expect(model.recall(8.2956, 8, WEIGHTS)).toBeCloseTo(0.9024733, 6)
    expect(model.recall(8.2956, 0, WEIGHTS)).toBe(1)
  })
})

describe('the memory model', () => {
  it('tells a lapse, and takes a forgotten card through the step of relearning', () => {
    const known: CardMemory = { state: 'review', stability: 40, difficulty: 5, step: 0 }
    const forgotten = model.review(known, 40, 'again', WISH)
    expect(forgotten).toMatchObject({ lapsed: true, waitDays: 0, waitMinutes: 10, memory: { state: 'relearning' } })
    expect(model.review(forgotten.memory, 0, 'good', WISH)).toMatchObject({
      lapsed: false,
      memory: { state: 'review' },
    })
  })

  it('never goes beyond the longest interval, whatever the rating', () => {
    const known: CardMemory = { state: 'review', stability: 400, difficulty: 3, step: 0 }
    const wish = { ...WISH, maximumIntervalDays: 30 }
    for (const rating of ['hard', 'good', 'easy'] as const) {
      expect(model.review(known, 300, rating, wish).waitDays).toBeLessThanOrEqual(30)
    }
  })

  it('waits longer for a lower wish', () => {
    const days = [0.95, 0.9, 0.85, 0.8].map((retention) => model.intervalPerStability(retention, WEIGHTS))
    expect(days[1]).toBeCloseTo(1, 6)
    expect(days).toEqual(days.toSorted((a, b) => a - b))
  })
})
