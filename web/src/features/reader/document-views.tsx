import type { Document } from '@learnpath/contracts'
import { lazy, Suspense, useState, type JSX, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { canShow, type AlignedPage } from './page-highlights.ts'
import { expectPdf } from './pdf-engine.ts'
import { LockedPdf, ReaderNote } from './pdf-states.tsx'
import type { AlignedPages } from './pdf-view.tsx'
import { pageAt, type ReadingText, type TextRange } from './reading-text.ts'
import type { Target } from './target.ts'
import type { Highlight } from './text-pieces.ts'
import { TextView } from './text-view.tsx'
import { pdfAddress, usePdf } from './use-pdf.ts'

const loadPdfView = async () => (await import('./pdf-view.tsx')).PdfView
const PdfView = lazy(async () => ({ default: await loadPdfView() }))

/** Opens the PDF while it is not yet known what the document is: an address with a page is of one. */
export function expectPdfDocument(documentId: string, page: number): void {
  expectPdf(pdfAddress(documentId), page)
  void loadPdfView()
}

export const READER_VIEWS = ['text', 'pdf', 'both'] as const
export type ReaderView = (typeof READER_VIEWS)[number]

interface DocumentViewsProps {
  readonly document: Document
  /** Null while the document has none. */
  readonly reading: ReadingText | null
  readonly view: ReaderView
  /** The passage that led here. */
  readonly passage: TextRange | null
  readonly highlights: readonly Highlight[]
  readonly target: Target | null
  readonly firstPage: number | null
  readonly alignedPages: RefObject<AlignedPages>
  readonly onPlace?: (offset: number) => void
  readonly onView: (view: ReaderView) => void
}

/** A document as its text, as its PDF, or as both beside each other. */
export function DocumentViews(props: DocumentViewsProps): JSX.Element {
  const { document, reading, view, highlights, target, onPlace } = props
  const isPdfShown = document.format === 'pdf' && view !== 'text'
  const isTextShown = !isPdfShown || view === 'both'
  const told = onPlace === undefined ? {} : { onPlace }
  return (
    <div className="flex h-full min-h-0">
      {isPdfShown && (
        <div className={classNames('min-w-0 flex-1', isTextShown && 'border-r border-line')}>
          <PdfPart {...props} />
        </div>
      )}
      {isTextShown && (
        <div className="min-w-0 flex-1">
          {reading === null ? (
            <Skeleton className="p-6" lines={10} />
          ) : (
            // Where both are shown the PDF tells the place: one of them must.
            <TextView reading={reading} highlights={highlights} target={target} {...(isPdfShown ? {} : told)} />
          )}
        </div>
      )}
    </div>
  )
}

function PdfPart(props: DocumentViewsProps): JSX.Element {
  const { document, reading, passage, highlights, target, firstPage, alignedPages, onPlace, onView } = props
  const t = useTranslations('reader')
  const pdf = usePdf(document.id, document.contentHash)
  const [unshown, setUnshown] = useState<TextRange | null>(null)
  const toText = (
    <Button size="small" onClick={() => onView('text')}>
      {t('showText')}
    </Button>
  )
  if (pdf.kind === 'loading') return <Skeleton className="p-6" lines={10} />
  if (pdf.kind === 'locked') return <LockedPdf wasWrong={pdf.wasWrong} onUnlock={pdf.unlock} />
  if (pdf.kind === 'failed') {
    return (
      <div className="flex h-full flex-col">
        {reading !== null && <ReaderNote actions={toText}>{t('pdfFailed')}</ReaderNote>}
        <div className="p-6">
          <ErrorState error={pdf.error} />
        </div>
      </div>
    )
  }
  const check = (page: number, aligned: AlignedPage): void => {
    if (passage === null || reading === null || pageAt(reading.pages, passage.start) !== page) return
    setUnshown(canShow(aligned, passage) ? null : passage)
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {unshown !== null && unshown === passage && <ReaderNote actions={toText}>{t('notOnPage')}</ReaderNote>}
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Skeleton className="p-6" lines={10} />}>
          <PdfView
            pdf={pdf.pdf}
            title={document.title}
            reading={reading}
            highlights={highlights}
            target={target}
            firstPage={firstPage}
            alignedPages={alignedPages}
            onAligned={check}
            {...(onPlace === undefined ? {} : { onPlace })}
          />
        </Suspense>
      </div>
    </div>
  )
}
