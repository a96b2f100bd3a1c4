import { Cross2Icon, EnterFullScreenIcon } from '@radix-ui/react-icons'
import { useMemo, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IconButton } from '../../components/button.tsx'
import { readerAddress } from '../../components/passage.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { DocumentViews, expectPdfDocument, type ReaderView } from './document-views.tsx'
import type { AlignedPages } from './pdf-view.tsx'
import type { Highlight } from './text-pieces.ts'
import { GoneDocument, UnreadableDocument } from './unreadable-document.tsx'
import { useReading, type Reading } from './use-reading.ts'
import { ViewSwitch } from './view-switch.tsx'

export interface DocumentPaneProps {
  readonly documentId: string
  readonly start: number
  readonly end: number
  /** First page of the passage; null in a document without pages. */
  readonly page: number | null
  readonly onClose?: () => void
}

/** A document with a passage highlighted and scrolled to, for use beside an answer or a quiz. As high as what it stands in. */
export function DocumentPane({ documentId, start, end, page, onClose }: DocumentPaneProps): JSX.Element {
  const t = useTranslations('reader')
  const app = useTranslations('app')
  useState(() => {
    if (page !== null) expectPdfDocument(documentId, page)
  })
  const reading = useReading(documentId)
  const [view, setView] = useState<ReaderView>('pdf')
  const title = reading.document?.title ?? t('document')
  const address = readerAddress({ documentId, start, end, page })
  const isPdf = reading.document?.format === 'pdf'
  return (
    <section
      aria-label={title}
      className="flex h-full min-h-0 flex-col overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex items-center gap-1 border-b border-line py-1 pr-1 pl-4">
        <Link href={address} className="min-w-0 flex-1 truncate font-medium">
          {title}
        </Link>
        {page !== null && <span className="text-sm whitespace-nowrap text-soft">{app('page', { page })}</span>}
        {isPdf && <ViewSwitch view={view} onView={setView} />}
        <Link href={address} aria-label={t('openWhole')} className="inline-flex size-9 items-center justify-center">
          <EnterFullScreenIcon />
        </Link>
        {onClose !== undefined && <IconButton label={app('close')} icon={<Cross2Icon />} onClick={onClose} />}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <PaneBody reading={reading} start={start} end={end} page={page} view={view} onView={setView} />
      </div>
    </section>
  )
}

interface PaneBodyProps extends Pick<DocumentPaneProps, 'start' | 'end' | 'page'> {
  readonly reading: Reading
  readonly view: ReaderView
  readonly onView: (view: ReaderView) => void
}

function PaneBody({ reading, start, end, page, view, onView }: PaneBodyProps): JSX.Element {
  const passage = useMemo(() => ({ start, end }), [start, end])
  const highlights = useMemo((): Highlight[] => [{ kind: 'passage', start, end }], [start, end])
  const target = useMemo(() => ({ start, end, above: 0.2 }), [start, end])
  const alignedPages = useRef<AlignedPages>(new Map())
  const { document, text, error } = reading
  if (reading.isGone) return <GoneDocument />
  if (error !== null) return <ErrorState error={error} onRetry={reading.retry} />
  if (document === null) return <Skeleton className="p-6" lines={8} />
  if (!document.searchable) return <UnreadableDocument document={document} />
  return (
    <DocumentViews
      document={document}
      reading={text}
      view={view}
      passage={passage}
      highlights={highlights}
      target={target}
      firstPage={page}
      alignedPages={alignedPages}
      onView={onView}
    />
  )
}
