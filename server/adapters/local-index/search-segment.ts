import type { TermScoring } from './bm25.ts'
import { bitsFor, type LiveSegment, setBits } from './live-segment.ts'
import { TermCursor } from './term-cursor.ts'
import type { TopHits } from './top-hits.ts'

/** Chunks scored at a time. */
const WINDOW = 2048
const WINDOW_WORDS = WINDOW / 32
/** Up to so many matches the total is exact; from then on what cannot win is not looked at. */
const EXACT_TOTAL = 1000

export interface SearchTerm {
  readonly key: Uint8Array
  readonly scoring: TermScoring
  readonly language: string
  /** Mean length in the language over all segments. */
  readonly averageLength: number
}

export interface SearchPlan {
  readonly terms: readonly SearchTerm[]
  readonly required: readonly (readonly Uint8Array[])[]
  readonly excluded: readonly Uint8Array[]
  readonly documentIds: ReadonlySet<string> | undefined
}

export interface SearchProgress {
  readonly hits: TopHits
  matches: number
  /** False once something was left out unseen. */
  exact: boolean
}

// One search runs at a time in a process: the working arrays of a window are shared.
const scores = new Float64Array(WINDOW)
const touched = new Uint32Array(WINDOW_WORDS)
const allowed = new Uint32Array(WINDOW_WORDS)
const group = new Uint32Array(WINDOW_WORDS)
const NO_SCORING: TermScoring = { factor: 0, base: 1, slope: 0 }

interface Filters {
  readonly dead: Uint32Array | null
  readonly documents: Uint32Array | null
  readonly required: readonly (readonly TermCursor[])[]
  readonly excluded: readonly TermCursor[]
}

/**
 * Scores a segment window by window. In each window the terms that even together cannot reach the worst hit kept are not
 * walked but only looked up for chunks that other terms brought in (MaxScore, with the largest score per block).
 * Sources: Turtle, Flood, "Query evaluation: strategies and optimizations", 1995; Ding, Suel, "Faster top-k document
 * retrieval using block-max indexes", SIGIR 2011.
 */
export function searchSegment(live: LiveSegment, plan: SearchPlan, progress: SearchProgress): void {
  const cursors = plan.terms.flatMap((term) => cursorOf(live, term))
  if (cursors.length === 0) return
  const filters = filtersOf(live, plan)
  if (filters === undefined) return
  for (let start = 0; start < live.chunkCount; start += WINDOW) {
    const end = Math.min(start + WINDOW, live.chunkCount)
    for (const cursor of cursors) cursor.prepare(start, end)
    cursors.sort((left, right) => left.windowBound - right.windowBound)
    if (cursors.at(-1)?.windowBound === 0) continue
    const { bounds, essential } = partition(cursors, progress)
    if (essential > 0 && bounds[essential - 1] !== 0) progress.exact = false
    if (essential === cursors.length || !allow(filters, start, end)) continue
    for (let at = essential; at < cursors.length; at++) cursors[at]?.accumulate(start, end, scores, touched)
    collect(live, { cursors, bounds, essential, start }, progress)
  }
}

interface Window {
  readonly cursors: readonly TermCursor[]
  /** Largest sum of the scores of the cursors up to each. */
  readonly bounds: readonly number[]
  /** Cursors before this one are only looked up. */
  readonly essential: number
  readonly start: number
}

function partition(
  cursors: readonly TermCursor[],
  { hits, matches }: SearchProgress,
): { bounds: number[]; essential: number } {
  const threshold = hits.isFull && matches >= EXACT_TOTAL ? hits.threshold : 0
  const bounds: number[] = []
  let sum = 0
  let essential = 0
  for (const cursor of cursors) {
    sum += cursor.windowBound
    bounds.push(sum)
    if (sum < threshold) essential = bounds.length
  }
  return { bounds, essential }
}

function collect(live: LiveSegment, { cursors, bounds, essential, start }: Window, progress: SearchProgress): void {
  const { chunkIds, tieBreakers } = live.segment
  const { hits } = progress
  for (let word = 0; word < WINDOW_WORDS; word++) {
    let bits = touched[word] as number
    if (bits === 0) continue
    touched[word] = 0
    const allowedBits = allowed[word] as number
    for (; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits)
      const place = word * 32 + bit
      let score = scores[place] as number
      scores[place] = 0
      if (((allowedBits >>> bit) & 1) === 0) continue
      progress.matches += 1
      const { threshold } = hits
      const chunk = start + place
      for (let at = essential - 1; at >= 0; at--) {
        if (score + (bounds[at] as number) < threshold) break
        const others = at === 0 ? 0 : (bounds[at - 1] as number)
        score += (cursors[at] as TermCursor).scoreOf(chunk, threshold - score - others)
      }
      if (score >= threshold) hits.offer(score, tieBreakers[chunk] as number, chunkIds[chunk] as number)
    }
  }
}

function cursorOf(live: LiveSegment, { key, scoring, language, averageLength }: SearchTerm): TermCursor[] {
  const term = live.findTerm(key)
  if (term < 0) return []
  const written = live.segment.languages.find(({ code }) => code === language)?.averageLength ?? averageLength
  // A longer average makes every score larger, but never by more than the averages' ratio.
  const drift = written > 0 ? Math.max(1, averageLength / written) : 1
  return [new TermCursor(live.segment, term, scoring, drift)]
}

/** @returns undefined when no chunk of the segment can pass. */
function filtersOf(live: LiveSegment, { required, excluded, documentIds }: SearchPlan): Filters | undefined {
  const marker = (key: Uint8Array): TermCursor[] => {
    const term = live.findTerm(key)
    return term < 0 ? [] : [new TermCursor(live.segment, term, NO_SCORING, 1)]
  }
  const groups = required.map((keys) => keys.flatMap(marker))
  if (groups.some((cursors) => cursors.length === 0)) return undefined
  const documents = documentIds === undefined ? null : documentBits(live, documentIds)
  return { dead: live.deadChunks, documents, required: groups, excluded: excluded.flatMap(marker) }
}

/** One bit per chunk of the documents. The shorter way: look each id up, or go through all of the segment's. */
function documentBits(live: LiveSegment, documentIds: ReadonlySet<string>): Uint32Array {
  const bits = bitsFor(live.chunkCount)
  const encoder = new TextEncoder()
  if (documentIds.size * 4 < live.documentCount) {
    for (const id of documentIds) {
      const document = live.findDocument(encoder.encode(id))
      if (document >= 0) setBits(bits, ...live.chunksOf(document))
    }
    return bits
  }
  for (let document = 0; document < live.documentCount; document++) {
    if (documentIds.has(live.documentId(document))) setBits(bits, ...live.chunksOf(document))
  }
  return bits
}

/** Fills `allowed` for a window. @returns whether any chunk passes. */
function allow({ dead, documents, required, excluded }: Filters, start: number, end: number): boolean {
  const first = start >>> 5
  let any = 0
  for (let word = 0; word < WINDOW_WORDS; word++) {
    const wanted = documents === null ? 0xffffffff : (documents[first + word] ?? 0)
    const bits = wanted & ~(dead?.[first + word] ?? 0)
    allowed[word] = bits
    any |= bits
  }
  for (const cursors of required) {
    if (any === 0) return false
    group.fill(0)
    for (const cursor of cursors) cursor.mark(start, end, group)
    any = 0
    for (let word = 0; word < WINDOW_WORDS; word++) {
      const bits = (allowed[word] as number) & (group[word] as number)
      allowed[word] = bits
      any |= bits
    }
  }
  if (excluded.length === 0 || any === 0) return any !== 0
  group.fill(0)
  for (const cursor of excluded) cursor.mark(start, end, group)
  for (let word = 0; word < WINDOW_WORDS; word++) allowed[word] = (allowed[word] as number) & ~(group[word] as number)
  return true
}
