import type { Line } from './lines.ts'
import type { Paragraph } from './paragraphs.ts'

const MAX_LETTERS = 200
const BIGGER = 1.12
const MAX_BOLD_SHARE = 0.25

/** Levels (from 1) of the paragraphs that are headings: by the PDF's outline, by font size, by bold type. */
export function headingLevels(
  paragraphs: readonly Paragraph[],
  outline: ReadonlyMap<string, number>,
): Map<Paragraph, number> {
  const body = bodySize(paragraphs)
  const bolds = new Set(paragraphs.filter((each) => isBoldHeading(each, body)))
  const share = letters(...bolds) / Math.max(1, letters(...paragraphs))
  const bigger = paragraphs.filter((each) => isBigger(each, body))
  const sizes = [...new Set(bigger.map(sizeClass))].toSorted((a, b) => b - a)
  const boldBase = Math.min(sizes.length, 3)
  const levels = new Map<Paragraph, number>()
  for (const paragraph of paragraphs) {
    const outlined = paragraph.lines.length <= 4 ? outline.get(headingKey(textOf(paragraph))) : undefined
    if (outlined !== undefined && paragraph.kind !== 'table-row') levels.set(paragraph, Math.min(6, outlined))
    else if (isBigger(paragraph, body)) levels.set(paragraph, Math.min(6, sizes.indexOf(sizeClass(paragraph)) + 1))
    // Where much is set in bold, bold says nothing.
    else if (share < MAX_BOLD_SHARE && bolds.has(paragraph)) {
      levels.set(paragraph, Math.min(6, boldBase + boldDepth(paragraph)))
    }
  }
  return levels
}

/** Text of a heading as outline and page can both spell it: without numbering, case and punctuation. */
export function headingKey(text: string): string {
  return text
    .replace(/^\s*(?:chapter|kapitel|section|appendix|anhang)?\s*(?:[\divxlc]+(?:\.\d+)*|[a-z])\.?\s+(?=\p{L})/iu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

function textOf(paragraph: Paragraph): string {
  return paragraph.lines.map((line) => line.text).join(' ')
}

/** Font size that most letters are set in. */
function bodySize(paragraphs: readonly Paragraph[]): number {
  const counts = new Map<number, number>()
  for (const line of paragraphs.flatMap((paragraph) => paragraph.lines)) {
    const size = Math.round(line.size * 2) / 2
    counts.set(size, (counts.get(size) ?? 0) + line.text.length)
  }
  let best = 10
  let most = 0
  for (const [size, count] of counts) if (count > most) [best, most] = [size, count]
  return best
}

function isBigger(paragraph: Paragraph, body: number): boolean {
  return mayBeHeading(paragraph) && (paragraph.lines[0]?.size ?? 0) >= body * BIGGER
}

function isBoldHeading(paragraph: Paragraph, body: number): boolean {
  const first = paragraph.lines[0]
  if (first === undefined || !mayBeHeading(paragraph) || paragraph.lines.length > 2) return false
  return (
    first.size >= body * 0.95 &&
    paragraph.lines.every((line: Line) => line.bold) &&
    !/[.,;]$/.test(textOf(paragraph).trim())
  )
}

function mayBeHeading(paragraph: Paragraph): boolean {
  const text = textOf(paragraph)
  const isNumbered = paragraph.kind === 'list-item' && paragraph.lines[0]?.marker?.number !== null
  if (paragraph.kind !== 'text' && !isNumbered) return false
  return paragraph.lines.length <= 4 && text.length <= MAX_LETTERS && /\p{L}.*\p{L}/u.test(text)
}

/** "2.1 Title" lies one level below "2 Title". */
function boldDepth(paragraph: Paragraph): number {
  const number = /^\s*(\d+(?:\.\d+)*)/.exec(textOf(paragraph))?.[1]
  return number === undefined ? 1 : number.split('.').length
}

function sizeClass(paragraph: Paragraph): number {
  return Math.round((paragraph.lines[0]?.size ?? 0) * 1.5)
}

function letters(...paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((sum, paragraph) => sum + textOf(paragraph).length, 0)
}
