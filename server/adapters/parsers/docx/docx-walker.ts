import type { BlockShape, DocumentBuilder } from '../document-builder.ts'
import { mathText } from './math-text.ts'
import type { Numbering } from './numbering.ts'
import type { DocxParts } from './open-docx.ts'
import { MONO_FONT } from './styles.ts'
import type { Style, Styles } from './styles.ts'
import { child, descend, toggle, value } from './xml-tree.ts'
import type { XmlNode } from './xml-tree.ts'

interface Context {
  readonly builder: DocumentBuilder
  readonly styles: Styles
  readonly numbering: Numbering
  readonly links: DocxParts['links']
}

/** Content that is struck, moved away, or only speaks to Word. */
const SKIPPED = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'w:pPr',
  'w:rPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'mc:Fallback',
  'w:commentReference',
])

/** Writes the body of a Word document into a builder. */
export class DocxWalker {
  readonly #context: Context
  readonly #noteIds: string[] = []
  /** Text boxes found inside a paragraph, written behind it. */
  #boxes: XmlNode[] = []
  #inCode = false
  #inCell = false
  #fieldDepth = 0
  #fieldCode = 0

  constructor(context: Context) {
    this.#context = context
  }

  /** Ids of notes in the order of their references. */
  get noteIds(): readonly string[] {
    return this.#noteIds
  }

  blocks(nodes: readonly XmlNode[]): void {
    for (const node of nodes) {
      if (node.name === 'w:p') this.#paragraph(node)
      else if (node.name === 'w:tbl') this.#table(node)
      else if (!SKIPPED.has(node.name)) this.blocks(node.children)
    }
  }

  /** Closes a code block that goes on from paragraph to paragraph. */
  finish(): void {
    this.#context.builder.endBlock()
    this.#inCode = false
  }

  #paragraph(node: XmlNode): void {
    const { builder, styles } = this.#context
    const properties = child(node, 'w:pPr')
    const style = styles.get(value(properties, 'w:pStyle'))
    if (style.kind === 'contents') return
    const isCode = style.kind === 'code' && style.headingLevel === null
    if (this.#inCell) builder.text(' ')
    else if (isCode && this.#inCode) builder.lineBreak()
    else {
      const { shape, label } = this.#shapeOf(properties, style)
      builder.startBlock(shape)
      if (label !== '' && hasText(node)) builder.text(`${label} `)
    }
    this.#inCode = isCode && !this.#inCell
    if (this.#inCode) builder.verbatim(verbatimText(node))
    else this.#inline(node.children, style)
    if (!this.#inCell && !this.#inCode) builder.endBlock()
    this.#writeBoxes()
  }

  #writeBoxes(): void {
    const boxes = this.#boxes
    this.#boxes = []
    for (const box of boxes) this.blocks(box.children)
  }

  #shapeOf(properties: XmlNode | undefined, style: Style): { shape: BlockShape; label: string } {
    const list = this.#listOf(properties, style)
    const outline = Number(value(properties, 'w:outlineLvl') ?? 9)
    const level = outline < 9 ? outline + 1 : style.headingLevel
    const counted = list === null ? null : this.#context.numbering.next(list.id, list.level)
    if (level !== null) return { shape: { kind: 'heading', level: Math.min(6, level) }, label: counted?.label ?? '' }
    if (style.kind === 'code') return { shape: { kind: 'code', language: null }, label: '' }
    if (list !== null && counted !== null) {
      // "2.3.1" says more than the block's number 1, and the text around may refer to it.
      const label = /\d\.\w/.test(counted.label) ? counted.label : ''
      return { shape: { kind: 'list-item', depth: list.level, number: counted.number }, label }
    }
    return { shape: { kind: style.kind === 'quote' ? 'quote' : 'paragraph' }, label: '' }
  }

  #listOf(properties: XmlNode | undefined, style: Style): Style['numbering'] {
    const own = child(properties, 'w:numPr')
    const id = value(own, 'w:numId')
    const level = value(own, 'w:ilvl')
    if (id === '0') return null
    if (id !== undefined) return { id, level: Number(level ?? 0) }
    if (style.numbering === null) return null
    return level === undefined ? style.numbering : { ...style.numbering, level: Number(level) }
  }

  #inline(nodes: readonly XmlNode[], style: Style): void {
    for (const node of nodes) {
      if (SKIPPED.has(node.name)) continue
      if (node.name === 'w:r') this.#run(node, style)
      else if (node.name === 'w:hyperlink') this.#hyperlink(node, style)
      else if (node.name === 'm:oMath') this.#context.builder.text(` ${mathText(node)} `)
      else if (node.name === 'w:txbxContent') this.#boxes.push(node)
      else this.#inline(node.children, style)
    }
  }

  #hyperlink(node: XmlNode, style: Style): void {
    const href = this.#context.links.get(node.attributes['r:id'] ?? '')
    if (href !== undefined) this.#context.builder.startMark({ kind: 'link', href })
    this.#inline(node.children, style)
    if (href !== undefined) this.#context.builder.endMark()
  }

  #run(run: XmlNode, paragraphStyle: Style): void {
    const { builder, styles } = this.#context
    const properties = child(run, 'w:rPr')
    const styleId = value(properties, 'w:rStyle')
    const style = styleId === undefined ? paragraphStyle : styles.get(styleId)
    if (toggle(properties, 'w:vanish') ?? style.hidden) return
    const marks = runMarks(properties, style, paragraphStyle.headingLevel !== null)
    for (const kind of marks) builder.startMark({ kind })
    for (const node of run.children) this.#runContent(node, paragraphStyle)
    for (const _ of marks) builder.endMark()
  }

  #runContent(node: XmlNode, style: Style): void {
    const { builder } = this.#context
    switch (node.name) {
      case 'w:fldChar':
        this.#field(node.attributes['w:fldCharType'])
        break
      case 'w:t':
        if (this.#fieldCode === 0) builder.text(node.text)
        break
      case 'w:tab':
      case 'w:ptab':
        builder.text(' ')
        break
      case 'w:br':
      case 'w:cr':
        if (isLineBreak(node)) builder.lineBreak()
        break
      case 'w:noBreakHyphen':
        builder.text('-')
        break
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#noteIds.push(noteKey(node.name, node.attributes['w:id']))
        break
      default:
        if (!SKIPPED.has(node.name)) this.#inline([node], style)
    }
  }

  /** A field has a code (hidden) and, behind a separator, the result Word shows. */
  #field(type: string | undefined): void {
    if (type === 'begin') {
      this.#fieldDepth++
      this.#fieldCode++
    } else if (type === 'separate') this.#fieldCode = Math.max(0, this.#fieldCode - 1)
    else if (type === 'end') {
      this.#fieldDepth = Math.max(0, this.#fieldDepth - 1)
      this.#fieldCode = Math.min(this.#fieldCode, this.#fieldDepth)
    }
  }

  #table(table: XmlNode): void {
    const rows = table.children.flatMap((node) =>
      node.name === 'w:tr' ? [node] : node.name === 'w:sdt' ? rowsInside(node) : [],
    )
    const isFrame = rows.length > 0 && rows.every((row) => cellsOf(row).length === 1)
    if (this.#inCell || isFrame) {
      for (const cell of rows.flatMap(cellsOf)) this.blocks(cell.children)
      return
    }
    const number = this.#context.builder.nextTable()
    this.#inCode = false
    rows.forEach((row, index) => this.#row(row, { table: number, header: isHeader(table, row, index) }))
  }

  #row(row: XmlNode, shape: { table: number; header: boolean }): void {
    const { builder } = this.#context
    builder.startBlock({ kind: 'table-row', ...shape })
    this.#inCell = true
    for (const cell of cellsOf(row)) {
      builder.startCell()
      const merge = descend(cell, 'w:tcPr', 'w:vMerge')
      const goesOn = merge !== undefined && merge.attributes['w:val'] !== 'restart'
      if (!goesOn) this.blocks(cell.children)
      builder.endCell()
    }
    this.#inCell = false
    builder.endBlock()
    this.#writeBoxes()
  }
}

function runMarks(properties: XmlNode | undefined, style: Style, isHeading: boolean): ('bold' | 'italic' | 'code')[] {
  const font = child(properties, 'w:rFonts')?.attributes['w:ascii']
  const marks: ('bold' | 'italic' | 'code')[] = []
  if (!isHeading && (toggle(properties, 'w:b') ?? style.bold)) marks.push('bold')
  if (!isHeading && (toggle(properties, 'w:i') ?? style.italic)) marks.push('italic')
  if (font === undefined ? style.mono : MONO_FONT.test(font)) marks.push('code')
  return marks
}

/** Foot- and endnotes count separately. */
export function noteKey(elementName: string, id: string | undefined): string {
  return `${elementName.startsWith('w:footnote') ? 'f' : 'e'}${id ?? ''}`
}

function isLineBreak(node: XmlNode): boolean {
  const type = node.attributes['w:type']
  return type === undefined || type === 'textWrapping'
}

function rowsInside(node: XmlNode): XmlNode[] {
  return child(node, 'w:sdtContent')?.children.filter((each) => each.name === 'w:tr') ?? []
}

function cellsOf(row: XmlNode): XmlNode[] {
  return row.children.flatMap((node) =>
    node.name === 'w:tc'
      ? [node]
      : node.name === 'w:sdt'
        ? (child(node, 'w:sdtContent')?.children.filter((each) => each.name === 'w:tc') ?? [])
        : [],
  )
}

function isHeader(table: XmlNode, row: XmlNode, index: number): boolean {
  if (toggle(child(row, 'w:trPr'), 'w:tblHeader')) return true
  const look = descend(table, 'w:tblPr', 'w:tblLook')
  const flags = Number.parseInt(look?.attributes['w:val'] ?? '0', 16)
  return index === 0 && (look?.attributes['w:firstRow'] === '1' || (flags & 0x20) !== 0)
}

function hasText(node: XmlNode): boolean {
  return node.name === 'w:t' ? node.text.trim() !== '' : node.children.some(hasText)
}

/** Text of a code paragraph with its white space. */
function verbatimText(node: XmlNode): string {
  if (SKIPPED.has(node.name)) return ''
  if (node.name === 'w:t') return node.text
  if (node.name === 'w:tab') return '\t'
  if (node.name === 'w:br' || node.name === 'w:cr') return '\n'
  if (node.name === 'w:noBreakHyphen') return '-'
  return node.children.map(verbatimText).join('')
}
