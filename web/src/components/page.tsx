import { useEffect, type JSX, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface PageProps {
  readonly title: string
  /** A line below the title. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** As wide as a book's page, as the window allows, or to its edges. */
  readonly width?: 'prose' | 'page' | 'full'
  readonly children: ReactNode
}

/** Longer than this, such as a question, a title of full size would fill the window. */
const LONG_TITLE = 48

const WIDTHS = { prose: 'max-w-prose', page: 'max-w-page', full: 'max-w-none' } as const

/** The frame of a page: title, actions, content. Names the window's tab. */
export function Page({ title, lead, actions, width = 'page', children }: PageProps): JSX.Element {
  useEffect(() => {
    document.title = `${title} – LearnPath`
  }, [title])
  return (
    <div className={classNames('mx-auto w-full px-4 py-6 sm:px-6 lg:py-8', WIDTHS[width])}>
      <header className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h1 className={classNames('font-bold', title.length > LONG_TITLE ? 'text-lg' : 'text-2xl')}>{title}</h1>
          {lead !== undefined && <p className="mt-1 text-soft">{lead}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
