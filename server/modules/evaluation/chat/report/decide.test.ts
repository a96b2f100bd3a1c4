import { describe, expect, it } from 'vitest'
import { criterionPoints, decide, type DecisionFacts } from './decide.ts'

const WEIGHTS = { quality: 40, speed: 20, switchTime: 20, vram: 10, maintenance: 10 }
const QUALITY = { qualityFrom: 'people', judgementsWanted: 20 } as const

const facts = (label: string, given: Partial<DecisionFacts> = {}): DecisionFacts => ({
  label,
  quality: 50,
  firstTextMs: 5000,
  totalMs: 10_000,
  switchMs: 10_000,
  vramBytes: 8 * 1024 ** 3,
  maintenance: 3,
  ...given,
})

describe('decision by weights', () => {
  it('every criterion has 50 points in the middle of its scale, 100 at best', () => {
    const middle = { quality: 50, speed: 50, switchTime: 50, vram: 50, maintenance: 50 }
    expect(criterionPoints(facts('a'))).toEqual(middle)
    const best = facts('b', { quality: 100, firstTextMs: 0, totalMs: 0, switchMs: 0, vramBytes: 0, maintenance: 5 })
    expect(Object.values(criterionPoints(best))).toEqual([100, 100, 100, 100, 100])
  })

  it('weighs them, and tells whether a fifth more or less of a weight changes the winner', () => {
    const good = facts('good', { quality: 70 })
    const quick = facts('quick', { firstTextMs: 747, totalMs: 1494 })
    const { rows, winner, lead, stable, sensitivity } = decide([quick, good], WEIGHTS, QUALITY)
    expect(rows.map(({ label, total, rank }) => [label, Math.round(total * 10) / 10, rank])).toEqual([
      ['good', 58, 1],
      ['quick', 57.4, 2],
    ])
    expect(winner).toBe('good')
    expect(lead).toBeCloseTo(8 - (100 / 1.1494 - 50) * 0.2, 9)
    expect(stable).toBe(false)
    const changed = sensitivity.filter((one) => one.winner === 'quick')
    expect(changed.map(({ criterion, change }) => [criterion, change])).toEqual([
      ['quality', -20],
      ['speed', 20],
    ])
  })

  it('what was not measured of everybody counts for nobody', () => {
    const { leftOut, weights, rows } = decide(
      [facts('a', { vramBytes: null }), facts('b', { vramBytes: 0 })],
      WEIGHTS,
      QUALITY,
    )
    expect(leftOut).toEqual(['vram'])
    expect(weights).toMatchObject({ vram: 0, quality: 400 / 9 })
    expect(rows.map(({ total }) => total)).toEqual([50, 50])
  })

  it('who is nearly equal does not win; nothing measured decides nothing', () => {
    const near = facts('b', { quality: 51 })
    expect(decide([facts('a'), near], WEIGHTS, QUALITY)).toMatchObject({ winner: null, stable: true })
    const nothing = { quality: null, firstTextMs: null, switchMs: null, vramBytes: null, maintenance: null }
    const decided = decide([facts('a', nothing), facts('b', nothing)], WEIGHTS, QUALITY)
    expect(decided).toMatchObject({ winner: null, sensitivity: [] })
    expect(decide([facts('a')], WEIGHTS, QUALITY).winner).toBeNull()
  })
})
