import type { BlockShape, DocumentBuilder } from '../document-builder.ts'
import { HyphenRepair } from './hyphens.ts'
import type { FontStyle } from './text-item.ts'
import type { Span } from './line-text.ts'
import type { Line } from './lines.ts'
import type { Paragraph } from './paragraphs.ts'

/** Writes paragraphs into a builder: joins lines, repairs hyphenation, marks emphasis, keeps track of pages. */
export class ParagraphWriter {
  readonly #builder: DocumentBuilder
  readonly #hyphens = new HyphenRepair()
  readonly #levels: ReadonlyMap<Paragraph, number>
  readonly #boldMatters: boolean
  readonly #listIndents: number[] = []
  readonly #tables = new Map<number, number>()
  #page = 0

  constructor(builder: DocumentBuilder, paragraphs: readonly Paragraph[], levels: ReadonlyMap<Paragraph, number>) {
    this.#builder = builder
    this.#levels = levels
    let bold = 0
    let all = 0
    for (const line of paragraphs.flatMap((paragraph) => paragraph.lines)) {
      this.#hyphens.learn(line.text)
      all += line.text.length
      for (const span of line.spans) if (span.style.bold) bold += span.text.length
    }
    this.#boldMatters = bold < all * 0.5
  }

  write(paragraph: Paragraph): void {
    const first = paragraph.lines[0]
    if (first === undefined) return
    this.turnTo(first.page)
    const level = this.#levels.get(paragraph)
    if (paragraph.kind !== 'list-item') this.#listIndents.length = 0
    if (level !== undefined) this.#prose(paragraph, { kind: 'heading', level })
    else if (paragraph.kind === 'table-row') this.#row(first)
    else if (paragraph.kind === 'code') this.#code(paragraph)
    else if (paragraph.kind === 'list-item') this.#prose(paragraph, this.#item(first))
    else this.#prose(paragraph, { kind: 'paragraph' })
  }

  /** Opens every page up to this one; pages without text stay empty. */
  turnTo(page: number): void {
    while (this.#page < page) this.#builder.startPage(++this.#page)
  }

  #item(first: Line): BlockShape {
    const indents = this.#listIndents
    while (indents.length > 0 && first.x0 < (indents.at(-1) ?? 0) - first.size * 0.5) indents.pop()
    if (indents.length === 0 || first.x0 > (indents.at(-1) ?? 0) + first.size * 0.5) indents.push(first.x0)
    return { kind: 'list-item', depth: indents.length - 1, number: first.marker?.number ?? null }
  }

  #prose(paragraph: Paragraph, shape: BlockShape): void {
    this.#builder.startBlock(shape)
    const { lines } = paragraph
    lines.forEach((line, index) => {
      while (this.#page < line.page) this.#builder.turnPage(++this.#page)
      const next = lines[index + 1]
      const joint =
        next === undefined ? { cut: 0, insert: '' } : this.#hyphens.joint(line.text.trimEnd(), next.text.trimStart())
      const skip = index === 0 && shape.kind === 'list-item' ? (line.marker?.length ?? 0) : 0
      this.#spans(sliceSpans(line.spans, skip, line.text.trimEnd().length - joint.cut), shape.kind === 'heading')
      this.#builder.text(joint.insert)
    })
    this.#builder.endBlock()
  }

  #row(line: Line): void {
    const known = this.#tables.get(line.table ?? -1)
    const table = known ?? this.#builder.nextTable()
    this.#tables.set(line.table ?? -1, table)
    this.#builder.startBlock({ kind: 'table-row', table, header: known === undefined && line.bold })
    for (const cell of line.cells ?? []) {
      this.#builder.startCell()
      this.#spans(cell, false)
      this.#builder.endCell()
    }
    this.#builder.endBlock()
  }

  #code(paragraph: Paragraph): void {
    const left = Math.min(...paragraph.lines.map((line) => line.x0))
    this.#builder.startBlock({ kind: 'code', language: null })
    const rows = paragraph.lines.map((line) => {
      const indent = Math.max(0, Math.round((line.x0 - left) / (line.size * 0.6)))
      return ' '.repeat(Math.min(indent, 40)) + line.text
    })
    this.#builder.verbatim(rows.join('\n'))
    this.#builder.endBlock()
  }

  #spans(spans: readonly Span[], isHeading: boolean): void {
    for (const { text, style } of spans) {
      const marks = marksOf(style, this.#boldMatters && !isHeading)
      for (const kind of marks) this.#builder.startMark({ kind })
      this.#builder.text(text)
      for (const _ of marks) this.#builder.endMark()
    }
  }
}

function marksOf(style: FontStyle, boldMatters: boolean): ('bold' | 'italic' | 'code')[] {
  const marks: ('bold' | 'italic' | 'code')[] = []
  if (style.bold && boldMatters) marks.push('bold')
  if (style.italic) marks.push('italic')
  if (style.mono) marks.push('code')
  return marks
}

/** The spans of a line's text from `start` to `end`. */
function sliceSpans(spans: readonly Span[], start: number, end: number): Span[] {
  const result: Span[] = []
  let offset = 0
  for (const span of spans) {
    const from = Math.max(start, offset)
    const to = Math.min(end, offset + span.text.length)
    if (from < to) result.push({ text: span.text.slice(from - offset, to - offset), style: span.style })
    offset += span.text.length
  }
  return result
}
