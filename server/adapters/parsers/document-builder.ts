import type { Block, Mark, PageRange, ParsedDocument } from '../../ports/parsed-document.ts'
import { normaliseOffsets } from './normalise-offsets.ts'
import { cleanCharacters } from './clean-characters.ts'

type WithoutRange<T> = T extends unknown ? Omit<T, 'start' | 'end' | 'cells'> : never
/** A block before its place in the text is known. */
export type BlockShape = WithoutRange<Block>
export type MarkShape = { readonly kind: 'bold' | 'italic' | 'code' } | { readonly kind: 'link'; readonly href: string }

const CELL_JOINT = ' | '

interface OpenMark {
  readonly shape: MarkShape
  start: number
}

/**
 * Collects a document's text with its structure while a parser walks its source: collapses white space, puts the right
 * separators between blocks, keeps offsets. Text given outside a block becomes a paragraph of its own.
 */
export class DocumentBuilder {
  readonly #parts: string[] = []
  #length = 0
  readonly #blocks: Block[] = []
  readonly #marks: Mark[] = []
  readonly #pages: { page: number; start: number; end: number }[] = []
  readonly #openMarks: OpenMark[] = []
  #shape: BlockShape | null = null
  #blockStart = -1
  #cells: { start: number; end: number }[] = []
  #emptyCells = 0
  #inCell = false
  #cellStart = -1
  #space = false
  #lineBreaks = 0
  #tables = 0

  /** Number of UTF-16 units so far. */
  get length(): number {
    return this.#length
  }

  get hasOpenBlock(): boolean {
    return this.#shape !== null
  }

  /** Takes the number of a new table. */
  nextTable(): number {
    return this.#tables++
  }

  /** Ends the block that is open, if any, and starts another. A block that stays without text leaves no trace. */
  startBlock(shape: BlockShape): void {
    this.endBlock()
    this.#shape = shape
  }

  endBlock(): void {
    const shape = this.#shape
    if (shape === null) return
    if (this.#inCell) this.endCell()
    for (const mark of this.#openMarks) this.#closeMark(mark)
    if (this.#blockStart >= 0) {
      const range = { start: this.#blockStart, end: this.#length }
      for (; this.#emptyCells > 0; this.#emptyCells--) this.#cells.push({ start: range.end, end: range.end })
      this.#blocks.push(
        shape.kind === 'table-row' ? { ...shape, ...range, cells: this.#cells } : { ...shape, ...range },
      )
    }
    this.#shape = null
    this.#blockStart = -1
    this.#cells = []
    this.#emptyCells = 0
    this.#cellStart = -1
    this.#space = false
    this.#lineBreaks = 0
  }

  /** Inside a table row. */
  startCell(): void {
    if (this.#inCell) this.endCell()
    this.#inCell = true
    this.#space = false
    this.#lineBreaks = 0
  }

  endCell(): void {
    if (!this.#inCell) return
    if (this.#cellStart >= 0) this.#cells.push({ start: this.#cellStart, end: this.#length })
    else this.#emptyCells++
    this.#inCell = false
    this.#cellStart = -1
    this.#space = false
    this.#lineBreaks = 0
  }

  /** Running text: white space is collapsed to single spaces. */
  text(raw: string): void {
    const clean = cleanCharacters(raw).replace(/[ \t\n\f]+/g, ' ')
    if (clean === '') return
    if (clean === ' ') {
      this.#space = true
      return
    }
    const trimmed = clean.trim()
    if (clean.startsWith(' ')) this.#space = true
    this.#open()
    const atStart = this.#length === this.#blockStart || this.#length === this.#cellStart
    if (!atStart) {
      if (this.#lineBreaks > 0 && this.#shape?.kind !== 'table-row') this.#emit('\n')
      else if (this.#space || this.#lineBreaks > 0) this.#emit(' ')
    }
    this.#lineBreaks = 0
    this.#startMarks()
    this.#emit(trimmed)
    this.#space = clean.endsWith(' ')
  }

  /** Text whose white space counts (code). Line ends become LF, blank lines at both ends go. */
  verbatim(raw: string): void {
    const clean = cleanCharacters(raw).replace(/\f/g, '\n')
    const trimmed = clean.replace(/^(?:[ \t]*\n)+/, '').trimEnd()
    if (trimmed.trim() === '') return
    this.#open()
    if (this.#lineBreaks > 0 && this.#length > this.#blockStart) this.#emit('\n')
    this.#lineBreaks = 0
    this.#startMarks()
    this.#emit(trimmed)
  }

  /** A line end the author wanted, inside a block. */
  lineBreak(): void {
    if (this.#shape !== null) this.#lineBreaks++
  }

  startMark(shape: MarkShape): void {
    this.#openMarks.push({ shape, start: -1 })
  }

  endMark(): void {
    const mark = this.#openMarks.pop()
    if (mark !== undefined) this.#closeMark(mark)
  }

  /** The text that follows stands on this page (counted from 1). */
  startPage(page: number): void {
    this.endBlock()
    this.#endPage()
    this.#pages.push({ page, start: -1, end: -1 })
  }

  /** Like startPage, for a block that runs on over the end of a page. */
  turnPage(page: number): void {
    this.#endPage()
    this.#pages.push({ page, start: -1, end: -1 })
  }

  /** The finished document, in NFC. */
  finish(about: Pick<ParsedDocument, 'format' | 'title' | 'warnings'>): ParsedDocument {
    this.endBlock()
    this.#endPage()
    const normalised = normaliseOffsets({
      text: this.#parts.join(''),
      blocks: this.#blocks,
      marks: this.#marks.toSorted((a, b) => a.start - b.start || b.end - a.end),
      pages: this.#pages satisfies PageRange[],
    })
    const firstHeading = normalised.blocks.find((block) => block.kind === 'heading')
    const title = about.title?.normalize('NFC').replace(/\s+/g, ' ').trim()
    return {
      ...about,
      ...normalised,
      title: title || (firstHeading ? normalised.text.slice(firstHeading.start, firstHeading.end) : null),
    }
  }

  #open(): void {
    if (this.#shape === null) this.#shape = { kind: 'paragraph' }
    if (this.#blockStart < 0) {
      this.#emit(this.#separator(this.#shape))
      this.#blockStart = this.#length
      this.#space = false
      this.#lineBreaks = 0
    }
    if (this.#inCell && this.#cellStart < 0) this.#openCell()
  }

  /** Empty cells before this one keep their joints, so that columns can be told apart. */
  #openCell(): void {
    for (; this.#emptyCells > 0; this.#emptyCells--) {
      if (this.#cells.length > 0) this.#emit(CELL_JOINT)
      this.#cells.push({ start: this.#length, end: this.#length })
    }
    if (this.#cells.length > 0) this.#emit(CELL_JOINT)
    this.#cellStart = this.#length
  }

  #separator(shape: BlockShape): string {
    const before = this.#blocks.at(-1)
    if (before === undefined) return ''
    const sameList = before.kind === 'list-item' && shape.kind === 'list-item'
    const sameTable = before.kind === 'table-row' && shape.kind === 'table-row' && before.table === shape.table
    return sameList || sameTable ? '\n' : '\n\n'
  }

  #emit(text: string): void {
    if (text === '') return
    this.#parts.push(text)
    this.#length += text.length
  }

  /** What stands between pages belongs to none. */
  #startMarks(): void {
    const page = this.#pages.at(-1)
    if (page !== undefined && page.start < 0) page.start = this.#length
    for (const mark of this.#openMarks) if (mark.start < 0) mark.start = this.#length
  }

  #closeMark(mark: OpenMark): void {
    if (mark.start >= 0 && mark.start < this.#length) {
      this.#marks.push({ ...mark.shape, start: mark.start, end: this.#length })
    }
    mark.start = -1
  }

  #endPage(): void {
    const page = this.#pages.at(-1)
    if (page === undefined) return
    if (page.start < 0) page.start = this.#length
    page.end = this.#length
  }
}
