import { lastStartingBy, type ReadingText, type TextRange } from './reading-text.ts'

export interface OutlineEntry extends TextRange {
  readonly title: string
  /** From 1; the highest that the document has is 1. */
  readonly level: number
}

/** The document's headings. */
export function outlineOf({ text, blocks }: Pick<ReadingText, 'text' | 'blocks'>): OutlineEntry[] {
  const headings = blocks.filter((block) => block.kind === 'heading')
  const highest = Math.min(...headings.map(({ level }) => level))
  return headings.map(({ start, end, level }) => ({
    start,
    end,
    level: level - highest + 1,
    title: text.slice(start, end).replaceAll(/\s+/g, ' '),
  }))
}

/** Index of the entry whose section holds an offset; -1 before the first. */
export const sectionIndex = (outline: readonly OutlineEntry[], offset: number): number =>
  lastStartingBy(outline, offset)
