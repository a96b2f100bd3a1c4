import type { RetrievalReport } from '@learnpath/contracts'
import { DownloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { addressOf } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { QuestionDifferences } from './question-differences.tsx'
import { RetrievalTable } from './retrieval-table.tsx'
import { useMeasureText } from './use-measure-text.ts'

/** What a comparison of ways to search has shown: one recommendation, one table, and question by question. */
export function RetrievalReportView({ id }: { readonly id: string }): JSX.Element {
  const t = useTranslations('evaluation')
  const report = useAnswer('retrievalReport', { params: { id } })
  if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />
  if (report.data === undefined) return <Skeleton lines={10} />
  const { data } = report
  return (
    <>
      {data.recommendation !== null && <Recommendation report={data} recommendation={data.recommendation} />}
      <RetrievalTable report={data} />
      {data.subjects.length > 1 && <QuestionDifferences report={data} />}
      <Setup report={data} />
      <p className="flex flex-wrap gap-4">
        {(['markdown', 'json'] as const).map((format) => (
          <a
            key={format}
            href={addressOf('exportRetrievalReport', { params: { id }, query: { format } })}
            download
            className="inline-flex items-center gap-1.5"
          >
            <DownloadIcon aria-hidden />
            {t(`download.${format}`)}
          </a>
        ))}
      </p>
    </>
  )
}

const CERTAINTY = { shown: 'good', likely: 'plain', open: 'warn' } as const

interface RecommendationProps {
  readonly report: RetrievalReport
  readonly recommendation: NonNullable<RetrievalReport['recommendation']>
}

function Recommendation({ report, recommendation }: RecommendationProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { number, milliseconds } = useMeasureText()
  const { subject, best, certainty, margin, questionsNeeded } = recommendation
  const of = (name: string) => report.subjects.find((one) => one.name === name)
  const [chosen, strongest] = [of(subject), of(best)]
  return (
    <section aria-label={t('recommendation')} className="rounded-lg border border-accent bg-accent-soft px-5 py-4">
      <h2 className="flex flex-wrap items-center gap-2 text-lg">
        {t('take', { subject })}
        <Badge kind={CERTAINTY[certainty]}>{t(`certainty.${certainty}`)}</Badge>
      </h2>
      <ul className="mt-2 list-disc pl-5">
        <li>{t(subject === best ? 'becauseBest' : 'becauseAsGood', { best, margin: number(margin) })}</li>
        {chosen !== undefined && (
          <li>
            {t('becauseFigures', {
              ndcg: number(chosen.metrics.ndcg10.value),
              time: milliseconds(chosen.latency.p50Ms),
            })}
          </li>
        )}
        {chosen !== undefined && strongest !== undefined && subject !== best && (
          <li>
            {t('becauseCheaper', {
              best,
              ndcg: number(strongest.metrics.ndcg10.value),
              time: milliseconds(strongest.latency.p50Ms),
            })}
          </li>
        )}
        {questionsNeeded !== null && <li>{t('questionsNeeded', { count: questionsNeeded })}</li>}
      </ul>
    </section>
  )
}

function Setup({ report }: { readonly report: RetrievalReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const { questions, corpus, setup, labelSet } = report
  const { own, generated, imported } = questions.byOrigin
  return (
    <section aria-label={t('howMeasured')} className="text-sm text-soft">
      <p>
        {t('measuredOn', {
          set: labelSet.name,
          total: questions.total,
          own,
          generated,
          imported,
          documents: corpus.documents,
          passages: corpus.passages,
        })}
      </p>
      <p>{t('measuredWith', { version: setup.version, machine: setup.machine, seed: setup.seed })}</p>
      {corpus.changedWhileRunning && <p className="text-warn">{t('changedWhileRunning')}</p>}
      {questions.left.length > 0 && <p>{t('costLeft', { count: questions.left.length })}</p>}
      {generated > 0 && <p>{t('generatedEasier')}</p>}
    </section>
  )
}
