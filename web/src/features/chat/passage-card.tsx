import type { Citation } from '@learnpath/contracts'
import type { JSX, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import type { OpenPassage } from '../../components/open-passage.ts'

interface PassageCardProps {
  readonly passage: Omit<Citation, 'n'>
  /** Its number among the sources. */
  readonly n?: number
  readonly isOpen: boolean
  readonly onOpen: (passage: OpenPassage) => void
  /** The text that is shown of it. */
  readonly children: ReactNode
}

/** A passage in a list: where it stands, and some of its text. All of it opens the passage. */
export function PassageCard({ passage, n, isOpen, onOpen, children }: PassageCardProps): JSX.Element {
  const app = useTranslations('app')
  const { title, path, headingPath, page, language } = passage
  const headings = headingPath[0] === title ? headingPath.slice(1) : headingPath
  const pages = page === null ? [] : [app('page', { page })]
  return (
    <li
      className={classNames(
        'relative flex gap-3 rounded-md border p-3',
        isOpen ? 'border-accent bg-accent-soft' : 'border-line bg-ground hover:border-line-strong',
      )}
    >
      {n !== undefined && (
        <span aria-hidden className="text-sm font-semibold text-accent">
          {n}
        </span>
      )}
      <div className="min-w-0 flex-1">
        <button
          type="button"
          aria-pressed={isOpen}
          onClick={() => onOpen(passage)}
          className="text-left text-sm font-medium text-accent after:absolute after:inset-0 after:rounded-md focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-accent"
        >
          {[title === '' ? path : title, ...headings, ...pages].join(' › ')}
        </button>
        <blockquote
          lang={language === 'und' ? undefined : language}
          className="mt-0.5 line-clamp-3 font-reading text-soft"
        >
          {children}
        </blockquote>
      </div>
    </li>
  )
}
