import { roundEven } from './round.ts'

/** Unsigned four-bit values in blocks with a scale and a zero point each, two values to a byte, the first in the low half. */
export interface Int4Blocks {
  readonly packed: Uint8Array
  readonly scales: Float32Array
  /** Packed like the values; the blocks of one row end with a byte. */
  readonly zeroPoints: Uint8Array
}

const LEVELS = 15
const CLIP_RATIOS = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7]

/**
 * Quantizes each row in blocks of `blockSize`, with the range of a block (which includes 0) cut where its squared error is least.
 * A last block that is shorter is filled up with zeros.
 * @param weights `rows` x `columns`; a row holds the inputs of one output channel, or one row of an embedding table
 */
export function quantizeBlocks(weights: Float32Array, rows: number, columns: number, blockSize: number): Int4Blocks {
  const blocks = Math.ceil(columns / blockSize)
  const zeroBytes = Math.ceil(blocks / 2)
  const packed = new Uint8Array((rows * blocks * blockSize) / 2)
  const scales = new Float32Array(rows * blocks)
  const zeroPoints = new Uint8Array(rows * zeroBytes)
  const block = new Float32Array(blockSize)
  const fit: BlockFit = { scale: 1, zero: 0 }
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < blocks; index++) {
      const from = row * columns + index * blockSize
      block.fill(0)
      block.set(weights.subarray(from, Math.min(from + blockSize, (row + 1) * columns)))
      fitBlock(block, fit)
      const at = row * blocks + index
      scales[at] = fit.scale
      const zeroAt = row * zeroBytes + (index >> 1)
      zeroPoints[zeroAt] = (zeroPoints[zeroAt] ?? 0) | (fit.zero << (index % 2 === 0 ? 0 : 4))
      packBlock(block, fit, packed.subarray((at * blockSize) / 2, ((at + 1) * blockSize) / 2))
    }
  }
  return { packed, scales, zeroPoints }
}

interface BlockFit {
  scale: number
  zero: number
}

const clamp = (level: number): number => (level > LEVELS ? LEVELS : level < 0 ? 0 : level)

function fitBlock(block: Float32Array, fit: BlockFit): void {
  let low = 0
  let high = 0
  for (const value of block) {
    if (value < low) low = value
    if (value > high) high = value
  }
  fit.scale = 1
  fit.zero = 0
  if (low === high) return
  let best = Infinity
  for (const ratio of CLIP_RATIOS) {
    const scale = Math.fround(((high - low) * ratio) / LEVELS)
    if (scale === 0) continue
    const zero = clamp(roundEven((-low * ratio) / scale))
    const inverse = 1 / scale
    let error = 0
    for (let index = 0; index < block.length; index++) {
      const value = block[index] ?? 0
      const difference = value - (clamp(roundEven(value * inverse) + zero) - zero) * scale
      error += difference * difference
    }
    if (error < best) {
      best = error
      fit.scale = scale
      fit.zero = zero
    }
  }
}

function packBlock(block: Float32Array, { scale, zero }: BlockFit, target: Uint8Array): void {
  const inverse = 1 / scale
  for (let i = 0; i < target.length; i++) {
    const low = clamp(roundEven((block[2 * i] ?? 0) * inverse) + zero)
    const high = clamp(roundEven((block[2 * i + 1] ?? 0) * inverse) + zero)
    target[i] = low | (high << 4)
  }
}
