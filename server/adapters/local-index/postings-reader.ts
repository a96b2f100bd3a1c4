import { BLOCK_SIZE, ONE_IN_UNITS } from './postings-writer.ts'
import type { Segment } from './segment.ts'

/** One decoded block. */
export interface PostingsBlock {
  readonly chunks: Uint32Array
  /** Frequencies in eighths. */
  readonly units: Uint32Array
  count: number
}

export function emptyBlock(): PostingsBlock {
  return { chunks: new Uint32Array(BLOCK_SIZE), units: new Uint32Array(BLOCK_SIZE), count: 0 }
}

/** Decodes a block of a term into `into`. */
export function readBlock(segment: Segment, term: number, block: number, into: PostingsBlock): void {
  const first = segment.firstBlock[term] ?? 0
  const { postings } = segment
  const { chunks, units } = into
  const end = segment.blockEnd[block] ?? 0
  let at = block === 0 ? 0 : (segment.blockEnd[block - 1] ?? 0)
  let chunk = block === first ? -1 : (segment.blockLast[block - 1] ?? 0)
  let count = 0
  while (at < end) {
    let byte = postings[at++] as number
    let value = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = postings[at++] as number
      value |= (byte & 127) << shift
    }
    chunk += value >>> 1
    chunks[count] = chunk
    if ((value & 1) === 1) units[count] = ONE_IN_UNITS
    else {
      byte = postings[at++] as number
      let frequency = byte & 127
      for (let shift = 7; byte > 127; shift += 7) {
        byte = postings[at++] as number
        frequency |= (byte & 127) << shift
      }
      units[count] = frequency
    }
    count += 1
  }
  into.count = count
}
