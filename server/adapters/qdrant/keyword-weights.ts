import type { KeywordEntry, KeywordTerm } from '../../ports/keyword-index.ts'

/** BM25's parameters, as the index in this process has them. */
export const BM25 = {
  k1: 1.2,
  b: 0.75,
  /**
   * Length that chunks are compared with, in terms: what a chunk of ours usually has. The mean of the library would change with
   * every document and make the weights of all others wrong.
   */
  usualLength: 120,
} as const

/** A language's term as the payload has it. */
export const termText = ({ language, term }: Pick<KeywordTerm, 'language' | 'term'>): string => `${language}:${term}`

export function termOfText(text: string): { readonly language: string; readonly term: string } {
  const colon = text.indexOf(':')
  return { language: text.slice(0, colon), term: text.slice(colon + 1) }
}

function scrambled(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51)
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593)
}

/**
 * Place of a term in sparse vectors: 32 bit unsigned, the same in every process. MurmurHash3 (x86, 32 bit) over UTF-8; source:
 * Austin Appleby, public domain. Of a million terms some hundred pairs share a place.
 */
export function termPlace(text: string): number {
  const bytes = Buffer.from(text)
  const end = bytes.length - (bytes.length % 4)
  let hash = 0
  for (let at = 0; at < end; at += 4) {
    hash ^= scrambled(bytes.readInt32LE(at))
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let at = bytes.length - 1; at >= end; at -= 1) tail = (tail << 8) | (bytes[at] ?? 0)
  if (end < bytes.length) hash ^= scrambled(tail)
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

const norm = (length: number): number => BM25.k1 * (1 - BM25.b + (BM25.b * length) / BM25.usualLength)

/** A term's weight in the vector of a chunk: BM25 without the rarity of the term, which Qdrant multiplies it by. */
export function chunkWeight(frequency: number, length: number): number {
  return (frequency * (BM25.k1 + 1)) / (frequency + norm(length))
}

/** The frequency that gives the weight; weights are kept in single precision, frequencies to four places. */
export function frequencyOfWeight(weight: number, length: number): number {
  const frequency = (weight * norm(length)) / (BM25.k1 + 1 - weight)
  return Math.round(frequency * 10_000) / 10_000
}

export interface SparseVector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

/** Terms that share a place are one of the sum of their weights. */
export function sparseVector(weights: Iterable<readonly [place: number, weight: number]>): SparseVector {
  const byPlace = new Map<number, number>()
  for (const [place, weight] of weights) byPlace.set(place, (byPlace.get(place) ?? 0) + weight)
  const places = [...byPlace].toSorted(([one], [other]) => one - other)
  return { indices: places.map(([place]) => place), values: places.map(([, weight]) => weight) }
}

/** Qdrant counts only chunks whose vector is not empty: one without any term has this, which no query asks for. */
const WITHOUT_TERMS: SparseVector = { indices: [termPlace('')], values: [1] }

export function chunkVector({ language, terms, length }: KeywordEntry): SparseVector {
  if (terms.size === 0) return WITHOUT_TERMS
  return sparseVector(
    [...terms].map(([term, frequency]) => [termPlace(termText({ language, term })), chunkWeight(frequency, length)]),
  )
}
