import type { Citation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { isSamePassage, type OpenPassage } from '../../components/open-passage.ts'

interface SourceListProps {
  readonly citations: readonly Citation[]
  readonly open: OpenPassage | null
  readonly onOpen: (passage: OpenPassage) => void
}

/** The quotes of an answer, each with the way to its place. */
export function SourceList({ citations, open, onOpen }: SourceListProps): JSX.Element {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold text-soft">{t('sources')}</h3>
      <ol className="flex flex-col gap-2">
        {citations.map((citation) => {
          const isOpen = isSamePassage(open, citation)
          const headings =
            citation.headingPath[0] === citation.title ? citation.headingPath.slice(1) : citation.headingPath
          const page = citation.page === null ? [] : [app('page', { page: citation.page })]
          return (
            <li
              key={citation.n}
              className={classNames(
                'relative flex gap-3 rounded-md border p-3',
                isOpen ? 'border-accent bg-accent-soft' : 'border-line bg-ground hover:border-line-strong',
              )}
            >
              <span aria-hidden className="text-sm font-semibold text-accent">
                {citation.n}
              </span>
              <div className="min-w-0 flex-1">
                <button
                  type="button"
                  aria-pressed={isOpen}
                  onClick={() => onOpen(citation)}
                  className="text-left text-sm font-medium text-accent after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-accent"
                >
                  {[citation.title, ...headings, ...page].join(' › ')}
                </button>
                <blockquote
                  lang={citation.language === 'und' ? undefined : citation.language}
                  className="mt-0.5 line-clamp-3 font-reading text-soft"
                >
                  {citation.text}
                </blockquote>
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
