import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { READER_VIEWS, type ReaderView } from './document-views.tsx'

interface ViewSwitchProps {
  readonly view: ReaderView
  readonly onView: (view: ReaderView) => void
  /** Whether there is room for both beside each other. */
  readonly withBoth?: boolean
}

/** Text, PDF, or both. */
export function ViewSwitch({ view, onView, withBoth = false }: ViewSwitchProps): JSX.Element {
  const t = useTranslations('reader')
  return (
    <div role="group" aria-label={t('view')} className="flex rounded-md border border-line-strong p-0.5">
      {READER_VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={view === name}
          onClick={() => onView(name)}
          className={classNames(
            'min-h-7 rounded-sm px-2.5 text-sm aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-strong',
            name === 'both' && (withBoth ? 'hidden xl:block' : 'hidden'),
          )}
        >
          {t(`views.${name}`)}
        </button>
      ))}
    </div>
  )
}
