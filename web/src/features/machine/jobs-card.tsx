import type { Job } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { Link, useSearchParams } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { ServerProblem } from '../../api/server-problem.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useProblemText } from '../../i18n/problem-text.ts'

const STATES = ['running', 'queued', 'failed', 'done', 'cancelled'] as const
const BADGES = { queued: 'plain', running: 'accent', done: 'good', failed: 'bad', cancelled: 'plain' } as const
const STEP = 15
const MOST = 1000
const CLOCK_MS = 10_000

/** Work that waits, runs, or has ended. The address says which. */
export function JobsCard(): JSX.Element {
  const t = useTranslations('machine')
  const format = useFormatter()
  const [address, setAddress] = useSearchParams()
  const [limit, setLimit] = useState(STEP)
  const state = STATES.find((one) => one === address.get('jobs'))
  const query = { limit: Math.min(MOST, limit + 1), ...(state === undefined ? {} : { state }) }
  const { data, error, refetch } = useAnswer('listJobs', { query }, { keepBefore: true })
  const choose = (chosen: string): void => {
    setLimit(STEP)
    setAddress(chosen === '' ? {} : { jobs: chosen }, { replace: true })
  }
  return (
    <Card
      title={t('jobs.title')}
      actions={
        <SelectField
          label={t('jobs.which')}
          labelHidden
          value={state ?? ''}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{t('jobs.all')}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {`${t(`jobs.state.${one}`)} (${format.number(data?.counts[one] ?? 0)})`}
            </option>
          ))}
        </SelectField>
      }
    >
      {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={5} />}
      {data !== undefined && data.jobs.length === 0 && <p className="text-soft">{t('jobs.none')}</p>}
      {data !== undefined && data.jobs.length > 0 && (
        <ul className="divide-y divide-line">
          {data.jobs.slice(0, limit).map((job) => (
            <JobItem key={job.id} job={job} />
          ))}
        </ul>
      )}
      {data !== undefined && data.jobs.length > limit && (
        <Button size="small" className="mt-3" onClick={() => setLimit((before) => before + STEP)}>
          {t('jobs.more')}
        </Button>
      )}
    </Card>
  )
}

const KINDS = ['ingest-document', 'analyse-document', 'pull-model', 'quantize-model'] as const

function JobItem({ job }: { readonly job: Job }): JSX.Element {
  const t = useTranslations('machine')
  const tApp = useTranslations('app')
  const format = useFormatter()
  const now = useNow({ updateInterval: CLOCK_MS })
  const onError = useFailureToast()
  const cancel = useCommand('cancelJob', { changes: ['listJobs', 'status'] })
  const kind = KINDS.find((one) => one === job.kind)
  const name = kind === undefined ? job.kind : t(`jobs.kind.${kind}`)
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <p>
          {name}: <Subject job={job} />
        </p>
        <p className="text-sm text-soft">
          {format.relativeTime(new Date(job.updatedAt), now)}
          {job.attempts > 1 && ` · ${t('jobs.attempts', { count: job.attempts })}`}
        </p>
        {job.state === 'failed' && <Reason job={job} />}
      </div>
      <Badge kind={BADGES[job.state]}>{t(`jobs.state.${job.state}`)}</Badge>
      {(job.state === 'queued' || job.state === 'running') && (
        <Button
          size="small"
          busy={cancel.isPending}
          aria-label={t('jobs.cancel', { name })}
          onClick={() => cancel.mutate({ params: { id: job.id } }, { onError })}
        >
          {tApp('cancel')}
        </Button>
      )}
    </li>
  )
}

function Subject({ job }: { readonly job: Job }): JSX.Element {
  const isDocument = job.kind === 'ingest-document' || job.kind === 'analyse-document'
  if (isDocument) return <DocumentName id={job.subjectId} />
  return (
    <Link href={`/models?model=${encodeURIComponent(job.subjectId)}`} className="break-all">
      {job.subjectId}
    </Link>
  )
}

function DocumentName({ id }: { readonly id: string }): JSX.Element {
  const t = useTranslations('machine')
  const { data, error } = useAnswer('getDocument', { params: { id } })
  if (error !== null) return <span className="text-soft">{t('jobs.deleted')}</span>
  return (
    <Link href={`/documents/${encodeURIComponent(id)}`} className="break-words">
      {data?.title ?? '…'}
    </Link>
  )
}

function Reason({ job }: { readonly job: Job }): JSX.Element {
  const { title, advice } = useProblemText()(
    new ServerProblem(job.errorCode ?? 'LP_INTERNAL', { detail: job.errorMessage ?? undefined }),
  )
  return (
    <p className="text-sm">
      <span className="font-medium text-bad">{title}.</span> {advice}
    </p>
  )
}
