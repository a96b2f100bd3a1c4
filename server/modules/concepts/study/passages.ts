import type { Document, DocumentText, SourcePassage } from '@learnpath/contracts'

interface Range {
  readonly start: number
  readonly end: number
}

/** First and last page that a range touches; null for a document without pages. */
export function pagesOf(
  pages: DocumentText['pages'],
  { start, end }: Range,
): { readonly page: number | null; readonly pageEnd: number | null } {
  const touched = pages.filter((page) => page.start < end && page.end > start)
  return { page: touched[0]?.page ?? null, pageEnd: touched.at(-1)?.page ?? null }
}

/** The exact text of a range, with all that a citation of it shows. */
export function passageOf(
  document: Pick<Document, 'id' | 'collection' | 'path'>,
  text: DocumentText,
  range: Range & { readonly headingPath: readonly string[] },
): SourcePassage {
  const { start, end, headingPath } = range
  return {
    documentId: document.id,
    versionHash: text.versionHash,
    collection: document.collection,
    path: document.path,
    title: text.title,
    headingPath: [...headingPath],
    ...pagesOf(text.pages, range),
    start,
    end,
    text: text.text.slice(start, end),
  }
}
