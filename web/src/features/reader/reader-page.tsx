import { useEffect, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useParams } from 'wouter'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { expectPdfDocument } from './document-views.tsx'
import { Reader } from './reader.tsx'
import { forgetReadingPlace } from './reading-places.ts'
import { GoneDocument } from './unreadable-document.tsx'
import { useReading } from './use-reading.ts'

/** Before anything is drawn: when a link opens the app, a PDF takes longer to open than the app does. */
function expectWhatTheAddressNames(): void {
  const { pathname, search } = window.location
  const id = pathname.split('/').at(-1) ?? ''
  const page = Number(new URLSearchParams(search).get('page') ?? 0)
  if (page >= 1) expectPdfDocument(decodeURIComponent(id), page)
}
expectWhatTheAddressNames()

/** A document at the place that the address names. */
export function ReaderPage(): JSX.Element {
  const { id } = useParams<{ id: string }>()
  return <OpenDocument key={id} documentId={id} />
}

function OpenDocument({ documentId }: { readonly documentId: string }): JSX.Element {
  const t = useTranslations('reader')
  useState(expectWhatTheAddressNames)
  const reading = useReading(documentId)
  const { document, text, error, isGone } = reading
  useEffect(() => {
    if (isGone) forgetReadingPlace(documentId)
  }, [isGone, documentId])
  if (document !== null && !isGone) return <Reader document={document} text={text} />
  return (
    <Page title={t('document')} width="prose">
      {isGone ? (
        <GoneDocument />
      ) : error === null ? (
        <Skeleton lines={10} />
      ) : (
        <ErrorState error={error} onRetry={reading.retry} />
      )}
    </Page>
  )
}
