import type { ImportResult } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

/** What came in, and what could not. */
export function ImportOutcome({ result }: { readonly result: ImportResult }): JSX.Element {
  const t = useTranslations('exchange')
  const { decks, cardsAdded, cardsUpdated, cardsUnchanged, reviewsAdded, refused } = result
  return (
    <div role="status" className="flex flex-col gap-3 pb-2">
      <p className="font-medium">{t('imported', { added: cardsAdded, decks: decks.join(', ') })}</p>
      <ul className="list-disc pl-6 text-sm text-soft">
        <li>{t('updated', { count: cardsUpdated })}</li>
        <li>{t('unchanged', { count: cardsUnchanged })}</li>
        <li>{t('withReviews', { count: reviewsAdded })}</li>
      </ul>
      {refused.length > 0 && (
        <div className="rounded-md bg-warn-soft px-4 py-2 text-sm text-warn">
          <p className="font-medium">{t('refused', { count: refused.length })}</p>
          <ul className="mt-1 list-disc pl-5">
            {refused.map(({ what, why }) => (
              <li key={what}>{`${what}: ${why}`}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
