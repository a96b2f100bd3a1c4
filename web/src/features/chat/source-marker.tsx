import type { Citation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'
import { Tooltip } from '../../components/tooltip.tsx'

interface SourceMarkerProps {
  readonly citation: Citation
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

const LONGEST_QUOTE = 240

/** The number of a source in the text: names its quote, and opens it. */
export function SourceMarker({ citation, open, onOpen }: SourceMarkerProps): JSX.Element {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const { n, title, page, text } = citation
  const place = page === null ? title : `${title}, ${app('page', { page })}`
  const quote = text.replaceAll(/\s+/g, ' ').trim()
  const shown = quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE).trimEnd()} …` : quote
  const isOpen = isSamePassage(open, citation)
  return (
    <Tooltip text={t('quoteOf', { place, quote: shown })}>
      <button
        type="button"
        aria-label={t('sourceAt', { n, place })}
        aria-pressed={isOpen}
        onClick={() => onOpen(citation)}
        className={classNames(
          'mx-0.5 inline-flex size-6 items-center justify-center rounded-full align-[0.1em] font-sans text-xs font-semibold',
          isOpen
            ? 'bg-accent text-on-accent'
            : 'bg-accent-soft text-accent-strong hover:bg-accent hover:text-on-accent',
        )}
      >
        {n}
      </button>
    </Tooltip>
  )
}
