import type { LearnPathClient } from '@learnpath/contracts'
import { outlineOf } from '../../tools/samples/document-outline.mjs'
import { writePdf } from '../../tools/samples/write-pdf.mjs'
import { sourceDocuments } from './library-of-20k-chunks.ts'

const WORDS_PER_PAGE = 420

/** Makes documents of real text. No two are the same: each begins at another place and holds a word of its own. */
export interface DocumentMaker {
  text(bytes: number, mark: string): Uint8Array
  markdown(bytes: number, mark: string): Uint8Array
  pdf(pages: number, mark: string): Promise<Uint8Array>
}

export async function createDocumentMaker(dataFolder: string): Promise<DocumentMaker> {
  const documents = await sourceDocuments(dataFolder)
  const prose = documents
    .filter(({ path }) => path.startsWith('scifact/'))
    .map(({ text }) => text.replaceAll(/^## /gm, ''))
  const book = documents.filter(({ path }) => path.startsWith('rust-book/')).map(({ text }) => text)
  let next = 0
  const take = (parts: readonly string[], length: number): string => {
    let text = ''
    while (text.length < length) text += `${parts[next++ % parts.length] ?? ''}\n`
    return text.slice(0, length)
  }
  return {
    text: (bytes, mark) => new TextEncoder().encode(`${mark}\n\n${take(prose, bytes)}`).slice(0, bytes),
    markdown: (bytes, mark) => new TextEncoder().encode(`# About ${mark}\n\n${take(book, bytes)}`).slice(0, bytes),
    pdf: async (pages, mark) =>
      await writePdf(outlineOf(pagesOf(pages, mark, take, prose)), { title: mark, language: 'en' }),
  }
}

function pagesOf(
  count: number,
  mark: string,
  take: (parts: readonly string[], length: number) => string,
  prose: readonly string[],
): string {
  const page = (_: unknown, index: number): string => {
    // The standard fonts have Latin-1 letters only.
    const words = take(prose, WORDS_PER_PAGE * 8)
      .replaceAll(/[^\u0020-\u007e\n]/g, '')
      .replaceAll(/[*|#-]/g, ' ')
      .split(/\s+/)
      .slice(0, WORDS_PER_PAGE)
    const half = words.length / 2
    return `## Section ${index + 1} ${mark}\n\n${words.slice(0, half).join(' ')}\n\n${words.slice(half).join(' ')}`
  }
  return `# ${mark}\n\n${Array.from({ length: count }, page).join('\n\n---\n\n')}`
}

export interface Timed {
  readonly acknowledgedMs: number
  readonly searchableMs: number
}

/** Adds one document and searches until it is found. */
export async function timeToSearchable(
  client: LearnPathClient,
  document: { readonly path: string; readonly bytes: Uint8Array; readonly mark: string },
): Promise<Timed> {
  const started = performance.now()
  const blob = new Blob([document.bytes.slice()])
  const { added } = await client.addDocuments({ files: [{ path: document.path, bytes: blob }] })
  const acknowledgedMs = performance.now() - started
  const id = added[0]?.document.id ?? ''
  for (;;) {
    const { hits } = await client.search({ query: document.mark, limit: 1, filters: { documentIds: [id] } })
    if (hits.length > 0) return { acknowledgedMs, searchableMs: performance.now() - started }
    const { state, failure } = await client.getDocument(id)
    if (state === 'failed') throw new Error(`${document.path}: ${failure?.code ?? ''} ${failure?.message ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
