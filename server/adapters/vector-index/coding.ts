import { type Rotation, createRotation } from './rotation.ts'

/** Rows that lie together: 16 bytes hold 4 bits of each. */
export const BLOCK_ROWS = 32
/** Groups that one turn of the kernel's loop reads. */
const GROUPS_PER_TURN = 4
const TABLE_SIZE = 16
/** Distance of levels, in standard deviations, that loses least of a normal distribution (Max, 1960). */
const LEVEL_DISTANCE = { 1: 1.596, 2: 0.9957, 4: 0.3352 } as const
/** The kernel adds up 16 bits. */
const LARGEST_SUM = 65_535

export type CodeBits = keyof typeof LEVEL_DISTANCE

/** How vectors of one length are shortened for the first pass. */
export interface Coding {
  readonly dimensions: number
  /** Per component. */
  readonly bits: CodeBits
  /** Of 4 bits each. */
  readonly groups: number
  readonly rotate: Rotation
}

/** A query as the kernel wants it: the estimated product with a coded row is `factor * (sum of table entries * step + bias)`. */
export interface QueryTables {
  readonly tables: Uint8Array
  readonly step: number
  readonly bias: number
}

/** Short vectors need more bits per component for the same error; measured in docs/decisions/0009. */
export function codeBitsFor(dimensions: number): CodeBits {
  if (dimensions <= 128) return 4
  return dimensions <= 512 ? 2 : 1
}

export function createCoding(dimensions: number, bits: CodeBits = codeBitsFor(dimensions)): Coding {
  const needed = Math.ceil((dimensions * bits) / 4)
  const groups = Math.ceil(needed / GROUPS_PER_TURN) * GROUPS_PER_TURN
  return { dimensions, bits, groups, rotate: createRotation(dimensions) }
}

/** Bytes of the codes of one block. */
export const blockBytes = ({ groups }: Coding): number => groups * 16

export interface CodedRow {
  /** What the product with the code is to be multiplied with, so that the estimate is right on average. */
  readonly factor: number
  /** Variance of the estimate for a query of unit length. */
  readonly variance: number
}

/**
 * Codes one row into its place in `codes`. The estimator is that of RaBitQ (Gao, Long, SIGMOD 2024): levels stand for the
 * direction, the factor makes up for what they lose along it.
 * @param vector rotated, less the rotated center.
 */
export function encodeRow(coding: Coding, vector: Float32Array, codes: Uint8Array, row: number): CodedRow {
  const { bits, dimensions } = coding
  const distance = LEVEL_DISTANCE[bits]
  const levels = 1 << bits
  const perGroup = 4 / bits
  const squares = sumOfSquares(vector)
  const toLevel = squares > 0 ? Math.sqrt(dimensions / squares) / distance : 0
  const inBlock = row % BLOCK_ROWS
  const place = Math.floor(row / BLOCK_ROWS) * blockBytes(coding) + (inBlock & 15)
  const shift = inBlock < 16 ? 0 : 4
  let along = 0
  let levelSquares = 0
  for (let at = 0; at < dimensions; at++) {
    const value = vector[at] ?? 0
    const level = Math.min(levels - 1, Math.max(0, Math.floor(value * toLevel + levels / 2)))
    const center = (level - (levels - 1) / 2) * distance
    along += value * center
    levelSquares += center * center
    const group = Math.floor(at / perGroup)
    const byte = place + group * 16
    codes[byte] = (codes[byte] ?? 0) | (level << (shift + (at % perGroup) * bits))
  }
  if (along <= 0) return { factor: 0, variance: squares }
  const cosine2 = (along * along) / (squares * levelSquares)
  return { factor: squares / along, variance: (squares * (1 - cosine2)) / cosine2 / dimensions }
}

/** @param rotated the query, rotated. */
export function queryTables(coding: Coding, rotated: Float32Array): QueryTables {
  const { bits, groups } = coding
  const perGroup = 4 / bits
  const values = new Float64Array(groups * TABLE_SIZE)
  const least = new Float64Array(groups)
  let widest = 0
  for (let group = 0; group < groups; group++) {
    let low = 0
    let high = 0
    for (let code = 0; code < TABLE_SIZE; code++) {
      let sum = 0
      for (let part = 0; part < perGroup; part++) {
        const level = (code >> (part * bits)) & ((1 << bits) - 1)
        const center = (level - ((1 << bits) - 1) / 2) * LEVEL_DISTANCE[bits]
        sum += (rotated[group * perGroup + part] ?? 0) * center
      }
      values[group * TABLE_SIZE + code] = sum
      low = code === 0 ? sum : Math.min(low, sum)
      high = code === 0 ? sum : Math.max(high, sum)
    }
    least[group] = low
    widest = Math.max(widest, high - low)
  }
  const largest = Math.min(255, Math.floor(LARGEST_SUM / groups))
  const step = widest > 0 ? widest / largest : 1
  const tables = Uint8Array.from(values, (value, at) =>
    Math.round((value - (least[Math.floor(at / TABLE_SIZE)] ?? 0)) / step),
  )
  return { tables, step, bias: least.reduce((sum, one) => sum + one, 0) }
}

function sumOfSquares(vector: Float32Array): number {
  let sum = 0
  for (const value of vector) sum += value * value
  return sum
}
