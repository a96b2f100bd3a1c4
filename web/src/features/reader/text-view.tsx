import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useMemo, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { overlapping, type ReadingText } from './reading-text.ts'
import { scrollToPlace } from './scroll-to-place.ts'
import type { Target } from './target.ts'
import { TextBlocks } from './text-blocks.tsx'
import type { Highlight } from './text-pieces.ts'
import { offsetBeingRead, rectangleAt } from './text-positions.ts'
import { estimatedHeight, sectionAt, sectionsOf } from './text-sections.ts'
import { useRestingScroll } from './use-resting-scroll.ts'

interface TextViewProps {
  readonly reading: ReadingText
  /** In order, not overlapping but for the current one. */
  readonly highlights: readonly Highlight[]
  readonly target: Target | null
  /** Told where the reader is, when scrolling rests. */
  readonly onPlace?: (offset: number) => void
}

const PADDING_PX = 24

/** The document's text with its structure. Only what is near the window is drawn, so that a thick book opens at once. */
export function TextView({ reading, highlights, target, onPlace }: TextViewProps): JSX.Element {
  const t = useTranslations('reader')
  const scroller = useRef<HTMLElement>(null)
  const sections = useMemo(() => sectionsOf(reading), [reading])
  // oxlint-disable-next-line react/incompatible-library -- nothing is memoized by a compiler here
  const virtualizer = useVirtualizer({
    count: sections.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const section = sections[index]
      return section === undefined ? 0 : estimatedHeight(section, scroller.current?.clientWidth ?? 700)
    },
    overscan: 2,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX * 4,
    useFlushSync: false,
  })
  const goTo = useEffectEvent((wish: Target): (() => void) | undefined => {
    const { current } = scroller
    if (current === null) return undefined
    return scrollToPlace({
      scroller: current,
      bringNear: () => virtualizer.scrollToIndex(sectionAt(sections, wish.start), { align: 'start' }),
      find: () => rectangleAt(current, wish),
      above: wish.above,
    })
  })
  useEffect(() => (target === null ? undefined : goTo(target)), [target, reading])
  useRestingScroll(scroller, (element) => {
    const offset = offsetBeingRead(element)
    if (offset !== null) onPlace?.(offset)
  })
  return (
    <ScrollRegion
      ref={scroller}
      label={t('textOf', { title: reading.title })}
      data-reader="text"
      className="h-full overflow-y-auto overscroll-contain bg-surface font-reading [overflow-anchor:none]"
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const section = sections[index]
          return (
            section !== undefined && (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className="absolute inset-x-0 top-0 flow-root"
                style={{ transform: `translateY(${start}px)` }}
              >
                <div className="mx-auto max-w-prose px-5">
                  <Section reading={reading} section={section} highlights={highlights} />
                </div>
              </div>
            )
          )
        })}
      </div>
    </ScrollRegion>
  )
}

interface SectionProps {
  readonly reading: ReadingText
  readonly section: ReturnType<typeof sectionsOf>[number]
  readonly highlights: readonly Highlight[]
}

function Section({ reading, section, highlights }: SectionProps): JSX.Element {
  const layers = useMemo(
    () => ({
      marks: reading.marks.filter(({ start, end }) => start < section.end && end > section.start),
      highlights: highlights.filter(({ start, end }) => start < section.end && end > section.start),
      pages: overlapping(reading.pages, section),
    }),
    [reading, section, highlights],
  )
  return <TextBlocks text={reading.text} blocks={section.blocks} layers={layers} />
}
