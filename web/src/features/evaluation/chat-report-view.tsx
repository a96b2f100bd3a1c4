import type { EvaluationSummary } from '@learnpath/contracts'
import { DownloadIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { addressOf } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { AnswersCard } from './answers-card.tsx'
import { DecisionCard } from './decision-card.tsx'
import { USUAL_WEIGHTS } from './decision-weights.ts'
import { REFRESH_MS } from './is-under-way.ts'
import { JudgementsCard } from './judgements-card.tsx'
import { MeasuresCard } from './measures-card.tsx'
import { QualitySpeedChart } from './quality-speed-chart.tsx'
import { ReportRemarks } from './report-remarks.tsx'

/** What a comparison of language models has shown so far. */
export function ChatReportView({ run }: { readonly run: EvaluationSummary }): JSX.Element {
  const t = useTranslations('evaluation')
  const [weights, setWeights] = useState(USUAL_WEIGHTS)
  const { id, done, state } = run
  const report = useAnswer(
    'chatReport',
    { params: { id }, query: weights },
    {
      keepBefore: true,
      // What was reckoned before the latest answers is out of date.
      refetchMs: (answer) => (answer?.run.done === done && answer.run.state === state ? false : REFRESH_MS),
    },
  )
  if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />
  if (report.data === undefined) return <Skeleton lines={10} />
  const { data } = report
  return (
    <>
      <ReportRemarks remarks={data.remarks} />
      <DecisionCard report={data} weights={weights} onChange={setWeights} onReset={() => setWeights(USUAL_WEIGHTS)} />
      <QualitySpeedChart points={data.chart} qualityFrom={data.decision.qualityFrom} />
      <MeasuresCard report={data} />
      {run.ratings > 0 && <JudgementsCard report={data} />}
      <AnswersCard runId={id} report={data} />
      <p className="flex flex-wrap gap-4">
        {(['markdown', 'json'] as const).map((format) => (
          <a
            key={format}
            href={addressOf('exportChatReport', { params: { id }, query: { ...weights, format } })}
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
