import { LearnPathError, type Citation } from '@learnpath/contracts'
import type { RetrievalApi } from '../retrieval/index.ts'
import type { Quote } from './quote-selection.ts'

/**
 * Gives each quote its place in its document: numbered from 1, with the pages of the quote itself.
 * @throws LP_DOCUMENT_NOT_READY, LP_DOCUMENT_NOT_FOUND when a document changed or went since it was searched.
 */
export async function citeQuotes(
  quotes: readonly Quote[],
  retrieval: Pick<RetrievalApi, 'pages'>,
): Promise<Citation[]> {
  const citations: Citation[] = []
  for (const quote of quotes) {
    const { hit } = quote.passage
    const range = { start: hit.start + quote.start, end: hit.start + quote.end }
    citations.push({
      n: citations.length + 1,
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
      ...(await pagesOf(quote, range, retrieval)),
      ...range,
      text: hit.text.slice(quote.start, quote.end),
    })
  }
  return citations
}

/** Only a passage that runs over several pages needs a look at the document. */
async function pagesOf(
  { passage: { hit } }: Quote,
  range: { readonly start: number; readonly end: number },
  retrieval: Pick<RetrievalApi, 'pages'>,
): Promise<{ page: number | null; pageEnd: number | null }> {
  if (hit.page === null || hit.page === hit.pageEnd) return { page: hit.page, pageEnd: hit.pageEnd }
  const { versionHash, pages } = await retrieval.pages(hit.documentId)
  if (versionHash !== hit.versionHash) {
    throw new LearnPathError('LP_DOCUMENT_NOT_READY', { detail: `"${hit.path}" changed while it was being quoted` })
  }
  const touched = pages.filter((page) => page.start < range.end && page.end > range.start)
  return { page: touched[0]?.page ?? hit.page, pageEnd: touched.at(-1)?.page ?? hit.pageEnd }
}
