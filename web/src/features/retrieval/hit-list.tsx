import type { SearchHit, SearchRequestInput } from '@learnpath/contracts'
import { memo, useMemo, useState, type JSX, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'
import { useReaderAhead } from '../reader/use-reader-ahead.ts'
import { HitCard } from './hit-card.tsx'
import { groupHits, type HitGroup } from './hit-groups.ts'

/** Passages of one document that are shown before the others are asked for. */
const SHOWN = 3

interface HitListProps {
  readonly hits: readonly SearchHit[]
  readonly request: SearchRequestInput
  readonly open: OpenPassage | null
  readonly onOpen: (hit: SearchHit, event: MouseEvent) => void
  /** An arrow key came to this hit. */
  readonly onReach: (hit: SearchHit) => void
  /** Up from the first hit, or Esc. */
  readonly onLeave: () => void
  readonly ref: RefObject<HTMLElement | null>
}

/** What was found, by document; the arrow keys walk through it. */
export const HitList = memo(function HitList({
  hits,
  request,
  open,
  onOpen,
  onReach,
  onLeave,
  ref,
}: HitListProps): JSX.Element {
  const t = useTranslations('retrieval')
  const groups = useMemo(() => groupHits(hits), [hits])
  useReaderAhead(hits.some(({ page }) => page !== null))
  const byChunk = useMemo(() => new Map(hits.map((hit) => [hit.chunkId, hit])), [hits])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Escape') {
      onLeave()
      return
    }
    const target = neighbour(event)
    if (target === undefined) return
    event.preventDefault()
    if (target === null) {
      onLeave()
      return
    }
    target.focus()
    const hit = byChunk.get(target.dataset['hit'] ?? '')
    if (hit !== undefined) onReach(hit)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section ref={ref} aria-label={t('results')} onKeyDown={onKeyDown} className="flex flex-col gap-4">
      {groups.map((group) => (
        <DocumentHits key={group.documentId} group={group} request={request} open={open} onOpen={onOpen} />
      ))}
    </section>
  )
})

/** The hit that an arrow key leads to; null above the first, undefined when the key is none that moves. */
function neighbour({ key, currentTarget }: KeyboardEvent<HTMLElement>): HTMLElement | null | undefined {
  const links = [...currentTarget.querySelectorAll<HTMLElement>('[data-hit]')]
  const at = links.findIndex((link) => link === document.activeElement)
  if (at === -1) return undefined
  if (key === 'ArrowDown') return links[at + 1] ?? links[at]
  if (key === 'ArrowUp') return at === 0 ? null : links[at - 1]
  if (key === 'Home') return links[0]
  return key === 'End' ? links.at(-1) : undefined
}

interface DocumentHitsProps extends Pick<HitListProps, 'request' | 'open' | 'onOpen'> {
  readonly group: HitGroup
}

function DocumentHits({ group, request, open, onOpen }: DocumentHitsProps): JSX.Element {
  const t = useTranslations('retrieval')
  const [showsAll, setShowsAll] = useState(false)
  const { best, hits } = group
  const shown = showsAll ? hits : hits.slice(0, SHOWN)
  const title = best.title === '' ? best.path : best.title
  return (
    <article className="rounded-lg border border-line bg-surface p-2 shadow-card">
      <header className="flex flex-wrap items-baseline gap-x-2 px-3 pt-1">
        <h2 className="min-w-0 font-semibold">{title}</h2>
        <span className="min-w-0 truncate text-xs text-soft">{best.path}</span>
        <Badge>{best.collection}</Badge>
      </header>
      <ol className="mt-1 flex flex-col gap-0.5">
        {shown.map((hit) => (
          <HitCard key={hit.chunkId} hit={hit} request={request} isOpen={isSamePassage(open, hit)} onOpen={onOpen} />
        ))}
      </ol>
      {hits.length > SHOWN && !showsAll && (
        <Button size="small" variant="quiet" className="mt-1" onClick={() => setShowsAll(true)}>
          {t('moreOfDocument', { count: hits.length - SHOWN })}
        </Button>
      )}
    </article>
  )
}
