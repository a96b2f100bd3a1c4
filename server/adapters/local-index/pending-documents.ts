import type { KeywordEntry } from '../../ports/keyword-index.ts'
import { type Bm25Parameters, frequencyUnits, roundedLength } from './bm25.ts'
import type { Segment } from './segment.ts'
import { SegmentAssembler } from './segment-assembler.ts'
import { termKey } from './term-key.ts'

interface PendingChunk {
  readonly chunkId: number
  readonly tieBreaker: number
  readonly length: number
  readonly language: string
  /** Term number and frequency in eighths, by turns. */
  readonly terms: Uint32Array
}

/** Documents that no segment holds yet, compact: terms as numbers. */
export class PendingDocuments {
  readonly #documents = new Map<string, readonly PendingChunk[]>()
  /** Language → term → number. */
  readonly #terms = new Map<string, Map<string, number>>()
  #termCount = 0
  #chunkCount = 0

  get chunkCount(): number {
    return this.#chunkCount
  }

  get isEmpty(): boolean {
    return this.#documents.size === 0
  }

  /** Adds a document that is not there. */
  add(documentId: string, entries: readonly KeywordEntry[]): void {
    this.#documents.set(
      documentId,
      entries.map((entry) => this.#compact(entry)),
    )
    this.#chunkCount += entries.length
  }

  /** @returns the chunks that went, for the statistics. */
  remove(documentId: string): readonly { readonly language: string; readonly length: number }[] {
    const chunks = this.#documents.get(documentId) ?? []
    this.#documents.delete(documentId)
    this.#chunkCount -= chunks.length
    return chunks
  }

  clear(): void {
    this.#documents.clear()
    this.#terms.clear()
    this.#termCount = 0
    this.#chunkCount = 0
  }

  /** Makes a segment of all documents and forgets them. */
  seal(parameters: Bm25Parameters): Segment {
    const assembler = new SegmentAssembler(parameters)
    const encoder = new TextEncoder()
    const chunks: PendingChunk[] = []
    for (const [documentId, documentChunks] of this.#documents) {
      assembler.beginDocument(encoder.encode(documentId))
      for (const chunk of documentChunks) {
        assembler.addChunk(chunk)
        chunks.push(chunk)
      }
    }
    this.#writeTerms(assembler, chunks)
    this.clear()
    return assembler.finish()
  }

  #compact({ chunkId, tieBreaker, length, language, terms }: KeywordEntry): PendingChunk {
    let numbers = this.#terms.get(language)
    if (numbers === undefined) {
      numbers = new Map()
      this.#terms.set(language, numbers)
    }
    const pairs = new Uint32Array(terms.size * 2)
    let at = 0
    for (const [term, frequency] of terms) {
      let number = numbers.get(term)
      if (number === undefined) {
        number = this.#termCount++
        numbers.set(term, number)
      }
      pairs[at++] = number
      pairs[at++] = frequencyUnits(frequency)
    }
    return { chunkId, tieBreaker, length: roundedLength(length), language, terms: pairs }
  }

  #writeTerms(assembler: SegmentAssembler, chunks: readonly PendingChunk[]): void {
    const { starts, postings } = this.#byTerm(chunks)
    for (const [key, number] of this.#sortedTerms()) {
      const end = starts[number + 1] ?? 0
      const start = starts[number] ?? 0
      if (start === end) continue
      assembler.beginTerm(key)
      for (let at = start; at < end; at++) assembler.addPosting(postings[at * 2] ?? 0, postings[at * 2 + 1] ?? 0)
      assembler.postings.endTerm()
    }
  }

  /** Counting sort of all postings by term; within a term by chunk. */
  #byTerm(chunks: readonly PendingChunk[]): { starts: Uint32Array; postings: Uint32Array } {
    const starts = new Uint32Array(this.#termCount + 1)
    for (const { terms } of chunks) {
      for (let at = 0; at < terms.length; at += 2) increase(starts, (terms[at] as number) + 1, 1)
    }
    for (let term = 1; term < starts.length; term++) increase(starts, term, starts[term - 1] as number)
    const next = starts.slice()
    const postings = new Uint32Array((starts[this.#termCount] as number) * 2)
    for (const [chunk, { terms }] of chunks.entries()) {
      for (let at = 0; at < terms.length; at += 2) {
        const place = (next[terms[at] as number] as number) * 2
        increase(next, terms[at] as number, 1)
        postings[place] = chunk
        postings[place + 1] = terms[at + 1] as number
      }
    }
    return { starts, postings }
  }

  #sortedTerms(): (readonly [Uint8Array, number])[] {
    const keys: (readonly [Uint8Array, number])[] = []
    for (const language of [...this.#terms.keys()].toSorted()) {
      const numbers = this.#terms.get(language) ?? new Map<string, number>()
      for (const term of [...numbers.keys()].toSorted()) keys.push([termKey(language, term), numbers.get(term) ?? 0])
    }
    // Strings are compared by UTF-16 units, which differs from the order of bytes where surrogates are.
    let sorted = true
    for (let at = 1; at < keys.length && sorted; at++) {
      sorted = Buffer.compare(keys[at - 1]?.[0] ?? new Uint8Array(), keys[at]?.[0] ?? new Uint8Array()) < 0
    }
    return sorted ? keys : keys.toSorted((left, right) => Buffer.compare(left[0], right[0]))
  }
}

function increase(counts: Uint32Array, at: number, by: number): void {
  counts[at] = (counts[at] as number) + by
}
