import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { PageSize } from './pdf-page.tsx'

/** As wide as the window, as high as it, or so many times its natural size. */
export type Zoom = 'width' | 'page' | number

export interface PdfLayout {
  readonly virtualizer: Virtualizer<HTMLElement, Element>
  readonly zoom: Zoom
  readonly setZoom: (zoom: Zoom) => void
  /** CSS pixels for a point. */
  readonly scale: number
  /** Degrees that the reader has turned the pages. */
  readonly turned: number
  readonly turn: () => void
  /** The page that takes the middle of the window. */
  readonly currentPage: number
  readonly pageInView: () => number
  /** The page at a distance from the beginning of all pages. */
  readonly pageAtOffset: (offset: number) => number
  readonly widthPx: number
  readonly shownSize: (index: number) => PageSize
  readonly learnSize: (page: number, size: PageSize) => void
}

/** A point is this many CSS pixels at 100 %. */
export const NATURAL_SCALE = 96 / 72
const GAP_PX = 12
const MARGIN_PX = 12
const WIDEST_SCALE = 2
const A4: PageSize = { width: 595, height: 842 }

/**
 * Where the pages are and how large. Sizes are those of the page first seen until a page's own is known; what is in the
 * window stays there when others turn out to be larger or smaller.
 */
export function usePdfLayout(count: number, scroller: RefObject<HTMLElement | null>, startPage: number): PdfLayout {
  const sizes = useRef(new Map<number, PageSize>())
  const [typical, setTypical] = useState<PageSize>(A4)
  const [zoom, setZoom] = useState<Zoom>('width')
  const [turned, setTurned] = useState(0)
  const view = useViewSize(scroller)
  const upright = useCallback(
    ({ width, height }: PageSize): PageSize =>
      turned % 180 === 0 ? { width, height } : { width: height, height: width },
    [turned],
  )
  const scale = scaleOf(zoom, upright(typical), view)
  const shownSize = (index: number): PageSize => {
    const { width, height } = upright(sizes.current.get(index) ?? typical)
    return { width: Math.floor(width * scale), height: Math.floor(height * scale) }
  }
  // oxlint-disable-next-line react/incompatible-library -- nothing is memoized by a compiler here
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => shownSize(index).height + GAP_PX,
    overscan: 1,
    paddingStart: MARGIN_PX,
    paddingEnd: MARGIN_PX,
    useFlushSync: false,
    initialOffset: () => MARGIN_PX + (startPage - 1) * (A4.height * scale + GAP_PX),
  })
  useKeptPlace(virtualizer, `${scale}/${turned}/${typical.height}`)

  const learnSize = useCallback(
    (page: number, size: PageSize) => {
      const isFirst = sizes.current.size === 0
      sizes.current.set(page - 1, size)
      if (isFirst) setTypical(size)
      else virtualizer.resizeItem(page - 1, Math.floor(upright(size).height * scale) + GAP_PX)
    },
    [virtualizer, upright, scale],
  )
  const pageAtOffset = (offset: number): number => (virtualizer.getVirtualItemForOffset(offset)?.index ?? 0) + 1
  const pageInView = (): number => pageAtOffset((virtualizer.scrollOffset ?? 0) + view.height / 2)
  const widest = Math.max(...virtualizer.getVirtualItems().map(({ index }) => shownSize(index).width), 0)
  return {
    virtualizer,
    zoom,
    setZoom,
    scale,
    turned,
    turn: () => setTurned((before) => (before + 90) % 360),
    currentPage: pageInView(),
    pageInView,
    pageAtOffset,
    widthPx: Math.max(widest, 1),
    shownSize,
    learnSize,
  }
}

function scaleOf(zoom: Zoom, page: PageSize, view: PageSize): number {
  if (typeof zoom === 'number') return zoom * NATURAL_SCALE
  const fitWidth = Math.max(0.2, Math.min(WIDEST_SCALE, (view.width - 2 * MARGIN_PX) / page.width))
  return zoom === 'width' ? fitWidth : Math.max(0.2, Math.min(fitWidth, (view.height - 2 * MARGIN_PX) / page.height))
}

/** Size of what can be seen, without scroll bars. */
function useViewSize(scroller: RefObject<HTMLElement | null>): PageSize {
  const [size, setSize] = useState<PageSize>({ width: 700, height: 800 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return size
}

/** When all pages become larger or smaller, the window stays at the same place of the same page. */
function useKeptPlace(virtualizer: Virtualizer<HTMLElement, Element>, look: string): void {
  const place = useRef({ index: 0, share: 0 })
  const lookBefore = useRef(look)
  useEffect(() => {
    if (lookBefore.current !== look) return
    const offset = virtualizer.scrollOffset ?? 0
    const item = virtualizer.getVirtualItemForOffset(offset)
    if (item !== undefined) place.current = { index: item.index, share: (offset - item.start) / item.size }
  })
  useLayoutEffect(() => {
    if (lookBefore.current === look) return
    lookBefore.current = look
    virtualizer.measure()
    const { index, share } = place.current
    const item = virtualizer.measurementsCache[index]
    if (item !== undefined) virtualizer.scrollToOffset(item.start + item.size * share)
  }, [virtualizer, look])
}
