import { LearnPathError } from '@learnpath/contracts'
import type { ParsedDocument } from '../../../ports/parsed-document.ts'
import { DocumentBuilder } from '../document-builder.ts'
import { headingLevels } from './headings.ts'
import { linesOf } from './lines.ts'
import { pageWarning } from './page-warning.ts'
import { paragraphsOf } from './paragraphs.ts'
import { hasText, readPdf } from './read-pdf.ts'
import type { PdfContent } from './read-pdf.ts'
import { rebuildPdf } from './rebuild-pdf.ts'
import { dropRunningLines } from './running-lines.ts'
import { ParagraphWriter } from './write-paragraphs.ts'

/** Text of a page found in its picture; null when no OCR program is installed. */
export type RecognisePage = (page: number) => Promise<string | null>

interface Recognised {
  readonly texts: ReadonlyMap<number, string>
  readonly isInstalled: boolean
}

/** Reads a PDF's text layer; pages without one are recognised when an OCR program is installed. @throws LP_PARSE_… */
export async function parsePdf(
  bytes: Uint8Array,
  password: string | undefined,
  recognise: RecognisePage,
): Promise<ParsedDocument> {
  const content = await readOrRebuild(bytes, password)
  const readable = content.pages.filter(({ page }) => !content.unreadable.includes(page))
  const blank = readable.filter((page) => page.rows.length === 0 || !hasText(content)).map(({ page }) => page)
  const recognised = await recognisePages(blank.slice(0, mostPictures(bytes)), recognise)
  if (!hasText(content) && recognised.texts.size === 0) {
    throw new LearnPathError('LP_PARSE_NO_TEXT', recognised.isInstalled ? { detail: 'OCR found no text either' } : {})
  }
  return compose(content, blank, recognised)
}

/** A file that cannot be read, or shows no text, may give its text once it is written anew from its objects. */
async function readOrRebuild(bytes: Uint8Array, password: string | undefined): Promise<PdfContent> {
  const first = await attempt(bytes, password)
  if ('content' in first && hasText(first.content)) return first.content
  const mayMend = 'content' in first || first.error.code === 'LP_PARSE_DAMAGED'
  const rebuilt = mayMend ? rebuildPdf(bytes) : null
  if (rebuilt !== null) {
    const second = await attempt(rebuilt, password)
    if ('content' in second && hasText(second.content)) return second.content
  }
  if ('error' in first) throw first.error
  return first.content
}

async function attempt(
  bytes: Uint8Array,
  password: string | undefined,
): Promise<{ content: PdfContent } | { error: LearnPathError }> {
  try {
    return { content: await readPdf(bytes, password) }
  } catch (error) {
    if (error instanceof LearnPathError) return { error }
    throw error
  }
}

/** A picture of a page takes this much at least, however it is packed. */
const SMALLEST_PICTURE_BYTES = 2048
const FEW_PICTURES = 10

/** A file may name one empty page a million times: only so many can be pictures of pages. */
const mostPictures = (bytes: Uint8Array): number => FEW_PICTURES + Math.floor(bytes.length / SMALLEST_PICTURE_BYTES)

async function recognisePages(pages: readonly number[], recognise: RecognisePage): Promise<Recognised> {
  const texts = new Map<number, string>()
  for (const page of pages) {
    const text = await recognise(page)
    if (text === null) return { texts, isInstalled: false }
    if (/\p{L}\p{L}/u.test(text)) texts.set(page, text)
  }
  return { texts, isInstalled: true }
}

function compose(content: PdfContent, blank: readonly number[], recognised: Recognised): ParsedDocument {
  const { pages, unreadable, outline, title } = content
  const paragraphs = paragraphsOf(linesOf(dropRunningLines(pages)))
  const builder = new DocumentBuilder()
  const writer = new ParagraphWriter(builder, paragraphs, headingLevels(paragraphs, outline))
  let next = 0
  for (const { page } of pages) {
    const text = recognised.texts.get(page)
    if (text !== undefined) {
      writer.turnTo(page)
      writeRecognised(builder, text)
    }
    for (let paragraph = paragraphs[next]; paragraph?.lines[0]?.page === page; paragraph = paragraphs[++next]) {
      if (text === undefined) writer.write(paragraph)
    }
    writer.turnTo(page)
  }
  const missing = blank.filter((page) => !recognised.texts.has(page))
  const lack = recognised.isInstalled ? ['has no text', 'have no text'] : ['has no text layer', 'have no text layer']
  return builder.finish({
    format: 'pdf',
    title,
    warnings: [
      ...pageWarning(missing, lack[0] ?? '', lack[1] ?? ''),
      ...pageWarning(
        [...recognised.texts.keys()],
        'was read by OCR and may contain errors',
        'were read by OCR and may contain errors',
      ),
      ...pageWarning(unreadable, 'is damaged and was left out', 'are damaged and were left out'),
    ],
  })
}

function writeRecognised(builder: DocumentBuilder, text: string): void {
  for (const paragraph of text.split(/\n\s*\n/)) {
    builder.startBlock({ kind: 'paragraph' })
    builder.text(paragraph.replace(/(\p{L})[-‐]\n(?=\p{Ll})/gu, '$1'))
    builder.endBlock()
  }
}
