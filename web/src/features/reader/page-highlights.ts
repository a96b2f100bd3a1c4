import { alignPage, type PageAlignment } from './page-alignment.ts'
import type { ReadingText, TextRange } from './reading-text.ts'
import type { Highlight, HighlightKind } from './text-pieces.ts'

/** The text layer of a page that is drawn: its runs as the engine set them, and their elements. */
export interface PageLayer {
  readonly root: HTMLElement
  readonly strings: readonly string[]
  readonly elements: readonly HTMLElement[]
}

/** A page's text layer along with where its text stands in the document. */
export interface AlignedPage {
  readonly layer: PageLayer
  readonly alignment: PageAlignment
  /** The page's stretch of the document's text. */
  readonly range: TextRange
}

/** In percent of the page, so that it stays right when the page is made larger. */
export interface HighlightRectangle {
  readonly kind: HighlightKind
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Null when the document's text has no such page. */
export function alignedPage(layer: PageLayer, reading: ReadingText, page: number): AlignedPage | null {
  const range = reading.pages.find((each) => each.page === page)
  if (range === undefined) return null
  return { layer, range, alignment: alignPage(layer.strings, reading.text.slice(range.start, range.end)) }
}

/** Share of a passage's letters that must be found on the page for it to be shown there. */
const ENOUGH = 0.6

/** The part of a stretch of text that stands on the page, counted from the page's first character. */
function onPage(stretch: TextRange, { start, end }: TextRange): TextRange {
  return { start: Math.max(stretch.start, start) - start, end: Math.min(stretch.end, end) - start }
}

/** Whether a stretch of text can be shown on the page at the right place. A page that is a picture shows none. */
export const canShow = (page: AlignedPage, stretch: TextRange): boolean =>
  page.alignment.foundOf(onPage(stretch, page.range)) >= ENOUGH

/** Where highlights stand on the page. */
export function rectanglesOf(page: AlignedPage, highlights: readonly Highlight[]): HighlightRectangle[] {
  const box = page.layer.root.getBoundingClientRect()
  if (box.width === 0 || box.height === 0) return []
  return highlights
    .filter(({ start, end }) => start < page.range.end && end > page.range.start)
    .filter((highlight) => canShow(page, highlight))
    .flatMap((highlight) =>
      lines(elementRectangles(page, highlight)).map((line): HighlightRectangle => ({
        kind: highlight.kind,
        left: ((line.left - box.left) / box.width) * 100,
        top: ((line.top - box.top) / box.height) * 100,
        width: ((line.right - line.left) / box.width) * 100,
        height: ((line.bottom - line.top) / box.height) * 100,
      })),
    )
}

/** Offset of the first text on the page that stands below a line of the window; null when there is none. */
export function offsetBelow({ layer, alignment, range }: AlignedPage, line: number): number | null {
  let first: number | null = null
  layer.elements.forEach((element, item) => {
    const offset = alignment.offsetOf(item, 0)
    if (offset === null || (first !== null && offset >= first)) return
    if (element.getBoundingClientRect().bottom > line) first = offset
  })
  return first === null ? null : range.start + first
}

/** Where a stretch of text begins on the page, in the window's coordinates; null where it cannot be shown. */
export function firstRectangleOf(page: AlignedPage, stretch: TextRange): DOMRect | null {
  if (!canShow(page, stretch)) return null
  const [first] = elementRectangles(page, stretch)
  return first ?? null
}

interface Edges {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function elementRectangles({ layer, alignment, range }: AlignedPage, stretch: TextRange): DOMRect[] {
  return alignment.itemsOf(onPage(stretch, range)).flatMap(({ item, start, end }): DOMRect[] => {
    const node = layer.elements[item]?.firstChild
    if (!(node instanceof Text)) return []
    const characters = document.createRange()
    characters.setStart(node, Math.min(start, node.length))
    characters.setEnd(node, Math.min(end, node.length))
    return [characters.getBoundingClientRect()].filter(({ width, height }) => width > 0 && height > 0)
  })
}

/** Rectangles beside each other in a line become one, so that a passage is marked without gaps between its words. */
function lines(rectangles: readonly Edges[]): Edges[] {
  const merged: Edges[] = []
  for (const next of rectangles) {
    const last = merged.at(-1)
    if (last !== undefined && isBeside(last, next)) {
      merged[merged.length - 1] = {
        left: Math.min(last.left, next.left),
        top: Math.min(last.top, next.top),
        right: Math.max(last.right, next.right),
        bottom: Math.max(last.bottom, next.bottom),
      }
    } else merged.push(next)
  }
  return merged
}

function isBeside(one: Edges, other: Edges): boolean {
  const height = Math.min(one.bottom - one.top, other.bottom - other.top)
  const common = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  const gap = Math.max(other.left - one.right, one.left - other.right)
  return common > height * 0.6 && gap < height * 0.7
}

/** The offsets in the document that a selection on a page covers; null when it holds none of the document's text. */
export function selectedOnPage({ layer, alignment, range }: AlignedPage, selection: Range): TextRange | null {
  let start = Number.POSITIVE_INFINITY
  let end = -1
  layer.elements.forEach((element, item) => {
    const node = element.firstChild
    if (!(node instanceof Text) || !selection.intersectsNode(node)) return
    const from = node === selection.startContainer ? selection.startOffset : 0
    const to = node === selection.endContainer ? selection.endOffset : node.length
    for (let character = from; character < to; character++) {
      const offset = alignment.offsetOf(item, character)
      if (offset === null) continue
      start = Math.min(start, range.start + offset)
      end = Math.max(end, range.start + offset + 1)
    }
  })
  return end > start ? { start, end } : null
}
