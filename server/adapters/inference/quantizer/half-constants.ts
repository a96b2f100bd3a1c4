import { encodeFloat16 } from '../../../kernel/float16.ts'

const LARGEST = 65_504
const SMALLEST = 2 ** -24

/** 16 bit floats as bytes. A constant stays what it is: too large becomes the largest, and what is not zero does not become it. */
export function encodeHalfConstants(floats: Float32Array): Uint8Array {
  return encodeFloat16(
    floats.map((value) => {
      const size = Math.abs(value)
      if (size > LARGEST) return Math.sign(value) * LARGEST
      return size > 0 && size < SMALLEST ? Math.sign(value) * SMALLEST : value
    }),
  )
}
