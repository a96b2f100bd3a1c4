import { useEffect, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { sectionIndex, type OutlineEntry } from './outline.ts'

interface OutlineListProps {
  readonly outline: readonly OutlineEntry[]
  /** Offset of what is read now. */
  readonly place: number
  readonly onOpen: (entry: OutlineEntry) => void
}

/** The document's headings, the current section marked. */
export function OutlineList({ outline, place, onOpen }: OutlineListProps): JSX.Element {
  const t = useTranslations('reader')
  const now = sectionIndex(outline, place)
  const list = useRef<HTMLUListElement>(null)
  // Not given back: newer browsers answer with a promise, which is no way to clean up.
  useEffect(() => {
    list.current?.children[now]?.scrollIntoView({ block: 'nearest' })
  }, [now])
  return (
    <nav aria-label={t('outline')}>
      <ul ref={list}>
        {outline.map((entry, index) => (
          <li key={entry.start}>
            <button
              type="button"
              aria-current={index === now ? 'location' : undefined}
              onClick={() => onOpen(entry)}
              className={classNames(
                'min-h-7 w-full rounded-sm py-1 pr-2 text-left text-sm leading-snug hover:bg-accent-soft',
                index === now ? 'bg-accent-soft font-medium text-accent-strong' : 'text-ink',
              )}
              style={{ paddingInlineStart: `${0.5 + Math.min(entry.level - 1, 4) * 0.9}rem` }}
            >
              {entry.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
