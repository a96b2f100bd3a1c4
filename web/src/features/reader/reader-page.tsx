import type { JSX } from 'react'
import { useParams, useSearchParams } from 'wouter'
import { DocumentPane } from './document-pane.tsx'

/** A document at the place that the address names. */
export function ReaderPage(): JSX.Element {
  const { id } = useParams<{ id: string }>()
  const [search] = useSearchParams()
  const start = Number(search.get('start') ?? 0)
  const end = Number(search.get('end') ?? start)
  const page = search.has('page') ? Number(search.get('page')) : null
  return (
    <div className="h-[calc(100dvh-4rem)] p-3 md:h-dvh">
      <DocumentPane documentId={id} start={start} end={end} page={page} />
    </div>
  )
}
