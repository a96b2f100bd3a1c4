import type { ParsedDocument, TextRange } from '../../../ports/parsed-document.ts'

/** What of a document tells how it stands to others. */
export type HintedText = Pick<ParsedDocument, 'text' | 'blocks' | 'marks'>

/** How an author speaks of another document: by a link, or by its name. */
export interface DocumentReference {
  /** As written; null when it is a name only. */
  readonly href: string | null
  readonly name: string
}

/** The links within a range, in the order of the text. */
export function linksIn(document: HintedText, range: TextRange): DocumentReference[] {
  // A loop that makes nothing for the many marks elsewhere: it runs for every block of a book.
  const links: DocumentReference[] = []
  for (const mark of document.marks) {
    if (mark.kind !== 'link' || mark.start < range.start || mark.end > range.end) continue
    links.push({ href: mark.href, name: textOf(document, mark) })
  }
  return links
}

/** What stands in a range, on one line. */
export function textOf({ text }: HintedText, range: TextRange): string {
  return text.slice(range.start, range.end).replaceAll(/\s+/gu, ' ').trim()
}
