import type { Segment } from './segments.ts'

/** Segments on one baseline within one column. */
export interface Row {
  readonly segments: Segment[]
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly size: number
  /** Edges of the column it stands in. */
  readonly left: number
  readonly right: number
  /** Changes where the reader's eye jumps: another column, or text across columns. */
  readonly region: number
}

const MIN_COLUMN_LINES = 4
const MAX_DEPTH = 4
const MAX_CROSSING = 0.12

/**
 * Puts the segments of a page into reading order. A gutter, a vertical strip that most lines leave free with running text on both
 * sides, makes columns; lines that cross it divide the page into bands, and each band is read column by column. Tables have gutters
 * too, but their cells do not fill the columns: they stay rows.
 */
export function readingOrder(segments: readonly Segment[]): Row[] {
  const rows: Row[] = []
  let region = 0
  for (const part of regionsOf(segments, 0)) {
    for (const row of rowsOf(part, region)) rows.push(row)
    region++
  }
  return rows
}

function regionsOf(segments: readonly Segment[], depth: number): Segment[][] {
  const gutter = depth < MAX_DEPTH ? findGutter(segments) : null
  if (gutter === null) return segments.length === 0 ? [] : [[...segments]]
  const result: Segment[][] = []
  let left: Segment[] = []
  let right: Segment[] = []
  let across: Segment[] = []
  const flushColumns = (): void => {
    result.push(...regionsOf(left, depth + 1), ...regionsOf(right, depth + 1))
    left = []
    right = []
  }
  const flushAcross = (): void => {
    if (across.length > 0) result.push(across)
    across = []
  }
  for (const segment of segments.toSorted((a, b) => a.y - b.y)) {
    if (segment.x1 <= gutter + segment.size * 0.3) {
      flushAcross()
      left.push(segment)
    } else if (segment.x0 >= gutter - segment.size * 0.3) {
      flushAcross()
      right.push(segment)
    } else {
      flushColumns()
      across.push(segment)
    }
  }
  flushColumns()
  flushAcross()
  return result
}

/**
 * Right edge of the best gutter, or null: the start of many lines that few others cross. Wide lines may cross it (headings,
 * figures over all columns); of the narrow ones only some (a centred line of the title).
 */
function findGutter(segments: readonly Segment[]): number | null {
  if (segments.length < MIN_COLUMN_LINES * 2) return null
  const left = Math.min(...segments.map((segment) => segment.x0))
  const width = Math.max(...segments.map((segment) => segment.x1)) - left
  const narrow = segments.filter((segment) => segment.x1 - segment.x0 < width * 0.62)
  if (narrow.length < segments.length * 0.4) return null
  let best: { x: number; crossing: number } | null = null
  for (const x of new Set(narrow.map((segment) => Math.floor(segment.x0)))) {
    if (x < left + width * 0.12 || x > left + width * 0.88) continue
    const crossing = narrow.filter((segment) => segment.x0 < x && segment.x1 > x).length
    if (crossing > narrow.length * MAX_CROSSING || (best !== null && crossing >= best.crossing)) continue
    if (areColumns(narrow, x)) best = { x, crossing }
  }
  return best?.x ?? null
}

/** Both sides hold running text, side by side. */
function areColumns(segments: readonly Segment[], x: number): boolean {
  const sides = [segments.filter((each) => each.x1 <= x), segments.filter((each) => each.x0 >= x)]
  const extents = sides.map((side) => {
    const ys = side.map((each) => each.y)
    return { top: Math.min(...ys), bottom: Math.max(...ys) }
  })
  const [a, b] = extents
  if (a === undefined || b === undefined || !sides.every(isRunningText)) return false
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return overlap > Math.min(a.bottom - a.top, b.bottom - b.top) * 0.3
}

function isRunningText(side: readonly Segment[]): boolean {
  if (side.length < MIN_COLUMN_LINES) return false
  const left = Math.min(...side.map((each) => each.x0))
  const right = Math.max(...side.map((each) => each.x1))
  const widths = side.map((each) => each.x1 - each.x0).toSorted((p, q) => p - q)
  const median = widths[widths.length >> 1] ?? 0
  const letters = side
    .map((each) => each.items.reduce((sum, item) => sum + item.text.length, 0))
    .toSorted((p, q) => p - q)
  return median > (right - left) * 0.55 && (letters[letters.length >> 1] ?? 0) >= 18
}

function rowsOf(segments: readonly Segment[], region: number): Row[] {
  const left = Math.min(...segments.map((segment) => segment.x0))
  const right = Math.max(...segments.map((segment) => segment.x1))
  const groups: Segment[][] = []
  for (const segment of segments.toSorted((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const group = groups.at(-1)
    const first = group?.[0]
    const near = first !== undefined && Math.abs(segment.y - first.y) < Math.min(segment.size, first.size) * 0.5
    if (near) group?.push(segment)
    else groups.push([segment])
  }
  return groups.map((group) => {
    const sorted = group.toSorted((a, b) => a.x0 - b.x0)
    const main = sorted.reduce((widest, each) => (each.x1 - each.x0 > widest.x1 - widest.x0 ? each : widest))
    return {
      segments: sorted,
      x0: sorted[0]?.x0 ?? 0,
      x1: Math.max(...sorted.map((each) => each.x1)),
      y: main.y,
      size: main.size,
      left,
      right,
      region,
    }
  })
}
