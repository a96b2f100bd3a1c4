import { describe, expect, it } from 'vitest'
import { speedAxis } from './speed-axis.ts'

describe('the axis of speeds', () => {
  it('begins at 0 where speeds are alike', () => {
    const { ticks, isLogarithmic, shareOf } = speedAxis([10, 20])
    expect(ticks[0]).toBe(0)
    expect(isLogarithmic).toBe(false)
    expect(shareOf(20)).toBeGreaterThan(0.8)
    expect(shareOf(10)).toBeCloseTo(shareOf(20) / 2)
  })

  it('goes by powers of ten where they are far from each other, so that the slow ones can be told apart', () => {
    const { ticks, isLogarithmic, shareOf } = speedAxis([4, 40, 4000])
    expect(ticks).toEqual([1, 10, 100, 1000, 10_000])
    expect(isLogarithmic).toBe(true)
    expect(shareOf(40) - shareOf(4)).toBeCloseTo(0.25)
    expect(shareOf(10_000)).toBe(1)
  })

  it('stands for a subject that never answered', () => {
    expect(speedAxis([0, 40]).shareOf(0)).toBe(0)
  })
})
