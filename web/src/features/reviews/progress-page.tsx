import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { CollectionSelect } from '../library/collection-select.tsx'
import { useCollection } from '../library/use-collection.ts'
import { ConceptProgress } from './concept-progress.tsx'
import { ForecastChart } from './forecast-chart.tsx'
import { LearningChart } from './learning-chart.tsx'
import { RetentionChart } from './retention-chart.tsx'

const SPANS = [30, 90, 365]

/** What was planned, done and mastered, and whether recall is as the memory model predicts it. */
export function ProgressPage(): JSX.Element {
  const t = useTranslations('reviews')
  const [query, setQuery] = useSearchParams()
  const [collection] = useCollection()
  const days = SPANS.find((span) => String(span) === query.get('days')) ?? 90
  const progress = useAnswer(
    'progress',
    { query: { days, ...(collection === null ? {} : { collection }) } },
    { keepBefore: true },
  )
  return (
    <Page
      title={t('progress')}
      lead={t('progressLead')}
      actions={
        <>
          <CollectionSelect />
          <SelectField
            label={t('span')}
            labelHidden
            value={days}
            onChange={({ target }) => setQuery({ days: target.value }, { replace: true })}
          >
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {t('lastDays', { days: span })}
              </option>
            ))}
          </SelectField>
        </>
      }
    >
      {progress.isPending && <Skeleton lines={9} />}
      {progress.isError && <ErrorState error={progress.error} onRetry={() => void progress.refetch()} />}
      {progress.data !== undefined && <Shown progress={progress.data} />}
    </Page>
  )
}

function Shown({
  progress,
}: {
  readonly progress: NonNullable<ReturnType<typeof useAnswer<'progress'>>['data']>
}): JSX.Element {
  const t = useTranslations('reviews')
  const format = useFormatter()
  const done = progress.days.reduce((sum, { reviews, answers }) => sum + reviews + answers, 0)
  const minutes = progress.days.reduce((sum, day) => sum + day.minutes, 0)
  const planned = progress.days.reduce((sum, day) => sum + day.plannedMinutes, 0)
  if (done === 0 && planned === 0) {
    return (
      <EmptyState
        title={t('noProgress')}
        actions={
          <>
            <ButtonLink to="/quizzes?new=1" variant="primary">
              {t('toQuiz')}
            </ButtonLink>
            <ButtonLink to="/review">{t('title')}</ButtonLink>
          </>
        }
      >
        {t('noProgressText')}
      </EmptyState>
    )
  }
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:col-span-2">
        <Figure name={t('figure.done')} value={format.number(done)} />
        <Figure
          name={t('figure.time')}
          value={format.number(Math.round(minutes), { style: 'unit', unit: 'minute', unitDisplay: 'short' })}
          note={planned === 0 ? null : t('ofPlanned', { minutes: Math.round(planned) })}
        />
        <Figure name={t('figure.mastered')} value={format.number(progress.mastered)} />
        <Figure name={t('figure.streak')} value={t('days', { count: progress.streakDays })} />
      </dl>
      <Card title={t('learned')} className="lg:col-span-2">
        <LearningChart days={progress.days} />
      </Card>
      <Card title={t('retentionTitle')}>
        <RetentionChart retention={progress.retention} />
      </Card>
      <Card title={t('forecast')}>
        <ForecastChart deck={null} />
      </Card>
      <Card title={t('byConcept')} className="lg:col-span-2">
        <ConceptProgress concepts={progress.concepts} />
      </Card>
    </div>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly note?: string | null
}

function Figure({ name, value, note = null }: FigureProps): JSX.Element {
  return (
    <div className="rounded-lg border border-line bg-surface p-4 shadow-card">
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="text-xl font-semibold">{value}</dd>
      {note !== null && <dd className="text-sm text-soft">{note}</dd>}
    </div>
  )
}
