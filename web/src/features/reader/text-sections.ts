import { lastStartingBy, type Block, type ReadingText, type TextRange } from './reading-text.ts'

/** Consecutive blocks that are drawn together. */
export interface TextSection extends TextRange {
  readonly blocks: readonly Block[]
}

/** About a third of a window: few enough parts for a long book, small enough ones to draw at once. */
const SECTION_LENGTH = 1600
/** Rows of a long table or list that stay together. */
const MOST_ROWS = 60

/** Cuts a text into parts that are drawn only when they come near the window. Tables and lists stay whole where they can. */
export function sectionsOf({ text, blocks }: Pick<ReadingText, 'text' | 'blocks'>): TextSection[] {
  const all =
    blocks.length > 0 || text.trim() === '' ? blocks : [{ kind: 'paragraph', start: 0, end: text.length } as const]
  const sections: TextSection[] = []
  let gathered: Block[] = []
  let length = 0
  const close = (): void => {
    const [first] = gathered
    const last = gathered.at(-1)
    if (first !== undefined && last !== undefined) {
      sections.push({ start: first.start, end: last.end, blocks: gathered })
    }
    gathered = []
    length = 0
  }
  for (const block of all) {
    const before = gathered.at(-1)
    const belongs = before !== undefined && before.kind === block.kind && isRow(block) && gathered.length < MOST_ROWS
    // A heading stands with what it heads.
    const headsNext = before?.kind === 'heading'
    if (length > SECTION_LENGTH && !belongs && !headsNext) close()
    gathered.push(block)
    length += block.end - block.start
  }
  close()
  return sections
}

const isRow = ({ kind }: Block): boolean => kind === 'list-item' || kind === 'table-row'

/** Index of the part that holds an offset, or of the one before it. */
export const sectionAt = (sections: readonly TextSection[], offset: number): number =>
  Math.max(0, lastStartingBy(sections, offset))

const LINE_PX = 28
const GAP_PX = 16
const LINE_LENGTH = 78

/** Height of a part before it has been drawn. */
export function estimatedHeight({ blocks }: TextSection, widthPx: number): number {
  const perLine = Math.max(20, Math.min(LINE_LENGTH, widthPx / 8.6))
  let height = 0
  for (const block of blocks) {
    const lines = Math.ceil((block.end - block.start) / perLine)
    height += Math.max(1, lines) * LINE_PX + (isRow(block) ? 4 : GAP_PX)
  }
  return height
}
