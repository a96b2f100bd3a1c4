import type { Segment } from './segment.ts'

/** Rows in memory that start a flush: a search compares each of them. */
export const ROWS_PER_FLUSH = 4096
/** Segments of one size that become one of the next. */
const SEGMENTS_PER_SIZE = 6
const MOSTLY_DEAD = 0.3

/**
 * The next segments to write anew as one, or none. Sizes are powers of SEGMENTS_PER_SIZE, so that a row is rewritten once per size
 * and the number of segments stays logarithmic. A segment with much deleted is written anew by itself.
 */
export function planMerge(segments: readonly Segment[]): Segment[] {
  const sizes = new Map<number, Segment[]>()
  for (const segment of segments) {
    const { rowCount, liveRowCount } = segment.table
    if (rowCount - liveRowCount > MOSTLY_DEAD * rowCount) return [segment]
    const size = Math.round(Math.log(Math.max(1, liveRowCount / ROWS_PER_FLUSH)) / Math.log(SEGMENTS_PER_SIZE))
    const same = sizes.get(size) ?? []
    same.push(segment)
    if (same.length >= SEGMENTS_PER_SIZE) return same
    sizes.set(size, same)
  }
  return []
}
