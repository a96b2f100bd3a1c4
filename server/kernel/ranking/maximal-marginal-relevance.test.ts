import { describe, expect, it } from 'vitest'
import { orderByMarginalRelevance } from './maximal-marginal-relevance.ts'

/** Items 0 and 1 say the same, 2 and 3 other things. */
const similarity = (one: number, other: number): number => (Math.max(one, other) === 1 ? 1 : 0.1)
const relevance = [1, 0.95, 0.6, 0.5]

describe('orderByMarginalRelevance', () => {
  it('keeps the order of relevance at 0', () => {
    expect(orderByMarginalRelevance({ relevance, similarity, diversity: 0 })).toEqual([0, 1, 2, 3])
  })

  it('puts what repeats the first behind what says something else', () => {
    expect(orderByMarginalRelevance({ relevance, similarity, diversity: 0.5 })).toEqual([0, 2, 3, 1])
  })

  it('begins with the most relevant even at 1, and gives every item once', () => {
    const order = orderByMarginalRelevance({ relevance, similarity, diversity: 1 })
    expect(order[0]).toBe(0)
    expect(new Set(order)).toEqual(new Set([0, 1, 2, 3]))
    expect(order.at(-1)).toBe(1)
  })

  it('takes nothing', () => {
    expect(orderByMarginalRelevance({ relevance: [], similarity, diversity: 0.5 })).toEqual([])
  })
})
