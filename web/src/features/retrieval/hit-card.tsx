import type { SearchHit, SearchRequestInput } from '@learnpath/contracts'
import { DotsHorizontalIcon, TargetIcon } from '@radix-ui/react-icons'
import { Suspense, useId, useState, type JSX, type MouseEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { classNames } from '../../components/class-names.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { MarkedText, readerAddress } from '../../components/passage.tsx'
import { LabelDialogLater } from '../evaluation/label-dialog-later.ts'
import { ExplainPanel } from './explain-panel.tsx'
import { snippetOf } from './snippet.ts'

interface HitCardProps {
  readonly hit: SearchHit
  /** What the hit is an answer to, for its explanation. */
  readonly request: SearchRequestInput
  readonly isOpen: boolean
  readonly onOpen: (hit: SearchHit, event: MouseEvent) => void
}

/** A passage that was found; the whole of it leads to its place. */
export function HitCard({ hit, request, isOpen, onOpen }: HitCardProps): JSX.Element {
  const t = useTranslations('retrieval')
  const app = useTranslations('app')
  const [isExplained, setIsExplained] = useState(false)
  const [isLabelled, setIsLabelled] = useState(false)
  const panel = useId()
  const snippet = snippetOf(hit, hit.highlights)
  const headings = hit.headingPath[0] === hit.title ? hit.headingPath.slice(1) : hit.headingPath
  const place = [...headings, ...(hit.page === null ? [] : [app('page', { page: hit.page })])].join(' › ')
  return (
    <li
      className={classNames(
        'relative rounded-md px-3 py-2.5 transition-colors',
        isOpen ? 'bg-accent-soft' : 'hover:bg-sunken focus-within:bg-sunken',
      )}
    >
      <div className="flex items-start gap-2">
        <Link
          data-hit={hit.chunkId}
          href={readerAddress(hit)}
          aria-current={isOpen || undefined}
          onClick={(event) => onOpen(hit, event)}
          className="min-w-0 flex-1 text-sm font-medium text-accent no-underline after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-accent"
        >
          {place === '' ? t('passage', { rank: hit.rank }) : place}
        </Link>
        <button
          type="button"
          aria-expanded={isExplained}
          aria-controls={panel}
          aria-label={t('explain.of', { rank: hit.rank })}
          onClick={() => setIsExplained(!isExplained)}
          className="relative z-10 -my-0.5 min-h-6 rounded-sm px-1.5 text-xs text-soft underline decoration-dotted underline-offset-2 hover:text-ink"
        >
          {t('explain.why')}
        </button>
        <IfMay use="addLabelledQuestion">
          <HitMenu rank={hit.rank} onLabel={() => setIsLabelled(true)} />
        </IfMay>
      </div>
      <p className="mt-0.5 max-w-prose font-reading" lang={hit.language === 'und' ? undefined : hit.language}>
        {snippet.isCutBefore && '… '}
        <MarkedText
          text={hit.text.slice(snippet.start - hit.start, snippet.end - hit.start)}
          start={snippet.start}
          highlights={hit.highlights}
        />
        {snippet.isCutAfter && ' …'}
      </p>
      <div id={panel} className="relative z-10">
        {isExplained && <ExplainPanel hit={hit} request={request} />}
      </div>
      {isLabelled && (
        <Suspense>
          <LabelDialogLater passage={hit} question={request.query} onClose={() => setIsLabelled(false)} />
        </Suspense>
      )}
    </li>
  )
}

function HitMenu({ rank, onLabel }: { readonly rank: number; readonly onLabel: () => void }): JSX.Element {
  const t = useTranslations('retrieval')
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('moreOf', { rank })}
          className="relative z-10 -my-0.5 flex size-6 items-center justify-center rounded-sm text-soft hover:text-ink"
        >
          <DotsHorizontalIcon aria-hidden />
        </button>
      }
    >
      <MenuItem icon={<TargetIcon />} onSelect={onLabel}>
        {t('useAsLabel')}
      </MenuItem>
    </Menu>
  )
}
