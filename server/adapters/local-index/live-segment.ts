import { firstNotBelow } from '../../kernel/first-not-below.ts'
import { find, lowerBound, startsWith, stringAt, bytesAt, type ByteTable } from './byte-table.ts'
import { emptyBlock, readBlock } from './postings-reader.ts'
import type { Segment } from './segment.ts'

const WORD_BITS = 32
const scratch = emptyBlock()

export function hasBit(bits: Uint32Array, at: number): boolean {
  return (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1
}

export function setBits(bits: Uint32Array, start: number, end: number): void {
  for (let at = start; at < end; at++) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}

export function bitsFor(count: number): Uint32Array {
  return new Uint32Array(Math.ceil(count / WORD_BITS))
}

function isAscending(numbers: Uint32Array): boolean {
  for (let at = 1; at < numbers.length; at++) if ((numbers[at - 1] ?? 0) > (numbers[at] ?? 0)) return false
  return true
}

/** An immutable segment with what has been deleted from it. Documents are deleted whole. */
export class LiveSegment {
  readonly segment: Segment
  readonly terms: ByteTable
  readonly documentIds: ByteTable
  readonly chunkCount: number
  readonly documentCount: number
  /** One bit per document. */
  deadDocuments: Uint32Array | null = null
  /** One bit per chunk. */
  deadChunks: Uint32Array | null = null
  deadChunkCount = 0
  /** Live document frequency per term, as far as asked for since the last deletion. */
  readonly #liveFrequencies = new Map<number, number>()
  #isAscending: boolean | undefined

  constructor(segment: Segment) {
    this.segment = segment
    this.terms = { bytes: segment.termBytes, ends: segment.termEnds }
    this.documentIds = { bytes: segment.documentIdBytes, ends: segment.documentIdEnds }
    this.chunkCount = segment.chunkIds.length
    this.documentCount = segment.documentIdEnds.length
  }

  get liveChunkCount(): number {
    return this.chunkCount - this.deadChunkCount
  }

  /** Number of the live document, or -1. */
  findDocument(id: Uint8Array): number {
    const document = find(this.documentIds, id, this.segment.documentsSorted)
    return document >= 0 && this.deadDocuments !== null && hasBit(this.deadDocuments, document) ? -1 : document
  }

  documentId(document: number): string {
    return stringAt(this.documentIds, document)
  }

  /** First chunk and the one past the last of a document. */
  chunksOf(document: number): readonly [number, number] {
    const { documentFirst } = this.segment
    return [documentFirst[document] ?? 0, documentFirst[document + 1] ?? 0]
  }

  deleteDocument(document: number): void {
    this.deadDocuments ??= bitsFor(this.documentCount)
    this.deadChunks ??= bitsFor(this.chunkCount)
    const [first, end] = this.chunksOf(document)
    setBits(this.deadDocuments, document, document + 1)
    setBits(this.deadChunks, first, end)
    this.deadChunkCount += end - first
    this.#liveFrequencies.clear()
  }

  /** Takes over deletions that were read from disk. */
  deleteAll(deadDocuments: Uint32Array): void {
    for (let document = 0; document < this.documentCount; document++) {
      if (hasBit(deadDocuments, document)) this.deleteDocument(document)
    }
  }

  /** Place of a live chunk, or -1. Quick while chunks came in their order, as they mostly do. */
  findChunk(chunkId: number): number {
    const { chunkIds } = this.segment
    this.#isAscending ??= isAscending(chunkIds)
    if (this.#isAscending) {
      for (let chunk = firstNotBelow(chunkIds, chunkId); chunkIds[chunk] === chunkId; chunk++) {
        if (this.#isLive(chunk)) return chunk
      }
      return -1
    }
    for (let chunk = chunkIds.indexOf(chunkId); chunk >= 0; chunk = chunkIds.indexOf(chunkId, chunk + 1)) {
      if (this.#isLive(chunk)) return chunk
    }
    return -1
  }

  #isLive(chunk: number): boolean {
    return this.deadChunks === null || !hasBit(this.deadChunks, chunk)
  }

  /** Number of the term, or -1. */
  findTerm(key: Uint8Array): number {
    return find(this.terms, key)
  }

  /** Calls back with every term that starts with `prefix`. */
  eachTermFrom(prefix: Uint8Array, each: (term: number, key: string) => void): void {
    for (let term = lowerBound(this.terms, prefix); term < this.terms.ends.length; term++) {
      if (!startsWith(bytesAt(this.terms, term), prefix)) return
      each(term, stringAt(this.terms, term))
    }
  }

  /** Live chunks that hold the term. Counted by reading the postings when something was deleted; remembered until the next deletion. */
  liveFrequency(term: number): number {
    const frequency = this.segment.termFrequencies[term] ?? 0
    const dead = this.deadChunks
    if (dead === null) return frequency
    const known = this.#liveFrequencies.get(term)
    if (known !== undefined) return known
    let live = 0
    const end = this.segment.firstBlock[term + 1] ?? 0
    for (let block = this.segment.firstBlock[term] ?? 0; block < end; block++) {
      readBlock(this.segment, term, block, scratch)
      for (let at = 0; at < scratch.count; at++) if (!hasBit(dead, scratch.chunks[at] ?? 0)) live += 1
    }
    this.#liveFrequencies.set(term, live)
    return live
  }

  /** Frequency in eighths of a term in a chunk, 0 when the chunk lacks it. */
  unitsOf(term: number, chunk: number): number {
    const { blockLast, firstBlock } = this.segment
    const end = firstBlock[term + 1] ?? 0
    const block = firstNotBelow(blockLast, chunk, firstBlock[term] ?? 0, end)
    if (block === end) return 0
    readBlock(this.segment, term, block, scratch)
    for (let at = 0; at < scratch.count; at++) if (scratch.chunks[at] === chunk) return scratch.units[at] ?? 0
    return 0
  }
}
