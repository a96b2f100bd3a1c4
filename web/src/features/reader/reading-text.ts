import type { Answer } from '../../api/request.ts'

/** Half-open, in UTF-16 code units of the document's text. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

export type Block = TextRange &
  (
    | { readonly kind: 'heading'; readonly level: number }
    | { readonly kind: 'paragraph' | 'quote' }
    | { readonly kind: 'code'; readonly language: string | null }
    | { readonly kind: 'list-item'; readonly depth: number; readonly number: number | null }
    | {
        readonly kind: 'table-row'
        readonly table: number
        readonly header: boolean
        readonly cells: readonly TextRange[]
      }
  )

export type Mark = TextRange &
  ({ readonly kind: 'bold' | 'italic' | 'code' } | { readonly kind: 'link'; readonly href: string })

export type TextPage = Answer<'documentText'>['pages'][number]

/** A document's text with its structure, as its parser made it. */
export interface ReadingText extends Omit<Answer<'documentText'>, 'blocks' | 'marks'> {
  readonly blocks: readonly Block[]
  readonly marks: readonly Mark[]
}

/** The interface leaves the kinds of blocks and marks open; these are the ones that parsers make. */
export const readingText = (answer: Answer<'documentText'>): ReadingText => answer as unknown as ReadingText

/** Index of the last range that starts at or before the offset; -1 when there is none. Ranges are in order. */
export function lastStartingBy(ranges: readonly TextRange[], offset: number): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Ranges in order that have something in common with a stretch; ranges that do not overlap each other. */
export function overlapping<R extends TextRange>(ranges: readonly R[], { start, end }: TextRange): R[] {
  const found: R[] = []
  for (let index = Math.max(0, lastStartingBy(ranges, start)); index < ranges.length; index++) {
    const range = ranges[index]
    if (range === undefined || range.start >= end) break
    if (range.end > start) found.push(range)
  }
  return found
}

/** The page that an offset is on; null in a document without pages. */
export function pageAt(pages: readonly TextPage[], offset: number): number | null {
  const at = lastStartingBy(pages, offset)
  return pages[Math.max(0, at)]?.page ?? null
}

/** Offset where a page begins; null when the document has no such page. */
export const pageStart = (pages: readonly TextPage[], page: number): number | null =>
  pages.findLast((each) => each.page === page)?.start ?? null
