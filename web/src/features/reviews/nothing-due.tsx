import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { EmptyState } from '../../components/states.tsx'
import { ForecastChart } from './forecast-chart.tsx'

interface NothingDueProps {
  readonly deck: string | null
  readonly nextDueAt: string | null
  readonly overLimit: number
  readonly onUndo: () => void
}

const NOW_EVERY_MS = 60_000

/** Done for today, and what the coming days bring; or how to come by cards. */
export function NothingDue({ deck, nextDueAt, overLimit, onUndo }: NothingDueProps): JSX.Element | null {
  const t = useTranslations('reviews')
  const format = useFormatter()
  const now = useNow({ updateInterval: NOW_EVERY_MS })
  const decks = useAnswer('listDecks')
  if (decks.data === undefined) return null
  if (decks.data.decks.length === 0) {
    return (
      <EmptyState
        title={t('noCards')}
        actions={
          <>
            <ButtonLink to="/quizzes?new=1" variant="primary">
              {t('toQuiz')}
            </ButtonLink>
            <ButtonLink to="/cards?new=1">{t('newCard')}</ButtonLink>
            <ButtonLink to="/cards?import=1">{t('importCards')}</ButtonLink>
          </>
        }
      >
        {t('noCardsText')}
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-5">
      <EmptyState
        title={t('done')}
        actions={
          <>
            <Button onClick={onUndo}>{t('undo')}</Button>
            <ButtonLink to="/quizzes?new=1">{t('toQuiz')}</ButtonLink>
          </>
        }
      >
        {nextDueAt !== null && (
          <p>
            {t('nextDue', {
              relative: format.relativeTime(new Date(nextDueAt), now),
              time: format.dateTime(new Date(nextDueAt), { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </p>
        )}
        {overLimit > 0 && <p>{t('overLimit', { count: overLimit })}</p>}
      </EmptyState>
      <Card title={t('forecast')}>
        <ForecastChart deck={deck} />
      </Card>
    </div>
  )
}
