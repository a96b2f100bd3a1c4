import { overlapping, type Mark, type TextPage, type TextRange } from './reading-text.ts'

export type HighlightKind = 'passage' | 'hit' | 'current'
/** A stretch to point out: the passage that led here, or a place found. */
export interface Highlight extends TextRange {
  readonly kind: HighlightKind
}
/** Part of a program that has a colour. */
export interface Token extends TextRange {
  readonly className: string
}

/** What lies over a text. Each list is in order. */
export interface Layers {
  readonly marks: readonly Mark[]
  readonly highlights: readonly Highlight[]
  readonly pages: readonly TextPage[]
  readonly tokens?: readonly Token[]
}

/** A run of text that looks the same throughout. */
export interface Piece extends TextRange {
  readonly bold: boolean
  readonly italic: boolean
  readonly code: boolean
  readonly href: string | null
  readonly highlight: HighlightKind | null
  readonly className: string | null
  /** The page that begins here, inside a paragraph. */
  readonly newPage: number | null
}

const RANK: Readonly<Record<HighlightKind, number>> = { passage: 0, hit: 1, current: 2 }

/** Cuts a stretch of text wherever its look changes. */
export function piecesOf(range: TextRange, layers: Layers): Piece[] {
  // Marks may lie in each other, so that those before the stretch are looked through too; they are those of a section.
  const marks = layers.marks.filter(({ start, end }) => start < range.end && end > range.start)
  const highlights = layers.highlights.filter(({ start, end }) => start < range.end && end > range.start)
  const tokens = overlapping(layers.tokens ?? [], range)
  const pages = overlapping(layers.pages, range).filter(({ start }) => start > range.start)
  const cuts = new Set([range.start, range.end])
  for (const { start, end } of [...marks, ...highlights, ...tokens]) {
    if (start > range.start && start < range.end) cuts.add(start)
    if (end > range.start && end < range.end) cuts.add(end)
  }
  for (const { start } of pages) cuts.add(start)
  const edges = [...cuts].toSorted((a, b) => a - b)
  return edges.slice(0, -1).map((start, index): Piece => {
    const end = edges[index + 1] ?? range.end
    const covers = (other: TextRange): boolean => other.start <= start && other.end >= end
    const here = marks.filter(covers)
    const link = here.find((mark) => mark.kind === 'link')
    return {
      start,
      end,
      bold: here.some(({ kind }) => kind === 'bold'),
      italic: here.some(({ kind }) => kind === 'italic'),
      code: here.some(({ kind }) => kind === 'code'),
      href: link?.kind === 'link' ? link.href : null,
      highlight: strongest(highlights.filter(covers)),
      className: tokens.find(covers)?.className ?? null,
      newPage: pages.find((page) => page.start === start)?.page ?? null,
    }
  })
}

function strongest(highlights: readonly Highlight[]): HighlightKind | null {
  const [first] = highlights.toSorted((a, b) => RANK[b.kind] - RANK[a.kind])
  return first?.kind ?? null
}
