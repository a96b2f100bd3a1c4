import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Candidates } from './candidates.ts'

test('keeps the best estimates of all, the first of equal ones, best first', () => {
  const estimate = fc.oneof(fc.constantFrom(0, -0, 0.5, -0.5, 1), fc.float({ noNaN: true, min: -2, max: 2 }))
  fc.assert(
    fc.property(fc.array(estimate, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (estimates, limit) => {
      const candidates = new Candidates(limit)
      const half = estimates.length >> 1
      for (const [segment, some] of [estimates.slice(0, half), estimates.slice(half)].entries()) {
        const pairs = new DataView(new ArrayBuffer(some.length * 8))
        for (const [row, one] of some.entries()) {
          pairs.setUint32(row * 8, row, true)
          pairs.setFloat32(row * 8 + 4, one, true)
        }
        candidates.addAll(segment, pairs)
      }
      const wanted = estimates
        .map((one, at) => ({ segment: at < half ? 0 : 1, row: at < half ? at : at - half, estimate: one }))
        .toSorted((one, other) => other.estimate - one.estimate)
        .slice(0, limit)
      const sorted = candidates.sorted()
      const found = Array.from({ length: sorted.length }, (_, rank) => sorted.at(rank))
      expect(found.map((one) => ({ ...one, estimate: one.estimate + 0 }))).toEqual(
        wanted.map((one) => ({ ...one, estimate: one.estimate + 0 })),
      )
    }),
    { seed: 20261121, numRuns: 300 },
  )
})
