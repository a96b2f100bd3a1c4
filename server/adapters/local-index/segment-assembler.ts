import type { Bm25Parameters } from './bm25.ts'
import { stringAt } from './byte-table.ts'
import { growingBytes, growingFloats, growingIntegers } from './growing-array.ts'
import { PostingsWriter } from './postings-writer.ts'
import { type Segment, type SegmentLanguage, writeSegment } from './segment.ts'

export interface ChunkRow {
  readonly chunkId: number
  readonly tieBreaker: number
  readonly length: number
  readonly language: string
}

/** Puts a segment together: first all documents with their chunks, then all terms in the order of their bytes. */
export class SegmentAssembler {
  readonly postings = new PostingsWriter()
  readonly #parameters: Bm25Parameters
  readonly #chunkIds = growingIntegers(1024)
  readonly #tieBreakers = growingIntegers(1024)
  readonly #lengths = growingFloats(1024)
  readonly #chunkLanguages = growingBytes(1024)
  readonly #documentFirst = growingIntegers(64)
  readonly #documentIdEnds = growingIntegers(64)
  readonly #documentIdBytes = growingBytes(1024)
  readonly #termEnds = growingIntegers(1024)
  readonly #termBytes = growingBytes(1 << 14)
  readonly #languages = new Map<string, { place: number; chunkCount: number; totalLength: number }>()
  #norms: Float32Array | null = null

  constructor(parameters: Bm25Parameters) {
    this.#parameters = parameters
  }

  beginDocument(id: Uint8Array): void {
    this.#documentFirst.push(this.#chunkIds.length)
    append(this.#documentIdBytes, id)
    this.#documentIdEnds.push(this.#documentIdBytes.length)
  }

  /** @returns the chunk's number in the segment. */
  addChunk({ chunkId, tieBreaker, length, language }: ChunkRow): number {
    let entry = this.#languages.get(language)
    if (entry === undefined) {
      entry = { place: this.#languages.size, chunkCount: 0, totalLength: 0 }
      this.#languages.set(language, entry)
    }
    entry.chunkCount += 1
    entry.totalLength += length
    this.#chunkIds.push(chunkId)
    this.#tieBreakers.push(tieBreaker)
    this.#lengths.push(length)
    this.#chunkLanguages.push(entry.place)
    return this.#chunkIds.length - 1
  }

  beginTerm(key: Uint8Array): void {
    this.#norms ??= this.#makeNorms()
    append(this.#termBytes, key)
    this.#termEnds.push(this.#termBytes.length)
    this.postings.beginTerm()
  }

  addPosting(chunk: number, units: number): void {
    this.postings.add(chunk, units, this.#norms?.[chunk] ?? 0)
  }

  finish(): Segment {
    const { postings } = this
    this.#documentFirst.push(this.#chunkIds.length)
    postings.firstBlock.push(postings.blockLast.length)
    return writeSegment(
      {
        chunkIds: this.#chunkIds.filled(),
        tieBreakers: this.#tieBreakers.filled(),
        lengths: this.#lengths.filled(),
        chunkLanguages: this.#chunkLanguages.filled(),
        documentFirst: this.#documentFirst.filled(),
        documentIdEnds: this.#documentIdEnds.filled(),
        documentIdBytes: this.#documentIdBytes.filled(),
        documentsSorted: this.#sortedDocuments(),
        termEnds: this.#termEnds.filled(),
        termBytes: this.#termBytes.filled(),
        termFrequencies: postings.frequencies.filled(),
        firstBlock: postings.firstBlock.filled(),
        blockLast: postings.blockLast.filled(),
        blockEnd: postings.blockEnd.filled(),
        blockImpact: postings.blockImpact.filled(),
        postings: postings.bytes.filled(),
      },
      this.#languageList(),
      this.#parameters,
    )
  }

  #languageList(): SegmentLanguage[] {
    return [...this.#languages].map(([code, { chunkCount, totalLength }]) => ({
      code,
      chunkCount,
      averageLength: totalLength / chunkCount,
    }))
  }

  /** Per chunk base + slope · length, as scores have it at the averages of this segment. */
  #makeNorms(): Float32Array {
    const { k1, b } = this.#parameters
    const averages = this.#languageList().map((language) => language.averageLength)
    const lengths = this.#lengths.filled()
    const languages = this.#chunkLanguages.filled()
    return Float32Array.from(lengths, (length, chunk) => {
      const average = averages[languages[chunk] ?? 0] ?? 0
      return k1 * (1 - b) + (average > 0 ? (k1 * b * length) / average : 0)
    })
  }

  #sortedDocuments(): Uint32Array {
    const table = { bytes: this.#documentIdBytes.filled(), ends: this.#documentIdEnds.filled() }
    const ids = Array.from(table.ends, (_, document) => ({ document, id: Buffer.from(stringAt(table, document)) }))
    ids.sort((left, right) => Buffer.compare(left.id, right.id))
    return Uint32Array.from(ids, ({ document }) => document)
  }
}

function append(to: { reserve(more: number): void; values: Uint8Array; length: number }, bytes: Uint8Array): void {
  to.reserve(bytes.length)
  to.values.set(bytes, to.length)
  to.length += bytes.length
}
