import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'

/** Cards of today; or when the next ones come. */
export function ReviewsDue(): JSX.Element | null {
  const t = useTranslations('home')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { data: queue } = useAnswer('reviewQueue', { query: { limit: 1 } })
  if (queue === undefined) return null
  const count = queue.due + queue.new
  const parts = [
    ...(queue.due > 0 ? [t('cardsDue', { count: queue.due })] : []),
    ...(queue.new > 0 ? [t('cardsNew', { count: queue.new })] : []),
  ]
  if (count === 0 && queue.nextDueAt === null) return null
  return (
    <Card title={t('reviews')}>
      {count > 0 ? (
        <>
          <p className="mb-3">{parts.join(', ')}</p>
          <ButtonLink to="/review" variant="primary">
            {t('startReview')}
          </ButtonLink>
        </>
      ) : (
        queue.nextDueAt !== null && (
          <p className="text-soft">{t('reviewsNext', { time: format.relativeTime(new Date(queue.nextDueAt), now) })}</p>
        )
      )}
    </Card>
  )
}
