import { LearnPathError } from '@learnpath/contracts'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { headingKey } from './headings.ts'
import { openPdf } from './open-pdf.ts'
import { PageReader } from './page-items.ts'
import { readingOrder } from './reading-order.ts'
import type { PageRows } from './running-lines.ts'
import { segmentsOf } from './segments.ts'

/** What a PDF says, before it is made into paragraphs. */
export interface PdfContent {
  readonly pages: readonly PageRows[]
  /** Pages that could not be read. */
  readonly unreadable: readonly number[]
  /** Depth (from 1) of the titles in the PDF's outline, by `headingKey`. */
  readonly outline: ReadonlyMap<string, number>
  readonly title: string | null
}

/** A single letter is no text layer: scanners and broken files leave such crumbs. */
const MIN_LETTERS = 2
const USELESS_TITLE =
  /^(?:microsoft word\b.*|untitled|unbenannt|document\d*|slide 1|.*\.(?:docx?|tex|dvi|pptx?|indd|pdf|qxd))$/i

/** Reads the text layer. @throws LP_PARSE_PASSWORD_NEEDED, LP_PARSE_PASSWORD_WRONG, LP_PARSE_DAMAGED */
export async function readPdf(bytes: Uint8Array, password: string | undefined): Promise<PdfContent> {
  const document = await openPdf(bytes, password)
  try {
    if (document.numPages === 0) throw new LearnPathError('LP_PARSE_DAMAGED', { detail: 'it has no pages' })
    const { pages, unreadable } = await readPages(document)
    if (unreadable.length === document.numPages) {
      throw new LearnPathError('LP_PARSE_DAMAGED', { detail: 'none of its pages can be read' })
    }
    return { pages, unreadable, outline: await outlineLevels(document), title: await metadataTitle(document) }
  } finally {
    await document.loadingTask.destroy()
  }
}

export function hasText(content: PdfContent): boolean {
  let letters = 0
  for (const row of content.pages.flatMap((page) => page.rows)) {
    for (const segment of row.segments) for (const item of segment.items) letters += item.text.trim().length
    if (letters >= MIN_LETTERS) return true
  }
  return false
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
      // Told to the user as a warning, or as damage when no page can be read.
      unreadable.push(page)
      pages.push({ page, height: 0, rows: [] })
    }
  }
  return { pages, unreadable }
}

/** A damaged outline counts as none: headings are then told by their type. */
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
  const info: { readonly Title?: unknown } = data?.info ?? {}
  const title = info.Title
  if (typeof title !== 'string') return null
  const clean = title.replace(/\s+/g, ' ').trim()
  return clean.length < 3 || USELESS_TITLE.test(clean) ? null : clean
}
