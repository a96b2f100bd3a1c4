import type { SourcePassage } from './source-passage.ts'

/**
 * The page of the web app that shows a stretch of a document: a deep link that can be kept.
 * @param base of the server, such as http://127.0.0.1:8080
 */
export function passageAddress(
  base: string,
  { documentId, start, end, page }: Pick<SourcePassage, 'documentId' | 'start' | 'end' | 'page'>,
): string {
  const address = new URL(`/app/documents/${encodeURIComponent(documentId)}`, base)
  address.searchParams.set('start', String(start))
  address.searchParams.set('end', String(end))
  if (page !== null) address.searchParams.set('page', String(page))
  return address.href
}
