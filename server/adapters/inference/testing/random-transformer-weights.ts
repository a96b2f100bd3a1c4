/**
 * Weights that quantize as those of trained encoders do, without being trained: Student-t tails, output channels of different
 * scale, a few input channels that weigh more, LayerNorm gains around .85 with a few large ones and a few channels of large constant
 * bias ("outlier dimensions" of BERT: Kovaleva et al. 2021, arXiv:2105.06990). All are a function of the seed.
 */
export interface RandomSource {
  /** Uniform 32 bits. */
  bits(): number
  /** Uniform in (0, 1). */
  uniform(): number
  normal(): number
}

/** xoshiro128** seeded by splitmix32. */
export function seededRandom(seed: number): RandomSource {
  let mix = seed >>> 0
  const next = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let [a, b, c, d] = [next(), next(), next(), next() | 1]
  const bits = (): number => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }
  const uniform = (): number => (bits() + 0.5) / 4294967296
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  return { bits, uniform, normal }
}

const TABLE_BITS = 14
const TABLE_SIZE = 1 << TABLE_BITS
const TAIL_DEGREES = 6

/** A sample of Student's t with 6 degrees of freedom, unit variance, to draw from: a draw costs a look-up. */
export function tailTable(seed: number): Float32Array {
  const random = seededRandom(seed)
  const table = new Float32Array(TABLE_SIZE)
  for (let i = 0; i < TABLE_SIZE; i++) {
    let squares = 0
    for (let k = 0; k < TAIL_DEGREES; k++) squares += random.normal() ** 2
    table[i] = random.normal() / Math.sqrt(squares / (TAIL_DEGREES - 2))
  }
  return table
}

/** Where the numbers of one tensor come from; called in row-major order for consecutive pieces. */
export type WeightFill = (target: Float32Array, offset: number) => void

export interface MatrixWeights {
  /** As stored. */
  readonly columns: number
  readonly deviation: number
  readonly seed: number
  /** Whether output channels are rows (embedding tables, PyTorch Linear) or columns (MatMul). */
  readonly outputs: 'rows' | 'columns'
  readonly rows: number
}

/** Heavy-tailed matrix with channel scales log-normal (sigma .25) and one in 200 inputs three times as strong. */
export function matrixWeights(spec: MatrixWeights, table: Float32Array): WeightFill {
  const random = seededRandom(spec.seed)
  const scaleOf = (length: number, of: () => number): Float32Array => Float32Array.from({ length }, of)
  const outputScale = (): number => spec.deviation * Math.exp(0.25 * random.normal())
  const inputScale = (): number => (random.uniform() < 0.005 ? 3 : Math.exp(0.1 * random.normal()))
  const rowScale = scaleOf(spec.rows, spec.outputs === 'rows' ? outputScale : inputScale)
  const columnScale = scaleOf(spec.columns, spec.outputs === 'rows' ? inputScale : outputScale)
  const mask = TABLE_SIZE - 1
  return (target, offset) => {
    let row = Math.floor(offset / spec.columns)
    let column = offset % spec.columns
    for (let i = 0; i < target.length; i++) {
      const draw = table[random.bits() & mask] ?? 0
      target[i] = draw * (rowScale[row] ?? 0) * (columnScale[column] ?? 0)
      if (++column === spec.columns) {
        column = 0
        row++
      }
    }
  }
}

/** Small biases, `mean` ± `deviation`. */
export function biasWeights(seed: number, mean: number, deviation: number): WeightFill {
  const random = seededRandom(seed)
  return (target) => {
    for (let i = 0; i < target.length; i++) target[i] = mean + deviation * random.normal()
  }
}

/** The channels that stand out are the same in all layers of a trained encoder. */
export const outlierChannels = (hidden: number): readonly number[] => [
  Math.floor(hidden * 0.4),
  Math.floor(hidden * 0.497),
]

/** LayerNorm gains: around .85, one in 100 up to twice as large. */
export function gainWeights(seed: number): WeightFill {
  const random = seededRandom(seed)
  return (target) => {
    for (let i = 0; i < target.length; i++) {
      const large = random.uniform() < 0.01 ? 1 + random.uniform() : 1
      target[i] = 0.85 * large * Math.exp(0.08 * random.normal())
    }
  }
}

/** LayerNorm biases: ± .1, and the channels that stand out at `outlier`. */
export function shiftWeights(seed: number, outlier: number): WeightFill {
  const random = seededRandom(seed)
  return (target) => {
    for (let i = 0; i < target.length; i++) target[i] = 0.05 * random.normal()
    for (const [index, channel] of outlierChannels(target.length).entries()) {
      target[channel] = (index % 2 === 0 ? -1 : 1) * outlier
    }
  }
}
