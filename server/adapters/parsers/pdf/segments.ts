import type { TextItem } from './text-item.ts'

/** Text on one baseline without wide gaps: a line of a column, or a cell of a table. */
export interface Segment {
  readonly items: TextItem[]
  x0: number
  x1: number
  y: number
  /** Size of the font most of it is set in. */
  size: number
}

/** A wider gap (in font sizes) separates columns and cells. */
const COLUMN_GAP = 1.25
/** Runs that do not follow each other in the source belong together only when they are this close: columns can stand at one font size. */
const WORD_GAP = 0.6
const SAME_PLACE = 0.15

/** Joins runs that stand side by side into segments, first in the order of the source, then by place. */
export function segmentsOf(items: readonly TextItem[]): Segment[] {
  const segments: Segment[] = []
  const seen = new Map<string, TextItem>()
  let current: Segment | null = null
  for (const item of items) {
    const twin = seen.get(item.text)
    // Bold is sometimes imitated by setting the same text twice.
    if (twin !== undefined && isSamePlace(twin, item)) continue
    seen.set(item.text, item)
    if (current !== null && follows(current, item)) extend(current, item)
    else {
      current = { items: [item], x0: item.x, x1: item.x + item.width, y: item.y, size: item.size }
      segments.push(current)
    }
  }
  return mergeNeighbours(segments)
}

function isSamePlace(a: TextItem, b: TextItem): boolean {
  const near = b.size * SAME_PLACE
  return Math.abs(a.x - b.x) < near && Math.abs(a.y - b.y) < near && Math.abs(a.width - b.width) < near * 2
}

function follows(segment: Segment, item: TextItem): boolean {
  if (!isOnLine(segment, item)) return false
  const size = Math.max(segment.size, item.size)
  const gap = item.rtl && item.x < segment.x0 ? segment.x0 - (item.x + item.width) : item.x - segment.x1
  return gap < size * COLUMN_GAP && gap > -size * 0.6
}

/** Vertical extents overlap by more than half of the smaller one; so super- and subscripts stay on their line. */
function isOnLine(a: { y: number; size: number }, b: { y: number; size: number }): boolean {
  const top = Math.max(a.y - a.size * 0.8, b.y - b.size * 0.8)
  const bottom = Math.min(a.y + a.size * 0.2, b.y + b.size * 0.2)
  return bottom - top > Math.min(a.size, b.size) * 0.5
}

function extend(segment: Segment, item: TextItem): void {
  segment.items.push(item)
  segment.x0 = Math.min(segment.x0, item.x)
  segment.x1 = Math.max(segment.x1, item.x + item.width)
  if (item.size > segment.size * 1.05 && item.text.length > 1) {
    segment.size = item.size
    segment.y = item.y
  }
}

/** Joins segments that touch though the source sets them apart. */
function mergeNeighbours(segments: readonly Segment[]): Segment[] {
  const sorted = segments.toSorted((a, b) => a.y - b.y || a.x0 - b.x0)
  const result: Segment[] = []
  for (const segment of sorted) {
    let joined = false
    for (let index = result.length - 1; index >= 0 && index >= result.length - 12 && !joined; index--) {
      const other = result[index]
      if (other === undefined || segment.y - other.y > segment.size + other.size) break
      if (!isOnLine(other, segment)) continue
      const gap = Math.max(segment.x0 - other.x1, other.x0 - segment.x1)
      if (gap < Math.max(segment.size, other.size) * WORD_GAP) {
        for (const item of segment.items) extend(other, item)
        joined = true
      }
    }
    if (!joined) result.push(segment)
  }
  return result
}
