import { useLayoutEffect, useMemo, useRef, useState, type JSX, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { useMedia } from '../../components/use-media.ts'
import type { ConceptNet } from './concept-net.ts'
import { FocusBox } from './focus-box.tsx'
import { BOX, focusLayout, type FocusLayout } from './focus-layout.ts'
import { COLUMNS, neighbourhoodOf, type Column, type Neighbourhood } from './neighbourhood.ts'
import { useKeys } from './use-keys.ts'

/** Of the region that scrolls: focus rings have room. */
const PADDING = 12

interface FocusViewProps {
  readonly net: ConceptNet
  /** Index of the concept in the middle. */
  readonly middle: number
  /** How many need it, also beyond the net. */
  readonly neededBy: number
}

/** A concept between what it needs and what needs it: from there to the next, by click or by arrow keys. */
export function FocusView({ net, middle, neededBy }: FocusViewProps): JSX.Element {
  const t = useTranslations('concepts')
  const isWide = useMedia('(min-width: 52rem)')
  const around = useMemo(() => neighbourhoodOf(net, middle), [net, middle])
  const more = neededBy - around.columns.neededBy.length
  const frame = useRef<HTMLDivElement>(null)
  const room = useWidth(frame)
  const placed = useMemo(
    () => (isWide && room > 0 ? focusLayout(around, room - PADDING) : null),
    [around, isWide, room],
  )
  useWalkingKeys(around, frame)
  return (
    <div ref={frame} role="group" aria-label={t('around')}>
      {isWide ? (
        <ScrollRegion label={t('around')} className="overflow-x-auto p-1.5">
          {placed !== null && <Picture net={net} around={around} placed={placed} />}
        </ScrollRegion>
      ) : (
        <div className="flex flex-col gap-4">
          {COLUMNS.map((column) => (
            <Group key={column} net={net} column={column} indexes={around.columns[column]} />
          ))}
        </div>
      )}
      {more > 0 && <p className="mt-3 text-sm text-soft">{t('moreNeededBy', { count: more })}</p>}
      {isWide && <p className="mt-1 text-sm text-soft">{t('walkKeys')}</p>}
    </div>
  )
}

interface PictureProps {
  readonly net: ConceptNet
  readonly around: Neighbourhood
  readonly placed: FocusLayout
}

function Picture({ net, around, placed }: PictureProps): JSX.Element {
  const t = useTranslations('concepts')
  const used = COLUMNS.filter((column) => around.columns[column].length > 0)
  return (
    <div style={{ width: `${placed.width}px` }} className="mx-auto">
      <div className="relative mb-2 h-6">
        {used.map((column) => (
          <p
            key={column}
            aria-hidden
            className="absolute text-center text-sm text-soft"
            style={{
              left: `${placed.boxes.get(around.columns[column][0] ?? -1)?.left ?? 0}px`,
              width: `${BOX.width}px`,
            }}
          >
            {t(`column.${column}`)}
          </p>
        ))}
      </div>
      <div className="relative" style={{ height: `${placed.height}px` }}>
        <svg aria-hidden className="absolute inset-0 max-w-none" width={placed.width} height={placed.height}>
          <defs>
            <marker
              id="concept-arrow"
              viewBox="0 0 8 8"
              refX="2"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8z" className="fill-line-strong" />
            </marker>
          </defs>
          {placed.lines.map(({ path, confidence, pinned }) => (
            <path
              key={path}
              d={path}
              fill="none"
              className={pinned ? 'stroke-accent' : 'stroke-line-strong'}
              strokeWidth={0.8 + confidence * 1.4}
              strokeDasharray={confidence < 0.6 ? '5 4' : undefined}
              markerEnd="url(#concept-arrow)"
            />
          ))}
        </svg>
        {used.map((column) => (
          <ul key={column} aria-label={t(`column.${column}`)}>
            {inOrder(around.columns[column], placed).map((index) => (
              <li
                key={index}
                className="absolute"
                style={{
                  left: `${placed.boxes.get(index)?.left ?? 0}px`,
                  top: `${placed.boxes.get(index)?.top ?? 0}px`,
                  width: `${BOX.width}px`,
                  height: `${BOX.height}px`,
                }}
              >
                <FocusBox net={net} index={index} column={column} />
              </li>
            ))}
          </ul>
        ))}
      </div>
    </div>
  )
}

const inOrder = (indexes: readonly number[], { boxes }: FocusLayout): readonly number[] =>
  indexes.toSorted((one, other) => (boxes.get(one)?.top ?? 0) - (boxes.get(other)?.top ?? 0))

function Group({
  net,
  column,
  indexes,
}: {
  readonly net: ConceptNet
  readonly column: Column
  readonly indexes: readonly number[]
}): JSX.Element | null {
  const t = useTranslations('concepts')
  if (indexes.length === 0) return null
  return (
    <div>
      <p aria-hidden className="mb-1 text-sm text-soft">
        {t(`column.${column}`)}
      </p>
      <ul aria-label={t(`column.${column}`)} className="flex flex-col gap-1.5">
        {indexes.map((index) => (
          <li key={index}>
            <FocusBox net={net} index={index} column={column} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Left and right between the columns, up and down within one. */
function useWalkingKeys({ columns }: Neighbourhood, frame: RefObject<HTMLElement | null>): void {
  const used = COLUMNS.filter((column) => columns[column].length > 0)
  const within = (step: number): boolean => {
    const from = focusedBox()
    if (from === null) return false
    const column = boxesIn(frame.current, from.dataset['column'])
    column[column.indexOf(from) + step]?.focus()
    return true
  }
  const across = (step: number): boolean => {
    const from = focusedBox()
    if (from === null) return false
    const own = used.findIndex((column) => column === from.dataset['column'])
    const { top } = from.getBoundingClientRect()
    const distance = (box: HTMLElement): number => Math.abs(box.getBoundingClientRect().top - top)
    boxesIn(frame.current, used[own + step])
      .toSorted((one, other) => distance(one) - distance(other))[0]
      ?.focus()
    return true
  }
  useKeys(frame, {
    ArrowLeft: () => across(-1),
    ArrowRight: () => across(1),
    ArrowUp: () => within(-1),
    ArrowDown: () => within(1),
  })
}

const focusedBox = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('[data-column]') ?? null

const boxesIn = (frame: HTMLElement | null, column = ''): HTMLElement[] => [
  ...(frame?.querySelectorAll<HTMLElement>(`[data-column="${column}"]`) ?? []),
]

function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}
