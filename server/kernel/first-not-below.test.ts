import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstNotBelow } from './first-not-below.ts'

const ascending = fc.array(fc.nat(20)).map((numbers) => numbers.toSorted((one, other) => one - other))

test('is where the numbers below end, of any ascending list and any part of it', () => {
  fc.assert(
    fc.property(ascending, fc.nat(21), fc.nat(30), fc.nat(30), (numbers, least, one, other) => {
      const whole = numbers.filter((number) => number < least).length
      expect(firstNotBelow(numbers, least)).toBe(whole)
      expect(firstNotBelow(Float64Array.from(numbers), least)).toBe(whole)
      const [from = 0, to = 0] = [one, other].map((at) => Math.min(at, numbers.length)).toSorted((a, b) => a - b)
      expect(firstNotBelow(numbers, least, from, to)).toBe(Math.min(Math.max(whole, from), to))
    }),
  )
})
