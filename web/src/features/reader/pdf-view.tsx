import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useEffectEvent, useRef, type JSX, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { firstRectangleOf, offsetBelow, type AlignedPage } from './page-highlights.ts'
import { PdfPage } from './pdf-page.tsx'
import { PdfToolbar } from './pdf-toolbar.tsx'
import { pageAt, pageStart, type ReadingText } from './reading-text.ts'
import { scrollToPlace } from './scroll-to-place.ts'
import { READING_LINE, type Target } from './target.ts'
import type { Highlight } from './text-pieces.ts'
import { usePdfLayout, type PdfLayout } from './use-pdf-layout.ts'
import { useRestingScroll } from './use-resting-scroll.ts'

/** The pages that are drawn, by number, for selections in them. */
export type AlignedPages = Map<number, AlignedPage>

interface PdfViewProps {
  readonly pdf: PDFDocumentProxy
  readonly title: string
  /** Null until it has arrived; pages are shown before. */
  readonly reading: ReadingText | null
  readonly highlights: readonly Highlight[]
  readonly target: Target | null
  /** Where to begin when there is no text to tell the target's page. */
  readonly firstPage: number | null
  readonly alignedPages: RefObject<AlignedPages>
  readonly onPlace?: (offset: number) => void
  /** Tells whether a page's text agrees with the document's, when the page is drawn. */
  readonly onAligned?: (page: number, aligned: AlignedPage) => void
}

/** The pages of a PDF below each other. Only those near the window are drawn. */
export function PdfView({
  pdf,
  title,
  reading,
  highlights,
  target,
  firstPage,
  alignedPages,
  ...told
}: PdfViewProps): JSX.Element {
  const t = useTranslations('reader')
  const scroller = useRef<HTMLElement>(null)
  const startPage = reading !== null && target !== null ? pageAt(reading.pages, target.start) : firstPage
  const layout = usePdfLayout(pdf.numPages, scroller, startPage ?? 1)
  const { virtualizer } = layout
  const goTo = (page: number, wish: Target | null): (() => void) | undefined => {
    const { current } = scroller
    if (current === null || page < 1 || page > pdf.numPages) return undefined
    return scrollToPlace({
      scroller: current,
      bringNear: () => {
        if (layout.pageInView() !== page) virtualizer.scrollToIndex(page - 1, { align: 'start' })
      },
      find: () => placeOnPage(current, page, alignedPages.current.get(page) ?? null, wish),
      above: wish?.above ?? 0,
    })
  }
  const goToTarget = useEffectEvent(goTo)
  useEffect(() => {
    const wanted = reading !== null && target !== null ? pageAt(reading.pages, target.start) : firstPage
    return wanted === null ? undefined : goToTarget(wanted, reading === null ? null : target)
  }, [target, reading, firstPage])
  useRestingScroll(scroller, (element) => {
    const { top, height } = element.getBoundingClientRect()
    const line = top + height * READING_LINE
    const number = layout.pageAtOffset(element.scrollTop + height * READING_LINE)
    const aligned = alignedPages.current.get(number)
    const offset = (aligned && offsetBelow(aligned, line)) ?? pageStart(reading?.pages ?? [], number)
    if (offset !== null) told.onPlace?.(offset)
  })
  const keepAligned = (page: number, aligned: AlignedPage | null): void => {
    if (aligned === null) alignedPages.current.delete(page)
    else {
      alignedPages.current.set(page, aligned)
      told.onAligned?.(page, aligned)
    }
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PdfToolbar layout={layout} pageCount={pdf.numPages} onPage={(page) => goTo(page, null)} />
      <ScrollRegion
        ref={scroller}
        label={t('pagesOf', { title })}
        data-reader="pdf"
        className="min-h-0 flex-1 overflow-auto overscroll-contain bg-sunken [overflow-anchor:none]"
      >
        <DrawnPages pdf={pdf} reading={reading} highlights={highlights} layout={layout} onAligned={keepAligned} />
      </ScrollRegion>
    </div>
  )
}

interface DrawnPagesProps extends Pick<PdfViewProps, 'pdf' | 'reading' | 'highlights'> {
  readonly layout: PdfLayout
  readonly onAligned: (page: number, aligned: AlignedPage | null) => void
}

/** The pages near the window, each where it belongs. */
function DrawnPages({ pdf, reading, highlights, layout, onAligned }: DrawnPagesProps): JSX.Element {
  const { virtualizer, scale, turned } = layout
  return (
    <div className="relative mx-auto" style={{ height: virtualizer.getTotalSize(), width: layout.widthPx }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const { width, height } = layout.shownSize(index)
        return (
          <div
            key={key}
            className="absolute top-0 left-1/2"
            style={{ width, height, transform: `translate(-50%, ${start}px)` }}
          >
            <PdfPage
              pdf={pdf}
              number={index + 1}
              scale={scale}
              turned={turned}
              reading={reading}
              highlights={highlights}
              onSize={layout.learnSize}
              onAligned={onAligned}
            />
          </div>
        )
      })}
    </div>
  )
}

/** The wanted words; the page itself where nothing is wanted of it or it holds no such words; null until that is known. */
function placeOnPage(
  scroller: HTMLElement,
  page: number,
  aligned: AlignedPage | null,
  wish: Target | null,
): DOMRect | null {
  const element = scroller.querySelector<HTMLElement>(`[data-pdf-page="${page}"]`)
  if (element === null) return null
  if (wish === null) return element.getBoundingClientRect()
  if (aligned !== null) return firstRectangleOf(aligned, wish) ?? element.getBoundingClientRect()
  return element.dataset['drawn'] === undefined ? null : element.getBoundingClientRect()
}
