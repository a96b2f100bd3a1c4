import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { EmptyLibrary } from './empty-result.tsx'

const EXAMPLES = ['words', 'phrase', 'without'] as const

/** Before the first letter: how to say what is looked for. */
export function SearchIntro({ onTry }: { readonly onTry: (query: string) => void }): JSX.Element | null {
  const t = useTranslations('retrieval')
  const status = useAnswer('status').data
  if (status === undefined) return null
  if (status.documents.searchable === 0) return <EmptyLibrary />
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">
        {t('intro.title', { documents: status.documents.searchable, passages: status.chunks })}
      </h2>
      <dl className="grid gap-3 sm:grid-cols-3">
        {EXAMPLES.map((name) => (
          <div key={name} className="rounded-lg border border-line bg-surface p-4 shadow-card">
            <dt>
              <button
                type="button"
                onClick={() => onTry(t(`intro.${name}.example`))}
                className="min-h-6 rounded-sm bg-accent-soft px-2 font-mono text-sm text-accent-strong hover:underline"
              >
                {t(`intro.${name}.example`)}
              </button>
            </dt>
            <dd className="mt-2 text-sm text-soft">{t(`intro.${name}.text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
