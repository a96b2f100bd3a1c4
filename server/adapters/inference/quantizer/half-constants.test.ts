import { expect, it } from 'vitest'
import { decodeFloat16 } from '../../../kernel/float16.ts'
import { encodeHalfConstants } from './half-constants.ts'

it('masks stay finite and epsilons apart from zero; all else is rounded as ever', () => {
  const values = Float32Array.of(-3.4e38, 70_000, 1e-12, -1e-12, 0, 0.1, -10_000)
  expect([...decodeFloat16(encodeHalfConstants(values))]).toEqual([
    -65_504,
    65_504,
    2 ** -24,
    -(2 ** -24),
    0,
    expect.closeTo(0.1, 4),
    -10_000,
  ])
})
