import { UNIT } from './bm25.ts'
import { growingBytes, growingFloats, growingIntegers } from './growing-array.ts'

export const BLOCK_SIZE = 128
/** The commonest frequency, one, costs a bit instead of a byte. */
export const ONE_IN_UNITS = 8

/**
 * Postings of terms, one after the other. Blocks of 128: per posting the distance to the chunk before, times two, plus one
 * when the frequency is 1, as a variable-length integer; other frequencies follow as one. Each block has its last chunk, its
 * end and the largest frequency / (frequency + norm) in it.
 */
export class PostingsWriter {
  readonly bytes = growingBytes(1 << 16)
  readonly blockLast = growingIntegers(1024)
  readonly blockEnd = growingIntegers(1024)
  readonly blockImpact = growingFloats(1024)
  readonly firstBlock = growingIntegers(1024)
  readonly frequencies = growingIntegers(1024)
  #previous = -1
  #inBlock = 0
  #count = 0
  #impact = 0

  beginTerm(): void {
    this.firstBlock.push(this.blockLast.length)
    this.#previous = -1
    this.#inBlock = 0
    this.#count = 0
    this.#impact = 0
  }

  /** Chunks come in ascending order. `norm` is base + slope · length at the segment's own average length. */
  add(chunk: number, units: number, norm: number): void {
    this.bytes.reserve(12)
    const isOne = units === ONE_IN_UNITS
    this.#varint(((chunk - this.#previous) * 2 + (isOne ? 1 : 0)) >>> 0)
    if (!isOne) this.#varint(units)
    this.#previous = chunk
    this.#count += 1
    this.#inBlock += 1
    const frequency = units * UNIT
    const impact = frequency / (frequency + norm)
    if (impact > this.#impact) this.#impact = impact
    if (this.#inBlock === BLOCK_SIZE) this.#endBlock()
  }

  endTerm(): void {
    if (this.#inBlock > 0) this.#endBlock()
    this.frequencies.push(this.#count)
  }

  #endBlock(): void {
    this.blockLast.push(this.#previous)
    this.blockEnd.push(this.bytes.length)
    // Float32 may round down; a bound must not.
    this.blockImpact.push(this.#impact * (1 + 1e-6))
    this.#inBlock = 0
    this.#impact = 0
  }

  #varint(value: number): void {
    const { bytes } = this
    let rest = value
    while (rest > 127) {
      bytes.values[bytes.length++] = (rest & 127) | 128
      rest >>>= 7
    }
    bytes.values[bytes.length++] = rest
  }
}
