import { plainText, spansOf } from './line-text.ts'
import type { Span } from './line-text.ts'
import type { Row } from './reading-order.ts'
import type { PageRows } from './running-lines.ts'
import type { Segment } from './segments.ts'

/** One line of the page in reading order, with what tells it from its neighbours. */
export interface Line {
  readonly page: number
  readonly region: number
  readonly spans: readonly Span[]
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly size: number
  readonly left: number
  readonly right: number
  readonly bold: boolean
  readonly mono: boolean
  readonly marker: ListMarker | null
  /** Set in a row of a table. */
  readonly cells: readonly (readonly Span[])[] | null
  readonly table: number | null
}

export interface ListMarker {
  /** Units of the line's text that the marker and the space behind it take. */
  readonly length: number
  readonly number: number | null
}

const BULLET = /^(?:[•‣◦▪▫■□●○∙⁃➢➤✓✔❖►▶–—*·-]|o(?=\s))\s+(?=\S)/u
const NUMBERED = /^\(?(\d{1,3})[.)]\s+(?=\S)/u
const LETTERED = /^(?:\(?[a-z]\)|\([ivx]{1,4}\))\s+(?=\S)/u
const MARKER_ONLY = /^(?:[•‣◦▪▫■□●○∙⁃➢➤✓✔❖►▶–—*·-]|o|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])$/u
const ALIGNED = 0.8

/** Turns the rows of all pages into lines and finds tables: neighbouring rows whose cells stand below each other. */
export function linesOf(pages: readonly PageRows[]): Line[] {
  const lines: Line[] = []
  let tables = 0
  for (const page of pages) {
    let table: number | null = null
    page.rows.forEach((row, index) => {
      const isTable = isTableRow(page.rows, index)
      if (!isTable) table = null
      else if (table === null || page.rows[index - 1]?.region !== row.region) table = tables++
      lines.push(lineOf(page.page, row, table))
    })
  }
  return lines
}

function lineOf(page: number, row: Row, table: number | null): Line {
  const cells = row.segments.map(spansOf)
  const ordered = isRightToLeft(row) ? cells.toReversed() : cells
  const spans = ordered.flatMap((cell, index) => (index === 0 ? cell : [spaceBefore(cell), ...cell]))
  const text = plainText(spans)
  return {
    page,
    region: row.region,
    spans,
    text,
    x0: row.x0,
    x1: row.x1,
    y: row.y,
    size: row.size,
    left: row.left,
    right: row.right,
    bold: isWhole(spans, 'bold'),
    mono: isWhole(spans, 'mono'),
    marker: table === null ? markerOf(text) : null,
    cells: table === null ? null : ordered,
    table,
  }
}

function spaceBefore(cell: readonly Span[]): Span {
  return { text: ' ', style: cell[0]?.style ?? { bold: false, italic: false, mono: false } }
}

function isRightToLeft(row: Row): boolean {
  const items = row.segments.flatMap((segment) => segment.items)
  return items.filter((item) => item.rtl).length * 2 > items.length
}

function isWhole(spans: readonly Span[], style: 'bold' | 'mono'): boolean {
  let has = 0
  let all = 0
  for (const span of spans) {
    const letters = span.text.replace(/[\s\d.,;:()–-]+/g, '').length
    all += letters
    if (span.style[style]) has += letters
  }
  return all > 0 && has >= all * 0.9
}

function markerOf(text: string): ListMarker | null {
  const bullet = BULLET.exec(text) ?? LETTERED.exec(text)
  if (bullet !== null) return { length: bullet[0].length, number: null }
  const numbered = NUMBERED.exec(text)
  return numbered === null ? null : { length: numbered[0].length, number: Number(numbered[1]) }
}

function isTableRow(rows: readonly Row[], index: number): boolean {
  const row = rows[index]
  if (row === undefined || row.segments.length < 2 || isMarked(row)) return false
  return [rows[index - 1], rows[index + 1]].some((other) => {
    if (other === undefined || other.region !== row.region || other.segments.length < 2 || isMarked(other)) return false
    if (Math.abs(other.y - row.y) > row.size * 4) return false
    const aligned = row.segments.filter((segment) => other.segments.some((each) => areAligned(segment, each))).length
    return aligned >= Math.min(2, row.segments.length, other.segments.length)
  })
}

/** The first "cell" is a bullet or number: a list, not a table. */
function isMarked(row: Row): boolean {
  const first = row.segments[0]
  return row.segments.length === 2 && first !== undefined && MARKER_ONLY.test(plainText(spansOf(first)).trim())
}

function areAligned(a: Segment, b: Segment): boolean {
  const tolerance = Math.max(a.size, b.size) * ALIGNED
  const middles = Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2
  return Math.abs(a.x0 - b.x0) < tolerance || Math.abs(a.x1 - b.x1) < tolerance || middles < tolerance
}
