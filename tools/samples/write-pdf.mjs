// Writes a PDF as a word processor would: headings in larger type, a running header, page numbers, the standard fonts.
import { PDFDocument, StandardFonts } from 'pdf-lib'

const PAGE = { width: 595, height: 842, margin: 64 }
const DATE = new Date(Date.UTC(2026, 0, 1))
const STYLES = {
  1: { size: 20, before: 0, after: 12, bold: true },
  2: { size: 14, before: 14, after: 6, bold: true },
  3: { size: 12, before: 10, after: 4, bold: true },
  text: { size: 11, before: 0, after: 7, bold: false },
  item: { size: 11, before: 0, after: 4, bold: false },
}

/** Words with their font, so that lines can be broken between them. */
function wordsOf(runs, fonts, allBold) {
  return runs.flatMap(({ text, bold }) =>
    [...text.matchAll(/\S+|\s+/g)].map(([word]) => ({ word, font: bold || allBold ? fonts.bold : fonts.regular })),
  )
}

/** @returns lines of at most `width` points */
function linesOf(words, size, width) {
  const lines = [[]]
  let used = 0
  for (const { word, font } of words) {
    const space = word.trim() === ''
    const length = font.widthOfTextAtSize(space ? ' ' : word, size)
    if (!space && used + length > width && used > 0) {
      lines.push([])
      used = 0
    }
    if (space && used === 0) continue
    lines.at(-1).push({ word: space ? ' ' : word, font, x: used })
    used += length
  }
  return lines.filter((line) => line.length > 0)
}

class Writer {
  constructor(document, fonts, header) {
    this.document = document
    this.fonts = fonts
    this.header = header
    this.newPage()
  }

  newPage() {
    this.page = this.document.addPage([PAGE.width, PAGE.height])
    this.y = PAGE.height - PAGE.margin - 24
    const { regular } = this.fonts
    this.page.drawText(this.header, { x: PAGE.margin, y: PAGE.height - 44, size: 9, font: regular })
    const number = String(this.document.getPageCount())
    this.page.drawText(number, { x: PAGE.width / 2, y: 36, size: 9, font: regular })
  }

  block(runs, style, { indent = 0, marker = '' } = {}) {
    const lines = linesOf(wordsOf(runs, this.fonts, style.bold), style.size, PAGE.width - 2 * PAGE.margin - indent)
    const height = style.size * 1.35
    // A heading never stands alone at the foot of a page.
    const needed = style.before + height * (style.bold ? lines.length + 3 : 1)
    if (this.y - needed < PAGE.margin) this.newPage()
    this.y -= style.before
    for (const [index, line] of lines.entries()) {
      if (this.y - height < PAGE.margin) this.newPage()
      this.y -= height
      if (index === 0 && marker !== '') this.draw(marker, PAGE.margin + indent - 16, style.size, this.fonts.regular)
      for (const part of joined(line)) this.draw(part.text, PAGE.margin + indent + part.x, style.size, part.font)
    }
    this.y -= style.after
  }

  draw(text, x, size, font) {
    this.page.drawText(text, { x, y: this.y, size, font })
  }
}

/** Neighbouring words of one font as one piece of text, as programs write them. */
function joined(line) {
  const parts = []
  for (const { word, font, x } of line) {
    const last = parts.at(-1)
    if (last?.font === font) last.text += word
    else parts.push({ text: word, font, x })
  }
  return parts
}

/**
 * @param {import('./document-outline.mjs').OutlineBlock[]} blocks
 * @param {{ title: string, language: string }} about
 * @returns {Promise<Uint8Array>} the same bytes for the same blocks
 */
export async function writePdf(blocks, { title, language }) {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(title)
  document.setLanguage(language)
  document.setCreationDate(DATE)
  document.setModificationDate(DATE)
  const fonts = {
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  }
  const writer = new Writer(document, fonts, title)
  for (const block of blocks) {
    if (block.kind === 'page-break') writer.newPage()
    else if (block.kind === 'heading') writer.block(block.runs, STYLES[block.level])
    else if (block.kind === 'bullet') writer.block(block.runs, STYLES.item, { indent: 18, marker: '•' })
    else if (block.kind === 'step') writer.block(block.runs, STYLES.item, { indent: 18, marker: `${block.number}.` })
    else if (block.kind === 'paragraph') writer.block(block.runs, STYLES.text)
    else throw new Error(`a sample PDF has no ${block.kind}`)
  }
  return await document.save({ useObjectStreams: false })
}
