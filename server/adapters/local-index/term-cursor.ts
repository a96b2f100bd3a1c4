import { type TermScoring, UNIT, scoreBound, termScore } from './bm25.ts'
import { emptyBlock, readBlock } from './postings-reader.ts'
import type { Segment } from './segment.ts'

const NONE = -1

/** Walks the postings of a term in a segment forward, window by window, leaving out blocks that nobody asks for. */
export class TermCursor {
  /** Largest score of the term in the window last prepared; 0 when it does not occur there. */
  windowBound = 0
  readonly #segment: Segment
  readonly #term: number
  readonly #scoring: TermScoring
  /** The factor of the term's score, enlarged where the averages grew since the segment was written. */
  readonly #boundFactor: number
  readonly #endBlock: number
  readonly #decoded = emptyBlock()
  #decodedBlock = NONE
  #block: number
  #at = 0

  /** `drift`: how much larger an impact may be now than when the segment was written, at least 1. */
  constructor(segment: Segment, term: number, scoring: TermScoring, drift: number) {
    this.#segment = segment
    this.#term = term
    this.#scoring = scoring
    this.#boundFactor = scoring.factor * drift
    this.#block = segment.firstBlock[term] ?? 0
    this.#endBlock = segment.firstBlock[term + 1] ?? 0
  }

  /** Goes to the window of chunks from `start` to before `end` and sets `windowBound`. */
  prepare(start: number, end: number): void {
    const { blockLast, blockImpact } = this.#segment
    const endBlock = this.#endBlock
    let block = this.#block
    while (block < endBlock && (blockLast[block] as number) < start) block += 1
    this.#moveTo(block)
    let impact = 0
    while (block < endBlock) {
      const here = blockImpact[block] as number
      if (here > impact) impact = here
      if ((blockLast[block] as number) >= end - 1) break
      block += 1
    }
    this.windowBound = impact === 0 ? 0 : scoreBound(this.#boundFactor, impact)
  }

  /** Adds the term's scores of the window's chunks to `scores` (from its place 0) and marks the chunks in `touched`. */
  accumulate(start: number, end: number, scores: Float64Array, touched: Uint32Array): void {
    const { lengths } = this.#segment
    const scoring = this.#scoring
    const { chunks, units } = this.#decoded
    while (this.#block < this.#endBlock) {
      this.#decode()
      const { count } = this.#decoded
      let at = this.#at
      while (at < count && (chunks[at] as number) < start) at += 1
      for (; at < count; at++) {
        const chunk = chunks[at] as number
        if (chunk >= end) {
          this.#at = at
          return
        }
        const place = chunk - start
        scores[place] =
          (scores[place] as number) + termScore(scoring, (units[at] as number) * UNIT, lengths[chunk] as number)
        touched[place >>> 5] = (touched[place >>> 5] as number) | (1 << (place & 31))
      }
      this.#moveTo(this.#block + 1)
    }
  }

  /** Marks the window's chunks that hold the term. */
  mark(start: number, end: number, bits: Uint32Array): void {
    const { chunks } = this.#decoded
    const { blockLast } = this.#segment
    let block = this.#block
    while (block < this.#endBlock && (blockLast[block] as number) < start) block += 1
    this.#moveTo(block)
    while (this.#block < this.#endBlock) {
      this.#decode()
      const { count } = this.#decoded
      let at = this.#at
      while (at < count && (chunks[at] as number) < start) at += 1
      for (; at < count; at++) {
        const place = (chunks[at] as number) - start
        if (place >= end - start) {
          this.#at = at
          return
        }
        bits[place >>> 5] = (bits[place >>> 5] as number) | (1 << (place & 31))
      }
      this.#moveTo(this.#block + 1)
    }
  }

  /**
   * The term's score of a chunk, 0 when the chunk lacks it. Chunks are asked for in ascending order. A block whose best score
   * is below `needed` is not read: 0 then, as the chunk cannot win.
   */
  scoreOf(chunk: number, needed: number): number {
    const { blockLast, blockImpact, lengths } = this.#segment
    let block = this.#block
    while (block < this.#endBlock && (blockLast[block] as number) < chunk) block += 1
    this.#moveTo(block)
    if (block >= this.#endBlock) return 0
    if (this.#decodedBlock !== block) {
      if (scoreBound(this.#boundFactor, blockImpact[block] as number) < needed) return 0
      this.#decode()
    }
    const { chunks, units, count } = this.#decoded
    let at = this.#at
    while (at < count && (chunks[at] as number) < chunk) at += 1
    this.#at = at
    if (at >= count || chunks[at] !== chunk) return 0
    return termScore(this.#scoring, (units[at] as number) * UNIT, lengths[chunk] as number)
  }

  #moveTo(block: number): void {
    if (block === this.#block) return
    this.#block = block
    this.#at = 0
  }

  #decode(): void {
    if (this.#decodedBlock === this.#block) return
    readBlock(this.#segment, this.#term, this.#block, this.#decoded)
    this.#decodedBlock = this.#block
  }
}
