import type { EvaluationSummary } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useParams } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { ChatReportView } from './chat-report-view.tsx'
import { isUnderWay, REFRESH_MS } from './is-under-way.ts'
import { RetrievalReportView } from './retrieval-report-view.tsx'
import { StateBadge } from './state-badge.tsx'

/** One evaluation: how far it is, and what it has shown. */
export function RunPage(): JSX.Element {
  const t = useTranslations('evaluation')
  const { id = '' } = useParams()
  const run = useAnswer(
    'getEvaluation',
    { params: { id } },
    { refetchMs: (answer) => (answer !== undefined && isUnderWay(answer) ? REFRESH_MS : false) },
  )
  return (
    <Page
      title={run.data?.title ?? t('evaluation')}
      {...(run.data === undefined
        ? {}
        : {
            lead: `${t(`kind.${run.data.kind}`)} · ${run.data.subjects.join(' · ')}`,
            actions: <Actions run={run.data} />,
          })}
    >
      {run.isPending && <Skeleton lines={8} />}
      {run.isError && <ErrorState error={run.error} onRetry={() => void run.refetch()} />}
      {run.data !== undefined && (
        <div className="flex flex-col gap-6">
          {run.data.state !== 'complete' && <Progress run={run.data} />}
          {run.data.kind === 'chat' && run.data.done > 0 && <ChatReportView run={run.data} />}
          {run.data.kind === 'retrieval' && run.data.state === 'complete' && <RetrievalReportView id={id} />}
        </div>
      )}
    </Page>
  )
}

function Actions({ run }: { readonly run: EvaluationSummary }): JSX.Element {
  const t = useTranslations('evaluation')
  const changes = ['getEvaluation', 'listEvaluations'] as const
  const onError = useFailureToast()
  const cancel = useCommand('cancelEvaluation', { changes, onError })
  const resume = useCommand('resumeEvaluation', { changes, onError })
  const params = { params: { id: run.id } }
  const canRate = run.kind === 'chat' && run.done > 0 && run.subjects.length > 1
  return (
    <>
      <StateBadge state={run.state} />
      {isUnderWay(run) && (
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(params)}>
          {t('stop')}
        </Button>
      )}
      {(run.state === 'cancelled' || run.state === 'failed') && (
        <Button variant="primary" busy={resume.isPending} onClick={() => resume.mutate(params)}>
          {t('resume')}
        </Button>
      )}
      {canRate && (
        <ButtonLink to={`/lab/runs/${run.id}/rate`} variant={isUnderWay(run) ? 'secondary' : 'primary'}>
          {t('rate')}
        </ButtonLink>
      )}
    </>
  )
}

function Progress({ run }: { readonly run: EvaluationSummary }): JSX.Element {
  const t = useTranslations('evaluation')
  const { done, total, state, failure } = run
  return (
    <section aria-label={t('progress')} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <p aria-live="polite">{t('doneOf', { done, total })}</p>
      <ProgressBar
        label={t('progress')}
        value={total === 0 ? null : done / total}
        kind={state === 'running' || state === 'queued' ? 'accent' : 'warn'}
      />
      {failure !== null && (
        <p role="alert" className="text-bad">
          {failure.message} {failure.advice}
        </p>
      )}
      {isUnderWay(run) && <p className="text-sm text-soft">{t('progressNote')}</p>}
    </section>
  )
}
