import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFloat16, encodeFloat16 } from './float16.ts'

const bitsOf = (value: number): number => {
  const bytes = encodeFloat16(Float32Array.of(value))
  return (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8)
}

describe('float16', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519, 0x7bff],
    [65_520, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -24, 0x0002],
    [2.5 * 2 ** -24, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 / 3, 0x3555],
    [2 ** -14 - 2 ** -26, 0x0400],
  ])('writes %d as the standard says', (value, bits) => {
    expect(bitsOf(value)).toBe(bits)
  })

  it('gives back every half as it was', () => {
    const halves = new Uint8Array(65_536 * 2)
    const view = new DataView(halves.buffer)
    for (let half = 0; half < 65_536; half += 1) view.setUint16(half * 2, half, true)
    const values = decodeFloat16(halves)
    const again = new DataView(encodeFloat16(values).buffer)
    const isNan = (half: number): boolean => (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0
    const halvesButNan = Array.from({ length: 65_536 }, (_, half) => half).filter((half) => !isNan(half))
    expect(halvesButNan.map((half) => again.getUint16(half * 2, true))).toEqual(halvesButNan)
    expect(values[0x7e00]).toBeNaN()
  })

  it('is off by no more than one part in 2048', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(-60_000), max: Math.fround(60_000), noNaN: true }), (value) => {
        const [back] = decodeFloat16(encodeFloat16(Float32Array.of(value)))
        expect(Math.abs((back ?? 0) - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) / 2048, 2 ** -25))
      }),
    )
  })
})
