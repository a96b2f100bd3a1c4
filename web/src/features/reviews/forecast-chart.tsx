import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { BarChart } from '../../components/bar-chart.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { dayOf } from './day-of.ts'

const DAYS = 30

/** Reviews to expect in the coming days. */
export function ForecastChart({ deck }: { readonly deck: string | null }): JSX.Element {
  const t = useTranslations('reviews')
  const format = useFormatter()
  const forecast = useAnswer('reviewForecast', { query: { days: DAYS, ...(deck === null ? {} : { deck }) } })
  if (forecast.isError) return <ErrorState error={forecast.error} onRetry={() => void forecast.refetch()} />
  if (forecast.data === undefined) return <Skeleton />
  const { days } = forecast.data
  const total = days.reduce((sum, { reviews }) => sum + reviews, 0)
  return (
    <BarChart
      title={t('forecastOf', { total, days: days.length })}
      columns={[t('day'), t('reviewsColumn')]}
      tableLabel={t('asTable')}
      bars={days.map(({ date, reviews, minutes }) => ({
        label: format.dateTime(dayOf(date), { day: 'numeric', month: 'short' }),
        value: reviews,
        text: t('reviewsInMinutes', { reviews, minutes: Math.ceil(minutes) }),
      }))}
    />
  )
}
