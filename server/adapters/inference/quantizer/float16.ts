const LARGEST = 65504
const SMALLEST = 2 ** -24
const view = new DataView(new ArrayBuffer(4))

/** The bits of the nearest 16 bit float, ties to even. Too large becomes the largest, too small the smallest, as a constant must stay what it is. */
export function floatToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00
  const size = Math.abs(value)
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  if (size === 0) return sign
  if (size >= LARGEST) return sign | 0x7bff
  if (size < SMALLEST) return sign | 1
  if (size < 2 ** -14) return sign | roundTiesToEven(size / SMALLEST)
  view.setFloat32(0, size)
  const bits = view.getUint32(0)
  const rounded = bits + 0xfff + ((bits >>> 13) & 1)
  return sign | ((rounded - 0x38000000) >>> 13)
}

function roundTiesToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

/** Float by float; the source has 32 bit floats. */
export function halvesOf(floats: Float32Array): Uint16Array {
  const halves = new Uint16Array(floats.length)
  for (let index = 0; index < floats.length; index++) halves[index] = floatToHalf(floats[index] ?? 0)
  return halves
}
