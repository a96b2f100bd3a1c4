import type { KeywordEntry, KeywordTermStatistics } from '../../ports/keyword-index.ts'
import { type Bm25Parameters, roundedLength } from './bm25.ts'
import type { StoredSegment } from './index-files.ts'
import { LiveSegment } from './live-segment.ts'
import { mergeSegments } from './merge-segments.ts'
import { PendingDocuments } from './pending-documents.ts'
import { termKey } from './term-key.ts'

/** Chunks collected before they become a segment, which takes some milliseconds; segments in memory are merged up to this size. */
const CHUNKS_PER_SEGMENT = 512

export interface HeldSegment {
  readonly live: LiveSegment
  /** Its files; null while it is in memory only. */
  readonly stored: StoredSegment | null
  /** Deleted chunks that `stored` knows of. */
  readonly storedDeadChunks: number
}

interface LanguageTotals {
  chunkCount: number
  /** Exact in any order of changes: lengths are multiples of 1/8. */
  totalLength: number
}

/** Without giving way: for small ones. */
function merged(parts: readonly LiveSegment[], parameters: Bm25Parameters): LiveSegment {
  const inputs = parts.map((live) => ({ live, dead: live.deadDocuments }))
  const work = mergeSegments(inputs, parameters)
  for (;;) {
    const step = work.next()
    if (step.done === true) return new LiveSegment(step.value)
  }
}

/** All live entries: segments with their deletions, what is not yet in a segment, and the totals per language. */
export class IndexState {
  readonly parameters: Bm25Parameters
  segments: readonly HeldSegment[] = []
  appliedSequence = 0
  durableSequence = 0
  nextFile = 1
  readonly #pending = new PendingDocuments()
  readonly #totals = new Map<string, LanguageTotals>()
  readonly #encoder = new TextEncoder()
  #committing: ReadonlySet<HeldSegment> = new Set()

  constructor(parameters: Bm25Parameters) {
    this.parameters = parameters
  }

  /** Takes a segment read from disk with its deletions. */
  addStored(live: LiveSegment, stored: StoredSegment): void {
    this.segments = [...this.segments, { live, stored, storedDeadChunks: live.deadChunkCount }]
    const { lengths, chunkLanguages, languages } = live.segment
    const { deadChunks } = live
    for (let chunk = 0; chunk < live.chunkCount; chunk++) {
      if (deadChunks !== null && (((deadChunks[chunk >>> 5] ?? 0) >>> (chunk & 31)) & 1) === 1) continue
      this.#count(languages[chunkLanguages[chunk] ?? 0]?.code ?? 'und', lengths[chunk] ?? 0, 1)
    }
  }

  replace(documentId: string, entries: readonly KeywordEntry[]): void {
    this.#remove(documentId)
    if (entries.length === 0) return
    this.#pending.add(documentId, entries)
    for (const { language, length } of entries) this.#count(language, roundedLength(length), 1)
    if (this.#pending.chunkCount >= CHUNKS_PER_SEGMENT) this.seal()
  }

  /**
   * Makes a segment of what is not yet in one, so that searches see it. Small ones before it are merged with it: each search goes through
   * all, and documents that come one by one between searches would make one each.
   */
  seal(): void {
    if (this.#pending.isEmpty) return
    let live = new LiveSegment(this.#pending.seal(this.parameters))
    const segments = [...this.segments]
    for (let last = segments.at(-1); last !== undefined && this.#joins(last, live); last = segments.at(-1)) {
      segments.pop()
      live = merged([last.live, live], this.parameters)
    }
    this.segments = [...segments, { live, stored: null, storedDeadChunks: 0 }]
  }

  /** What a commit works on stays as it is until `null`. */
  setCommitting(segments: readonly HeldSegment[] | null): void {
    this.#committing = new Set(segments)
  }

  /** One that is at most twice as large, so that a chunk is merged a few times only. */
  #joins(last: HeldSegment, { chunkCount }: LiveSegment): boolean {
    const { live, stored } = last
    if (stored !== null || this.#committing.has(last)) return false
    return live.chunkCount <= 2 * chunkCount && live.chunkCount + chunkCount <= CHUNKS_PER_SEGMENT
  }

  clear(): void {
    this.segments = []
    this.#pending.clear()
    this.#totals.clear()
    this.appliedSequence = 0
    this.durableSequence = 0
  }

  statistics(language: string, term: string): KeywordTermStatistics {
    this.seal()
    const key = termKey(language, term)
    let documentFrequency = 0
    for (const { live } of this.segments) {
      const place = live.findTerm(key)
      if (place >= 0) documentFrequency += live.liveFrequency(place)
    }
    const totals = this.#totals.get(language)
    if (totals === undefined || totals.chunkCount === 0) {
      return { documentFrequency, chunkCount: 0, averageLength: 0 }
    }
    const { chunkCount, totalLength } = totals
    return { documentFrequency, chunkCount, averageLength: totalLength / chunkCount }
  }

  languages(): string[] {
    return [...this.#totals].flatMap(([language, { chunkCount }]) => (chunkCount > 0 ? [language] : [])).toSorted()
  }

  chunkCount(): number {
    let sum = 0
    for (const { chunkCount } of this.#totals.values()) sum += chunkCount
    return sum
  }

  /** Chunks, dead ones too, that no file holds. */
  unstoredChunkCount(): number {
    let sum = this.#pending.chunkCount
    for (const { live, stored } of this.segments) if (stored === null) sum += live.chunkCount
    return sum
  }

  #remove(documentId: string): void {
    for (const { language, length } of this.#pending.remove(documentId)) this.#count(language, length, -1)
    const id = this.#encoder.encode(documentId)
    for (const { live } of this.segments) {
      const document = live.findDocument(id)
      if (document < 0) continue
      const { lengths, chunkLanguages, languages } = live.segment
      const [first, end] = live.chunksOf(document)
      for (let chunk = first; chunk < end; chunk++) {
        this.#count(languages[chunkLanguages[chunk] ?? 0]?.code ?? 'und', lengths[chunk] ?? 0, -1)
      }
      live.deleteDocument(document)
    }
  }

  #count(language: string, length: number, sign: 1 | -1): void {
    const totals = this.#totals.get(language)
    if (totals === undefined) {
      this.#totals.set(language, { chunkCount: sign, totalLength: sign * length })
      return
    }
    totals.chunkCount += sign
    totals.totalLength += sign * length
  }
}
