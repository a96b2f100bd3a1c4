import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quantizeColumns, transpose } from './int8-columns.ts'

const error = (weights: Float32Array, values: Int8Array, scales: Float32Array): number => {
  let sum = 0
  for (const [at, weight] of weights.entries()) {
    sum += (weight - (values[at] ?? 0) * (scales[at % scales.length] ?? 0)) ** 2
  }
  return sum
}

it('keeps every weight within a step where nothing is cut, and never does worse than without cutting', () => {
  const matrix = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 24, maxLength: 24 })
  fc.assert(
    fc.property(matrix, (list) => {
      const weights = Float32Array.from(list)
      const { values, scales } = quantizeColumns(weights, 8, 3)
      const plain = scales.map((_, column) => {
        const largest = Math.max(...list.filter((_value, at) => at % 3 === column).map(Math.abs))
        return largest === 0 ? 1 : largest / 127
      })
      const uncut = Int8Array.from(weights, (weight, at) => Math.round(weight / (plain[at % 3] ?? 1)))
      expect(error(weights, values, scales)).toBeLessThanOrEqual(error(weights, uncut, plain) + 1e-6)
    }),
  )
})

it('gives each column its own scale and zeros for a column of zeros', () => {
  const { values, scales } = quantizeColumns(Float32Array.of(127, 0, 0.127, -127, 0, -0.127), 2, 3)
  expect([...values]).toEqual([127, 0, 127, -127, 0, -127])
  expect(scales[0]).toBeCloseTo(1, 6)
  expect(scales[2]).toBeCloseTo(0.001, 9)
})

it('turns rows to columns', () => {
  expect([...transpose(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6])
})
