import type { Latency, Machine, Status } from '@learnpath/contracts'
import type { JSX, ReactNode } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { useFileSize } from '../../components/use-file-size.ts'
import { useMilliseconds } from './use-milliseconds.ts'

const CLOCK_MS = 30_000

/** The figures that tell at a glance whether it is fast and has room. */
export function MachineFigures({
  machine,
  status,
}: {
  readonly machine: Machine
  readonly status: Status
}): JSX.Element {
  const t = useTranslations('machine')
  const format = useFormatter()
  const now = useNow({ updateInterval: CLOCK_MS })
  const size = useFileSize()
  const { processor, memory, disk, lastHour, history } = machine
  const busy = (history.at(-2) ?? history.at(-1))?.processors ?? 0
  const { queued, running, failed } = status.jobs
  return (
    <section aria-label={t('figures')} className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        <Speed name={t('figure.search')} latency={lastHour.latencies['search']} />
        <Speed name={t('figure.answer')} latency={lastHour.latencies['answer']} />
        <Figure name={t('figure.work')} value={t('jobsNow', { count: queued + running })}>
          {failed > 0 ? t('jobsFailed', { count: failed }) : t('noneFailed')}
        </Figure>
        <Figure name={t('figure.memory')} value={size(memory.residentBytes)}>
          {t('memoryOf', { free: size(memory.freeBytes), total: size(memory.totalBytes) })}
        </Figure>
        <Figure name={t('figure.processor')} value={format.number(busy / processor.count, { style: 'percent' })}>
          {t('processorOf', { count: processor.count, name: processor.name })}
        </Figure>
        <Figure name={t('figure.disk')} value={t('free', { size: size(disk.freeBytes) })}>
          {t('diskOf', { total: size(disk.totalBytes) })}
        </Figure>
      </dl>
      <p className="text-sm break-words text-soft">
        {t('since', {
          version: status.version,
          time: format.relativeTime(new Date(status.startedAt), now),
          home: status.home,
        })}
      </p>
    </section>
  )
}

function Speed({ name, latency }: { readonly name: string; readonly latency: Latency | undefined }): JSX.Element {
  const t = useTranslations('machine')
  const time = useMilliseconds()
  if (latency === undefined || latency.p50Ms === null || latency.p95Ms === null) {
    return (
      <Figure name={name} value="–">
        {t('noneYet')}
      </Figure>
    )
  }
  return (
    <Figure name={name} value={time(latency.p50Ms)}>
      {t('mostly', { time: time(latency.p95Ms), count: latency.count })}
    </Figure>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly children: ReactNode
}

function Figure({ name, value, children }: FigureProps): JSX.Element {
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
      <dt className="text-sm text-soft">{name}</dt>
      <dd>
        <span className="block text-xl font-semibold tabular-nums">{value}</span>
        <span className="text-sm break-words text-soft">{children}</span>
      </dd>
    </div>
  )
}
