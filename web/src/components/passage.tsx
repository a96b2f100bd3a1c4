import type { SourcePassage } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'

/** Where something stands: a stretch of a document. SourcePassage, SearchHit and Citation all are one. */
export type PassagePlace = Pick<
  SourcePassage,
  'documentId' | 'title' | 'path' | 'headingPath' | 'page' | 'start' | 'end'
>

/** The reader's address for a stretch of a document: a deep link that can be kept. */
export function readerAddress({
  documentId,
  start,
  end,
  page,
}: Pick<PassagePlace, 'documentId' | 'start' | 'end' | 'page'>): string {
  const query = new URLSearchParams({ start: String(start), end: String(end) })
  if (page !== null) query.set('page', String(page))
  return `/documents/${encodeURIComponent(documentId)}?${query.toString()}`
}

/** Title, headings and page of a passage; leads to it. */
export function PassageLink({ place }: { readonly place: PassagePlace }): JSX.Element {
  const t = useTranslations('app')
  // A document is often headed by its title.
  const headings = place.headingPath[0] === place.title ? place.headingPath.slice(1) : place.headingPath
  return (
    <p className="text-sm text-soft">
      <Link href={readerAddress(place)} className="font-medium">
        {place.title}
      </Link>
      {headings.map((heading) => ` › ${heading}`).join('')}
      {place.page !== null && ` · ${t('page', { page: place.page })}`}
    </p>
  )
}

interface MarkedTextProps {
  readonly text: string
  /** Offset of `text` in its document. */
  readonly start: number
  /** Offsets in the document, ascending. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[]
}

/** A stretch of a document with its matches marked. */
export function MarkedText({ text, start, highlights }: MarkedTextProps): JSX.Element {
  const pieces: JSX.Element[] = []
  let at = 0
  for (const highlight of highlights) {
    const from = Math.max(at, highlight.start - start)
    const to = Math.min(text.length, highlight.end - start)
    if (to <= from) continue
    pieces.push(<span key={at}>{text.slice(at, from)}</span>, <mark key={`m${from}`}>{text.slice(from, to)}</mark>)
    at = to
  }
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  )
}
