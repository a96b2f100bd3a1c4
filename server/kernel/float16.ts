const LARGEST_EXPONENT = 0x7f800000
/** 65,520 as float32: from here on a half overflows to infinity. */
const OVERFLOW = 0x477ff000
/** 2^-14 as float32: the smallest normal half. */
const SMALLEST_NORMAL = 0x38800000
const BIAS_DIFFERENCE = 0x38000000
const SUBNORMAL_STEP = 2 ** -24

/** To the nearest integer, halves to the even one. */
function roundHalfToEven(value: number): number {
  const down = Math.floor(value)
  const rest = value - down
  if (rest !== 0.5) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}

function halfOf(bits: number, value: number): number {
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude > LARGEST_EXPONENT) return sign | 0x7e00
  if (magnitude >= OVERFLOW) return sign | 0x7c00
  if (magnitude < SMALLEST_NORMAL) return sign | roundHalfToEven(Math.abs(value) / SUBNORMAL_STEP)
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1)
  return sign | ((rounded - BIAS_DIFFERENCE) >>> 13)
}

function floatOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * SUBNORMAL_STEP
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

let table: Float32Array | null = null

/** The value of every half: 256 KB, made at the first use. */
function floatTable(): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => floatOf(half))
  return table
}

/** IEEE 754 binary16, little-endian, rounded to nearest even. */
export function encodeFloat16(values: Float32Array): Uint8Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const bytes = new Uint8Array(values.length * 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < values.length; at += 1) view.setUint16(at * 2, halfOf(bits[at] ?? 0, values[at] ?? 0), true)
  return bytes
}

/** The values of `encodeFloat16`'s bytes. */
export function decodeFloat16(bytes: Uint8Array): Float32Array {
  const floats = floatTable()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Float32Array(bytes.byteLength >>> 1)
  for (let at = 0; at < values.length; at += 1) values[at] = floats[view.getUint16(at * 2, true)] ?? 0
  return values
}
