import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, type JSX, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { startPdfEngine } from './pdf-engine.ts'
import {
  alignedPage,
  rectanglesOf,
  type AlignedPage,
  type HighlightRectangle,
  type PageLayer,
} from './page-highlights.ts'
import type { ReadingText } from './reading-text.ts'
import type { Highlight, HighlightKind } from './text-pieces.ts'

/** At scale 1, in points. */
export interface PageSize {
  readonly width: number
  readonly height: number
}

interface PdfPageProps {
  readonly pdf: PDFDocumentProxy
  readonly number: number
  readonly scale: number
  /** Turned by the reader, in degrees. */
  readonly turned: number
  /** Null until the text has arrived: the page is shown before. */
  readonly reading: ReadingText | null
  readonly highlights: readonly Highlight[]
  readonly onSize: (number: number, size: PageSize) => void
  /** Called with null when the page is no longer drawn. */
  readonly onAligned: (number: number, page: AlignedPage | null) => void
}

const LOOKS: Readonly<Record<HighlightKind, string>> = {
  passage: 'bg-mark',
  hit: 'bg-mark-strong',
  current: 'bg-mark-strong outline-2 outline-accent',
}

/** One page: its picture, its text over it to be selected, and between them what is highlighted. */
export function PdfPage({ pdf, number, scale, turned, reading, highlights, ...told }: PdfPageProps): JSX.Element {
  const t = useTranslations('reader')
  const [page, setPage] = useState<PDFPageProxy | null>(null)
  const picture = useRef<HTMLDivElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  const tellSize = useEffectEvent((size: PageSize) => told.onSize(number, size))
  useEffect(() => {
    let isCurrent = true
    const get = async (): Promise<void> => {
      const found = await pdf.getPage(number)
      if (!isCurrent) return
      const { width, height } = found.getViewport({ scale: 1 })
      tellSize({ width, height })
      setPage(found)
    }
    void get()
    return () => {
      isCurrent = false
    }
  }, [pdf, number])
  // A thick PDF is not kept in memory because someone leafed through it.
  useEffect(() => () => void page?.cleanup(), [page])
  usePicture(picture, page, scale, turned)
  const layer = useTextLayer(text, page, turned)
  useHighlights(marks, layer, { number, reading, highlights, onAligned: told.onAligned })
  return (
    <div
      role="group"
      aria-label={t('pageOf', { page: number, count: pdf.numPages })}
      data-pdf-page={number}
      data-drawn={layer === null ? undefined : ''}
      className="relative size-full overflow-hidden bg-surface shadow-card scheme-light"
    >
      <div ref={picture} aria-hidden className="absolute inset-0 bg-surface" />
      <div ref={marks} aria-hidden className="pointer-events-none absolute inset-0 mix-blend-multiply" />
      <div
        ref={text}
        data-text-layer
        className="text-layer"
        style={{ '--total-scale-factor': scale, '--scale-round-x': '1px', '--scale-round-y': '1px' } as object}
      />
    </div>
  )
}

/** Pictures larger than this are drawn coarser: browsers refuse larger ones. */
const MOST_PIXELS = 2 ** 24

/** Draws the page. What was drawn before stays, stretched, until the new picture is there. */
function usePicture(
  place: RefObject<HTMLElement | null>,
  page: PDFPageProxy | null,
  scale: number,
  turned: number,
): void {
  useEffect(() => {
    if (page === null || place.current === null) return undefined
    const plain = page.getViewport({ scale, rotation: page.rotate + turned })
    const wanted = window.devicePixelRatio
    const density = Math.min(wanted, Math.sqrt(MOST_PIXELS / (plain.width * plain.height)))
    const viewport = page.getViewport({ scale: scale * density, rotation: page.rotate + turned })
    const canvas = document.createElement('canvas')
    canvas.width = Math.floor(viewport.width)
    canvas.height = Math.floor(viewport.height)
    canvas.className = 'size-full'
    const task = page.render({ canvas, viewport })
    const { current } = place
    const draw = async (): Promise<void> => {
      try {
        await task.promise
        current.replaceChildren(canvas)
      } catch (error) {
        // Another size was asked for, or the page was left.
        if ((error as Error).name !== 'RenderingCancelledException') throw error
      }
    }
    void draw()
    return () => task.cancel()
  }, [place, page, scale, turned])
}

/** Lays the page's text over its picture, transparent. It follows the scale by itself. */
function useTextLayer(
  place: RefObject<HTMLElement | null>,
  page: PDFPageProxy | null,
  turned: number,
): PageLayer | null {
  const [layer, setLayer] = useState<PageLayer | null>(null)
  useEffect(() => {
    if (page === null || place.current === null) return undefined
    let isCurrent = true
    const root = place.current
    const lay = async (): Promise<void> => {
      const [{ engine }, content] = await Promise.all([startPdfEngine(), page.getTextContent()])
      if (!isCurrent) return
      root.replaceChildren()
      const viewport = page.getViewport({ scale: 1, rotation: page.rotate + turned })
      const textLayer = new engine.TextLayer({ textContentSource: content, container: root, viewport })
      await textLayer.render()
      if (!isCurrent) return
      const { textContentItemsStr: strings, textDivs: elements } = textLayer
      setLayer({ root, strings, elements })
    }
    void lay()
    return () => {
      isCurrent = false
    }
  }, [place, page, turned])
  return layer
}

/** Draws what is highlighted, and tells where the page's text stands in the document's. */
function useHighlights(
  place: RefObject<HTMLElement | null>,
  layer: PageLayer | null,
  { number, reading, highlights, onAligned }: Pick<PdfPageProps, 'number' | 'reading' | 'highlights' | 'onAligned'>,
): void {
  const aligned = useMemo(
    () => (layer === null || reading === null ? null : alignedPage(layer, reading, number)),
    [layer, reading, number],
  )
  useLayoutEffect(() => {
    const rectangles = aligned === null ? [] : rectanglesOf(aligned, highlights)
    place.current?.replaceChildren(...rectangles.map(highlightElement))
  }, [place, aligned, highlights])
  const tell = useEffectEvent((page: AlignedPage | null) => onAligned(number, page))
  useEffect(() => {
    tell(aligned)
    return () => tell(null)
  }, [aligned])
}

function highlightElement({ kind, left, top, width, height }: HighlightRectangle): HTMLElement {
  const element = document.createElement('div')
  element.dataset['highlight'] = kind
  element.className = classNames('absolute rounded-sm', LOOKS[kind])
  Object.assign(element.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` })
  return element
}
