import type { PreviewSkipped, SkipCode } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { PassageLink } from '../../components/passage.tsx'
import { usePlanWords } from './use-plan-words.ts'

type Skipped = Pick<PreviewSkipped, 'place' | 'code' | 'minutes'>

/** Shown of each reason at first. */
const SHOWN = 12
const ORDER: readonly SkipCode[] = ['dropped', 'added-later', 'basics', 'optional-basics', 'mentions-only', 'off-goal']

/** What a plan leaves out, by reason. */
export function SkippedList({ skipped }: { readonly skipped: readonly Skipped[] }): JSX.Element | null {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  if (skipped.length === 0) return null
  const groups = ORDER.map((code) => ({ code, own: skipped.filter((one) => one.code === code) }))
  return (
    <details className="rounded-lg border border-line bg-surface px-4 py-3">
      <summary className="font-medium">{t('skippedTitle', { count: skipped.length })}</summary>
      {groups
        .filter(({ own }) => own.length > 0)
        .map(({ code, own }) => (
          <div key={code} className="mt-3">
            <h3 className="text-sm font-medium">{t(`skip.${code}`)}</h3>
            <ul className="mt-1 flex flex-col gap-1">
              {own.slice(0, SHOWN).map(({ place, minutes }) => (
                <li key={`${place.documentId} ${place.start}`} className="flex flex-wrap items-baseline gap-x-2">
                  <PassageLink place={place} />
                  <span className="text-xs text-soft">{duration(minutes)}</span>
                </li>
              ))}
            </ul>
            {own.length > SHOWN && (
              <p className="mt-1 text-sm text-soft">{t('andMore', { count: own.length - SHOWN })}</p>
            )}
          </div>
        ))}
    </details>
  )
}
