import type { Citation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'
import { PassageCard } from './passage-card.tsx'

interface SourceListProps {
  readonly citations: readonly Citation[]
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

/** The quotes of an answer, each with the way to its place. */
export function SourceList({ citations, open, onOpen }: SourceListProps): JSX.Element {
  const t = useTranslations('chat')
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold text-soft">{t('sources')}</h3>
      <ol className="flex flex-col gap-2">
        {citations.map((citation) => (
          <PassageCard
            key={citation.n}
            n={citation.n}
            passage={citation}
            isOpen={isSamePassage(open, citation)}
            onOpen={onOpen}
          >
            {citation.text}
          </PassageCard>
        ))}
      </ol>
    </section>
  )
}
