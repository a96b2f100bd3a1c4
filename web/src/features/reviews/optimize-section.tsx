import type { ReviewSettings } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** Fits the memory model to one's own reviews, and says what came of it. */
export function OptimizeSection({ settings }: { readonly settings: ReviewSettings }): JSX.Element {
  const t = useTranslations('reviews')
  const format = useFormatter()
  const tellFailure = useFailureToast()
  const optimize = useCommand('optimizeReviews', {
    changes: ['getReviewSettings', 'reviewQueue', 'reviewForecast', 'progress'],
  })
  const outcome = optimize.data
  const loss = (value: number | null): string =>
    value === null ? '–' : format.number(value, { maximumFractionDigits: 3 })
  return (
    <section className="mt-5 flex flex-col gap-2 border-t border-line py-4">
      <h3>{t('optimizeTitle')}</h3>
      <p className="text-sm text-soft">
        {t(settings.parameterVersion === 0 ? 'weightsDefault' : 'weightsOwn', { version: settings.parameterVersion })}
      </p>
      <Button
        size="small"
        className="self-start"
        busy={optimize.isPending}
        onClick={() => optimize.mutate({}, { onError: tellFailure })}
      >
        {t('optimize')}
      </Button>
      <p role="status" className="text-sm">
        {outcome !== undefined &&
          t(outcome.changed ? 'optimized' : outcome.logLossAfter === null ? 'tooFew' : 'notBetter', {
            reviews: outcome.reviews,
            before: loss(outcome.logLossBefore),
            after: loss(outcome.logLossAfter),
          })}
      </p>
    </section>
  )
}
