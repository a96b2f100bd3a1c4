import { LearnPathError, type DocumentText } from '@learnpath/contracts'
import { z } from 'zod'
import { passageText, PassageView, viewOf } from '../passage-view.ts'
import { defineTool } from '../tool.ts'

const USUAL_CHARACTERS = 6000
const MOST_CHARACTERS = 20_000

const Range = z.object({
  start: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Where to begin, as passages and citations tell it. Default: the beginning.'),
  end: z.number().int().min(1).optional().describe('Where to end.'),
  page: z.number().int().min(1).optional().describe('Instead of start and end: a page of the document.'),
  around: z
    .number()
    .int()
    .min(0)
    .max(5000)
    .default(0)
    .describe('Characters more before and behind, to see a passage in its surroundings.'),
  maxCharacters: z.number().int().min(100).max(MOST_CHARACTERS).default(USUAL_CHARACTERS),
})
type Range = z.infer<typeof Range>

export const readPassage = defineTool({
  name: 'read_passage',
  title: 'Read in a document',
  description:
    'Reads a document, or a stretch of it: by the offsets of a passage or citation, or by page. Long texts come in parts: go on with start = "next".',
  writes: false,
  input: Range.extend({ documentId: z.string().min(1).describe('As search, ask and list_documents tell it.') }),
  output: z.object({
    passage: PassageView,
    documentCharacters: z.number().int().describe('Length of the whole document.'),
    next: z.number().int().nullable().describe('Where to go on reading; null at the end.'),
  }),
  async run({ documentId, ...range }, { client, address }) {
    const [document, content] = await Promise.all([client.getDocument(documentId), client.documentText(documentId)])
    const { start, end } = stretchOf(content, range)
    const { page, pageEnd } = pagesOf(content, start, end)
    const { collection, path, title } = document
    const text = content.text.slice(start, end)
    const passage = viewOf(
      { documentId, collection, path, title, headingPath: [], page, pageEnd, start, end, text },
      address,
    )
    const documentCharacters = content.text.length
    const next = end < documentCharacters ? end : null
    const more =
      next === null ? 'This is the end of the document.' : `Go on with start = ${next} of ${documentCharacters}.`
    return { data: { passage, documentCharacters, next }, text: `${passageText(passage, 'From')}\n\n${more}` }
  },
})

interface Stretch {
  readonly start: number
  readonly end: number
}

/** @throws LP_REQUEST_INVALID for a page or a place that the document does not have */
function stretchOf({ text, pages }: DocumentText, { around, maxCharacters, page, ...range }: Range): Stretch {
  const { start: from, end: to } = page === undefined ? wordsOf(text, range) : pageOf(pages, page)
  const start = Math.max(0, from - around)
  const wanted = Math.min(text.length, to + around)
  return { start, end: wanted - start <= maxCharacters ? wanted : cutAt(text, start, start + maxCharacters) }
}

function wordsOf(text: string, { start = 0, end = text.length }: Pick<Range, 'start' | 'end'>): Stretch {
  if (start > 0 && start >= text.length) throw wrong('start', `the document has ${text.length} characters`)
  if (end <= start && text !== '') throw wrong('end', 'it must be greater than start')
  return { start, end }
}

function pageOf(pages: DocumentText['pages'], wanted: number): Stretch {
  const page = pages.find((one) => one.page === wanted)
  if (page !== undefined) return page
  const last = pages.at(-1)?.page
  throw wrong('page', last === undefined ? 'the document has no pages; use start and end' : `it has pages 1 to ${last}`)
}

/** At the end of a line in the last fifth, so that no word is torn apart; at the limit where there is none. */
function cutAt(text: string, start: number, limit: number): number {
  const line = text.lastIndexOf('\n', limit)
  if (line > start + (limit - start) * 0.8) return line + 1
  const word = text.lastIndexOf(' ', limit)
  return word > start ? word + 1 : limit
}

function pagesOf({ pages }: DocumentText, start: number, end: number): { page: number | null; pageEnd: number | null } {
  const touched = pages.filter((page) => page.start < end && page.end > start)
  return { page: touched[0]?.page ?? null, pageEnd: touched.at(-1)?.page ?? null }
}

const wrong = (field: string, message: string): LearnPathError =>
  new LearnPathError('LP_REQUEST_INVALID', { detail: `${field}: ${message}`, issues: [{ field, message }] })
