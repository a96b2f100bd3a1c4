import type { Progress } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { BarChart } from '../../components/bar-chart.tsx'
import { dayOf } from './day-of.ts'

/** Minutes learned, day by day. */
export function LearningChart({ days }: Pick<Progress, 'days'>): JSX.Element {
  const t = useTranslations('reviews')
  const format = useFormatter()
  return (
    <BarChart
      title={t('learnedOf', { days: days.length })}
      columns={[t('day'), t('minutesColumn')]}
      goalLabel={t('planned')}
      tableLabel={t('asTable')}
      bars={days.map(({ date, minutes, plannedMinutes, reviews, answers }) => ({
        label: format.dateTime(dayOf(date), { day: 'numeric', month: 'short', year: '2-digit' }),
        value: Math.ceil(minutes),
        goal: Math.round(plannedMinutes),
        text: t('dayInWords', {
          minutes: Math.ceil(minutes),
          planned: Math.round(plannedMinutes),
          done: reviews + answers,
        }),
      }))}
    />
  )
}
