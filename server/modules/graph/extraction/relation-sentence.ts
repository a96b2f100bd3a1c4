import type { NamePlace } from './name-places.ts'

export interface SupportedRelation<Place extends NamePlace> {
  readonly source: Place
  readonly target: Place
  /** Of the sentence that holds both, or of the two. */
  readonly start: number
  readonly end: number
}

/** A sentence of the source, and the next one for the target at most. */
const FURTHEST = 1

/**
 * The nearest places of two names that the same sentence holds, or two next to each other; of equally near ones the first. Null when
 * there are none, so that no sentence can say how they belong together. A name inside of the other one is not a place of its own.
 * @param ends of the sentences: sentence i goes from end i-1 (or 0) to end i
 */
export function relationSentence<Place extends NamePlace>(
  sources: readonly Place[],
  targets: readonly Place[],
  ends: readonly number[],
): SupportedRelation<Place> | null {
  let best: { source: Place; target: Place; first: number; last: number; gap: number } | null = null
  for (const source of sources) {
    const from = sentenceAt(source.start, ends)
    for (const target of targets) {
      if (source.start < target.end && target.start < source.end) continue
      const to = sentenceAt(target.start, ends)
      const [first, last] = [Math.min(from, to), Math.max(from, to)]
      if (last - first > FURTHEST) continue
      const gap = Math.max(source.start, target.start) - Math.min(source.end, target.end)
      const isNearer = best === null || last - first < best.last - best.first
      const isAsNear = best !== null && last - first === best.last - best.first && gap < best.gap
      if (isNearer || isAsNear) best = { source, target, first, last, gap }
    }
  }
  if (best === null) return null
  const { source, target, first, last } = best
  return { source, target, start: ends[first - 1] ?? 0, end: ends[last] ?? Math.max(source.end, target.end) }
}

function sentenceAt(offset: number, ends: readonly number[]): number {
  const found = ends.findIndex((end) => offset < end)
  return found === -1 ? ends.length : found
}
