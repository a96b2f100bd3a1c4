/** 16 bit floating point numbers (IEEE 754 binary16) given by their bits, as 32 bit ones. */
export function halfToFloat(bits: Uint16Array): Float32Array {
  const floats = new Float32Array(bits.length)
  for (let index = 0; index < bits.length; index++) floats[index] = oneHalfToFloat(bits[index] ?? 0)
  return floats
}

function oneHalfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** 16 bit "brain" floating point numbers given by their bits, as 32 bit ones: the upper half of each. */
export function brainToFloat(bits: Uint16Array): Float32Array {
  const words = new Uint32Array(bits.length)
  for (let index = 0; index < bits.length; index++) words[index] = (bits[index] ?? 0) << 16
  return new Float32Array(words.buffer)
}
