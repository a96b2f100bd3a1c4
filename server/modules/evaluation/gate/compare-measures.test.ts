import type { GateRule, SuiteMeasure } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { compareMeasures, isFailing } from './compare-measures.ts'
import { suiteMeasure } from './suite-measure.ts'

const gate: GateRule = { alpha: 0.05, minimumEffect: 0.01, maximumDrop: 0.05 }

const measure = (values: readonly number[], name = 'ndcg10'): SuiteMeasure =>
  suiteMeasure(
    { case: 'search', kind: 'retrieval', measure: name },
    new Map(values.map((value, at) => [`q${at}`, value])),
  )

const judged = (before: readonly number[], now: readonly number[], rule: GateRule = gate) =>
  compareMeasures([measure(before)], [measure(now)], { gate: rule, seed: 1 })[0]

const many = (value: number, count = 100): number[] => Array.from({ length: count }, () => value)

describe('the gate', () => {
  it('fails on a significant drop of the least effect, and names the questions', () => {
    const now = many(0.9).map((value, at) => (at < 10 ? value - 0.3 : value))
    const verdict = judged(many(0.9), now)
    expect(verdict).toMatchObject({ verdict: 'worse', before: 0.9, pairs: 100, unpaired: 0 })
    expect(verdict?.p).toBeCloseTo(2 ** -10, 12)
    expect(verdict?.lost).toHaveLength(5)
  })

  it('lets a drop through that could be chance, or that is too small to matter', () => {
    // Three down, one up, of a hundred: p = 5 / 16.
    const chance = many(0.9).map((value, at) => (at < 3 ? value - 0.8 : at === 3 ? value + 0.1 : value))
    expect(judged(many(0.9), chance)).toMatchObject({ verdict: 'same' })
    expect(judged(many(0.9), many(0.895))).toMatchObject({ verdict: 'same', reason: 'within 0.01' })
  })

  it('fails on a large drop though a few questions cannot make it significant', () => {
    const verdict = judged(many(1, 4), [0, 1, 1, 1])
    expect(verdict).toMatchObject({ verdict: 'worse', p: 0.5 })
    expect(judged(many(1, 4), [0, 1, 1, 1], { ...gate, maximumDrop: 0.5 })).toMatchObject({ verdict: 'same' })
  })

  it('tells a gain, and passes on it', () => {
    const verdict = judged(many(0.5), many(0.6))
    expect(verdict).toMatchObject({ verdict: 'better' })
    expect(verdict !== undefined && isFailing(verdict)).toBe(false)
  })

  it('compares the questions that both have, and fails on a measure that has gone', () => {
    const [kept, lost] = compareMeasures([measure([1, 1, 1]), measure([1], 'recall10')], [measure([1, 1])], {
      gate,
      seed: 1,
    })
    expect(kept).toMatchObject({ verdict: 'same', pairs: 2, unpaired: 1 })
    expect(lost).toMatchObject({ verdict: 'missing', measure: 'recall10' })
    expect(lost !== undefined && isFailing(lost)).toBe(true)
    const [fresh] = compareMeasures([], [measure([1])], { gate, seed: 1 })
    expect(fresh).toMatchObject({ verdict: 'new' })
  })
})
