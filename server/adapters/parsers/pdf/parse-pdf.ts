import { LearnPathError } from '@learnpath/contracts'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ParsedDocument } from '../../../ports/parsed-document.ts'
import { DocumentBuilder } from '../document-builder.ts'
import { headingKey, headingLevels } from './headings.ts'
import { linesOf } from './lines.ts'
import { openPdf } from './open-pdf.ts'
import { PageReader } from './page-items.ts'
import { paragraphsOf } from './paragraphs.ts'
import { readingOrder } from './reading-order.ts'
import { dropRunningLines } from './running-lines.ts'
import type { PageRows } from './running-lines.ts'
import { segmentsOf } from './segments.ts'
import { ParagraphWriter } from './write-paragraphs.ts'

/** Words of a page found in its picture, null when no OCR program is installed. */
export type RecognisePage = (page: number) => Promise<string | null>

/** Reads a PDF's text layer; pages without one are recognised when that is possible. @throws LP_PARSE_… */
export async function parsePdf(
  bytes: Uint8Array,
  password: string | undefined,
  recognise: RecognisePage,
): Promise<ParsedDocument> {
  const document = await openPdf(bytes, password)
  try {
    return await readDocument(document, recognise)
  } finally {
    await document.loadingTask.destroy()
  }
}

async function readDocument(document: PDFDocumentProxy, recognise: RecognisePage): Promise<ParsedDocument> {
  if (document.numPages === 0) throw new LearnPathError('LP_PARSE_DAMAGED', { detail: 'it has no pages' })
  const { pages, unreadable } = await readPages(document)
  if (unreadable.length === document.numPages) {
    throw new LearnPathError('LP_PARSE_DAMAGED', { detail: 'none of its pages can be read' })
  }
  const broken = new Set(unreadable)
  const blank = pages.filter((page) => page.rows.length === 0 && !broken.has(page.page)).map((page) => page.page)
  const recognised = await recognisePages(blank, recognise)
  if (blank.length + unreadable.length === pages.length && recognised.texts.size === 0) {
    throw new LearnPathError('LP_PARSE_NO_TEXT', recognised.isPossible ? { detail: 'OCR found no text either' } : {})
  }
  const paragraphs = paragraphsOf(linesOf(dropRunningLines(pages)))
  const levels = headingLevels(paragraphs, await outlineLevels(document))
  const builder = new DocumentBuilder()
  const writer = new ParagraphWriter(builder, paragraphs, levels)
  const waiting = [...recognised.texts]
  for (const paragraph of paragraphs) {
    while ((waiting[0]?.[0] ?? Infinity) < (paragraph.lines[0]?.page ?? 0))
      writeRecognised(builder, writer, waiting.shift())
    writer.write(paragraph)
  }
  while (waiting.length > 0) writeRecognised(builder, writer, waiting.shift())
  writer.turnTo(document.numPages)
  const missing = blank.filter((page) => !recognised.texts.has(page))
  const parsed = builder.finish({
    format: 'pdf',
    title: await metadataTitle(document),
    warnings: [
      ...warning(missing, recognised.isPossible ? 'has no text' : 'has no text layer (OCR is not installed)'),
      ...warning([...recognised.texts.keys()], 'was read by OCR and may contain errors'),
      ...warning(unreadable, 'is damaged and was left out'),
    ],
  })
  return parsed
}

async function readPages(document: PDFDocumentProxy): Promise<{ pages: PageRows[]; unreadable: number[] }> {
  const reader = new PageReader(document)
  const pages: PageRows[] = []
  const unreadable: number[] = []
  for (let page = 1; page <= document.numPages; page++) {
    try {
      const { height, items } = await reader.read(page)
      pages.push({ page, height, rows: readingOrder(segmentsOf(items)) })
    } catch {
      // Reported to the reader of the document as a warning, or as damage when no page can be read.
      unreadable.push(page)
      pages.push({ page, height: 0, rows: [] })
    }
  }
  return { pages, unreadable }
}

async function recognisePages(
  pages: readonly number[],
  recognise: RecognisePage,
): Promise<{ texts: Map<number, string>; isPossible: boolean }> {
  const texts = new Map<number, string>()
  for (const page of pages) {
    const text = await recognise(page)
    if (text === null) return { texts, isPossible: false }
    if (text.trim() !== '') texts.set(page, text)
  }
  return { texts, isPossible: true }
}

function writeRecognised(builder: DocumentBuilder, writer: ParagraphWriter, entry: [number, string] | undefined): void {
  if (entry === undefined) return
  const [page, text] = entry
  writer.turnTo(page)
  for (const paragraph of text.split(/\n\s*\n/)) {
    builder.startBlock({ kind: 'paragraph' })
    builder.text(paragraph.replace(/(\p{L})[-‐]\n(?=\p{Ll})/gu, '$1'))
    builder.endBlock()
  }
}

/** Titles of the PDF's outline with their depth, from 1. Damaged outlines count as none. */
async function outlineLevels(document: PDFDocumentProxy): Promise<Map<string, number>> {
  const levels = new Map<string, number>()
  const entries = await document.getOutline().catch(() => null)
  type Entry = NonNullable<typeof entries>[number]
  const stack: { entry: Entry; depth: number }[] = (entries ?? []).map((entry) => ({ entry, depth: 1 }))
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { entry, depth } = next
    const key = headingKey(entry.title)
    if (key !== '') levels.set(key, Math.min(depth, levels.get(key) ?? depth))
    for (const child of entry.items as Entry[]) stack.push({ entry: child, depth: depth + 1 })
  }
  return levels
}

async function metadataTitle(document: PDFDocumentProxy): Promise<string | null> {
  const data = await document.getMetadata().catch(() => null)
  const title = (data?.info as { Title?: unknown } | undefined)?.Title
  if (typeof title !== 'string') return null
  const clean = title.replace(/\s+/g, ' ').trim()
  const isUseless =
    clean.length < 3 ||
    /^(?:microsoft word\b|untitled|unbenannt|document\d*$|slide 1$)/i.test(clean) ||
    /\.(?:docx?|tex|dvi|pptx?|indd|pdf|qxd)$/i.test(clean)
  return isUseless ? null : clean
}

function warning(pages: readonly number[], what: string): string[] {
  if (pages.length === 0) return []
  if (pages.length === 1) return [`page ${pages[0]} ${what}`]
  return [
    `pages ${ranges(pages)} ${what.replace(/^has/, 'have').replace(/^is/, 'are').replace(/^was/, 'were').replace(' and was ', ' and were ')}`,
  ]
}

function ranges(pages: readonly number[]): string {
  const result: string[] = []
  let start = 0
  pages.forEach((page, index) => {
    if (pages[index + 1] === page + 1) return
    const first = pages[start] ?? page
    result.push(first === page ? `${page}` : `${first}–${page}`)
    start = index + 1
  })
  return result.join(', ')
}
