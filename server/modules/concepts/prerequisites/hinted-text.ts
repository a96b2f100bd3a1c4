import type { Mark, ParsedDocument, TextRange } from '../../../ports/parsed-document.ts'

/** What of a document tells how it stands to others. */
export type HintedText = Pick<ParsedDocument, 'text' | 'blocks' | 'marks'>

/** How an author speaks of another document: by a link, or by its name. */
export interface DocumentReference {
  /** As written; null when it is a name only. */
  readonly href: string | null
  readonly name: string
}

type Link = Extract<Mark, { readonly kind: 'link' }>

/** Links by place: they are asked for with every block of a book. */
const sortedLinks = new WeakMap<readonly Mark[], readonly Link[]>()

function linksByPlace(marks: readonly Mark[]): readonly Link[] {
  const known = sortedLinks.get(marks)
  if (known !== undefined) return known
  const sorted = marks.filter((mark) => mark.kind === 'link').toSorted((one, other) => one.start - other.start)
  sortedLinks.set(marks, sorted)
  return sorted
}

/** The links within a range, in the order of the text. */
export function linksIn(document: HintedText, range: TextRange): DocumentReference[] {
  const links = linksByPlace(document.marks)
  const found: DocumentReference[] = []
  for (let at = firstFrom(links, range.start); at < links.length; at++) {
    const link = links[at]
    if (link === undefined || link.start > range.end) break
    if (link.end <= range.end) found.push({ href: link.href, name: textOf(document, link) })
  }
  return found
}

function firstFrom(links: readonly Link[], place: number): number {
  let low = 0
  let high = links.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((links[middle]?.start ?? 0) < place) low = middle + 1
    else high = middle
  }
  return low
}

/** What stands in a range, on one line. */
export function textOf({ text }: HintedText, range: TextRange): string {
  return text.slice(range.start, range.end).replaceAll(/\s+/gu, ' ').trim()
}
