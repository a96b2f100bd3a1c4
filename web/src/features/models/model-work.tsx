import type { Job } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useFileSize } from '../../components/use-file-size.ts'
import { useProblemText } from '../../i18n/problem-text.ts'
import { useDuration } from './use-duration.ts'
import { PULL } from './use-model-jobs.ts'
import type { ModelStep } from './use-model-progress.ts'

interface ModelWorkProps {
  readonly title: string
  readonly job: Job
  readonly step: ModelStep | undefined
  readonly onRetry: () => void
  readonly onImport: () => void
}

/** What is being done with a model, or why it could not be done. */
export function ModelWork({ title, job, step, onRetry, onImport }: ModelWorkProps): JSX.Element | null {
  const [hiddenId, setHiddenId] = useState<string | null>(null)
  if (job.state === 'queued' || job.state === 'running') return <Running title={title} job={job} step={step} />
  if (job.state !== 'failed' || job.id === hiddenId) return null
  return <Failed job={job} onRetry={onRetry} onImport={onImport} onHide={() => setHiddenId(job.id)} />
}

function Running({ title, job, step }: Pick<ModelWorkProps, 'title' | 'job' | 'step'>): JSX.Element {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const tellFailure = useFailureToast()
  const cancel = useCommand('cancelJob', { changes: ['listJobs', 'listModels'] })
  const text = useStepText()
  const kind = job.kind === PULL ? 'download' : 'quantize'
  const share = step === undefined || step.total === 0 ? null : step.done / step.total
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 text-sm font-medium">
          {t(job.state === 'queued' ? 'work.queued' : `work.${step?.stage === 'verify' ? 'verify' : kind}`)}
        </p>
        <Button
          size="small"
          busy={cancel.isPending}
          aria-label={t('work.cancel', { model: title })}
          onClick={() => cancel.mutate({ params: { id: job.id } }, { onError: tellFailure })}
        >
          {tApp('cancel')}
        </Button>
      </div>
      <ProgressBar label={t('work.progressOf', { model: title })} value={share} />
      <p className="text-sm text-soft tabular-nums">{step === undefined ? t('work.asking') : text(kind, step)}</p>
    </div>
  )
}

/** Such as "12 MB of 90 MB · 3.1 MB per second · 25 seconds left". */
function useStepText(): (kind: 'download' | 'quantize', step: ModelStep) => string {
  const t = useTranslations('models')
  const duration = useDuration()
  const size = useFileSize()
  return (kind, { done, total, perSecond }) => {
    if (total === 0) return t('work.asking')
    if (kind === 'quantize') return t('work.operations', { done, total })
    const parts = [t('work.bytes', { done: size(done), total: size(total) })]
    if (perSecond !== null && perSecond > 0) {
      parts.push(t('work.rate', { rate: size(perSecond) }))
      parts.push(t('work.left', { time: duration((total - done) / perSecond) }))
    }
    return parts.join(' · ')
  }
}

/** A download that failed for one of these may well be done another way. */
const OFFLINE: ReadonlySet<string> = new Set(['LP_HUB_UNREACHABLE', 'LP_HUB_REFUSED'])

interface FailedProps {
  readonly job: Job
  readonly onRetry: () => void
  readonly onImport: () => void
  readonly onHide: () => void
}

function Failed({ job, onRetry, onImport, onHide }: FailedProps): JSX.Element {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const code = job.errorCode ?? 'LP_INTERNAL'
  const { title, advice, detail } = useProblemText()(new ServerProblem(code, { detail: job.errorMessage ?? undefined }))
  const byFolder = job.kind === PULL && OFFLINE.has(code)
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-bad bg-bad-soft px-3 py-2 text-sm">
      <p className="font-semibold text-bad">
        {t(job.kind === PULL ? 'work.pullFailed' : 'work.quantizeFailed', { reason: title })}
      </p>
      {detail !== null && detail !== title && <p lang="en">{detail}</p>}
      <p>{byFolder ? t('work.offlineAdvice') : advice}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={onRetry}>
          {tApp('tryAgain')}
        </Button>
        {byFolder && (
          <Button size="small" onClick={onImport}>
            {t('import.open')}
          </Button>
        )}
        <Button size="small" variant="quiet" onClick={onHide}>
          {t('work.hide')}
        </Button>
      </div>
    </div>
  )
}
