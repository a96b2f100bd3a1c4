import type { Line } from './lines.ts'

/** Lines that belong together. */
export interface Paragraph {
  readonly kind: 'text' | 'list-item' | 'code' | 'table-row'
  readonly lines: Line[]
}

const TERMINAL = /[.!?:;。！？]["'”’»)\]]*$/u
const SAME_SIZE = 0.08

/** Groups lines to paragraphs by spacing, indents, style and list marks; a sentence that runs on over a column or page stays whole. */
export function paragraphsOf(lines: readonly Line[]): Paragraph[] {
  const pitch = usualPitch(lines)
  const paragraphs: Paragraph[] = []
  for (const line of lines) {
    const current = paragraphs.at(-1)
    const before = current?.lines.at(-1)
    if (current !== undefined && before !== undefined && continues(current, line, pitch)) current.lines.push(line)
    else paragraphs.push({ kind: kindOf(line), lines: [line] })
  }
  return paragraphs
}

function kindOf(line: Line): Paragraph['kind'] {
  if (line.cells !== null) return 'table-row'
  if (line.mono) return 'code'
  return line.marker === null ? 'text' : 'list-item'
}

/** Usual distance of baselines in font sizes. */
function usualPitch(lines: readonly Line[]): number {
  const ratios: number[] = []
  lines.forEach((line, index) => {
    const before = lines[index - 1]
    if (before === undefined || before.page !== line.page || before.region !== line.region) return
    const ratio = (line.y - before.y) / line.size
    if (ratio > 0.8 && ratio < 2.6) ratios.push(ratio)
  })
  if (ratios.length === 0) return 1.3
  return ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length * 0.4)] ?? 1.3
}

function continues(paragraph: Paragraph, line: Line, pitch: number): boolean {
  const before = paragraph.lines.at(-1)
  if (before === undefined || line.cells !== null || paragraph.kind === 'table-row') return false
  if (before.mono !== line.mono) return false
  const isNeighbour = before.page === line.page && before.region === line.region && line.y > before.y - line.size
  const gap = (line.y - before.y) / Math.max(before.size, line.size)
  if (line.mono) return isNeighbour && gap < pitch * 3.2
  if (line.marker !== null && !isSentenceNumber(before, line)) return false
  if (!isSameType(before, line)) return false
  if (!isNeighbour) return runsOn(before, line)
  if (gap > pitch * 1.32) return false
  return paragraph.kind === 'list-item' ? staysInItem(paragraph, line) : !startsAnew(paragraph, before, line)
}

function isSameType(before: Line, line: Line): boolean {
  if (Math.abs(before.size - line.size) > line.size * SAME_SIZE) return false
  return before.bold === line.bold || isEmphasisWithin(before, line)
}

/** A sentence whose emphasised words happen to fill a line: it goes on in lower case where the line above was full. */
function isEmphasisWithin(before: Line, line: Line): boolean {
  const wasFull = before.right - before.x1 < line.size * 8
  return wasFull && !TERMINAL.test(before.text) && /^\p{Ll}/u.test(line.text)
}

/** "… in the year\n1990. Then": a number at the start of a line within a sentence is no list mark. */
function isSentenceNumber(before: Line, line: Line): boolean {
  return (
    line.marker?.number !== null &&
    !TERMINAL.test(before.text) &&
    before.marker === null &&
    before.x1 > before.right - 3 * line.size
  )
}

/** Over the end of a column or page. */
function runsOn(before: Line, line: Line): boolean {
  if (TERMINAL.test(before.text) || before.bold) return false
  return /[-‐,]$/.test(before.text) || /^[\p{Ll}(]/u.test(line.text)
}

/** Text of a list item hangs to the right of its mark, or runs on in lower case. */
function staysInItem(paragraph: Paragraph, line: Line): boolean {
  const first = paragraph.lines[0]
  if (first === undefined) return false
  const second = paragraph.lines[1]
  const indent = second === undefined ? first.x0 + line.size * 0.4 : second.x0 - line.size * 0.4
  return line.x0 >= indent || (/^\p{Ll}/u.test(line.text) && !TERMINAL.test(paragraph.lines.at(-1)?.text ?? ''))
}

function startsAnew(paragraph: Paragraph, before: Line, line: Line): boolean {
  const width = line.right - line.left
  const shift = (line.x0 - before.x0) / line.size
  const isCentred = Math.abs(before.x0 + before.x1 - line.x0 - line.x1) < line.size * 1.5
  // An indented first line; the second line of a paragraph may go back to the margin.
  const secondLine = paragraph.lines.length === 1
  if (shift > 0.8 && !isCentred && TERMINAL.test(before.text)) return true
  if (shift < -4 && !secondLine && !isCentred) return true
  const endsShort = before.right - before.x1 > Math.max(width * 0.22, line.size * 3)
  return endsShort && TERMINAL.test(before.text) && !/^\p{Ll}/u.test(line.text)
}
