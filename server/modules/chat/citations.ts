import { LearnPathError, type Citation, type SearchHit } from '@learnpath/contracts'
import type { RetrievalApi } from '../retrieval/index.ts'
import type { Quote } from './quote-selection.ts'

/** A part of a passage that is cited. */
export interface CitedPart {
  readonly n: number
  readonly hit: SearchHit
  /** Offsets into the passage's text. */
  readonly start: number
  readonly end: number
}

/** Tells the pages of parts of passages. */
export type PageReader = (hit: SearchHit, range: { readonly start: number; readonly end: number }) => Pages

type Pages = Pick<Citation, 'page' | 'pageEnd'>

/**
 * Gives each quote its place in its document: numbered from 1, with the pages of the quote itself.
 * @throws LP_DOCUMENT_NOT_READY, LP_DOCUMENT_NOT_FOUND when a document changed or went since it was searched.
 */
export async function citeQuotes(
  quotes: readonly Quote[],
  retrieval: Pick<RetrievalApi, 'pages'>,
): Promise<Citation[]> {
  const pagesOf = await readPages(
    quotes.map(({ passage }) => passage.hit),
    retrieval,
  )
  return quotes.map(({ passage, start, end }, index) => cite({ n: index + 1, hit: passage.hit, start, end }, pagesOf))
}

/** The part with everything that leads back to its place. */
export function cite({ n, hit, start, end }: CitedPart, pagesOf: PageReader): Citation {
  const range = { start: hit.start + start, end: hit.start + end }
  return {
    n,
    rank: hit.rank,
    score: hit.score,
    documentId: hit.documentId,
    versionHash: hit.versionHash,
    chunkId: hit.chunkId,
    collection: hit.collection,
    path: hit.path,
    title: hit.title,
    headingPath: hit.headingPath,
    language: hit.language,
    ...pagesOf(hit, range),
    ...range,
    text: hit.text.slice(start, end),
  }
}

/**
 * Looks up the pages of the passages' documents. Only a passage that runs over several pages needs it.
 * @throws LP_DOCUMENT_NOT_READY, LP_DOCUMENT_NOT_FOUND when a document changed or went since it was searched.
 */
export async function readPages(
  hits: readonly SearchHit[],
  retrieval: Pick<RetrievalApi, 'pages'>,
): Promise<PageReader> {
  const known = new Map<string, Awaited<ReturnType<RetrievalApi['pages']>>['pages']>()
  for (const { documentId, versionHash, path, page, pageEnd } of hits) {
    if (page === pageEnd || known.has(documentId)) continue
    const read = await retrieval.pages(documentId)
    if (read.versionHash !== versionHash) {
      throw new LearnPathError('LP_DOCUMENT_NOT_READY', { detail: `"${path}" changed while it was being quoted` })
    }
    known.set(documentId, read.pages)
  }
  return ({ documentId, page, pageEnd }, range) => {
    if (page === null || page === pageEnd) return { page, pageEnd }
    const touched = (known.get(documentId) ?? []).filter(({ start, end }) => start < range.end && end > range.start)
    return { page: touched[0]?.page ?? page, pageEnd: touched.at(-1)?.page ?? pageEnd }
  }
}
