import type { Machine, Status } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { DoctorReportCard } from '../settings/doctor-report-card.tsx'
import { HistoryCharts } from './history-charts.tsx'
import { IndexCard } from './index-card.tsx'
import { JobsCard } from './jobs-card.tsx'
import { LoadedModels } from './loaded-models.tsx'
import { MachineFigures } from './machine-figures.tsx'
import { MeasureCard } from './measure-card.tsx'
import { SpeedCard } from './speed-card.tsx'

const REFETCH_MS = 5000

/** What the machine is doing: whether it is well, fast, and what it works on. */
export function MachinePage(): JSX.Element {
  const t = useTranslations('machine')
  const tApp = useTranslations('app')
  const machine = useAnswer('machine', {}, { refetchMs: REFETCH_MS, staleMs: 0 })
  const status = useAnswer('status', {}, { refetchMs: REFETCH_MS })
  const failure = machine.data === undefined ? machine.error : status.data === undefined ? status.error : null
  return (
    <Page title={tApp('nav.machine')} lead={t('lead')}>
      {failure !== null && (
        <ErrorState error={failure} onRetry={() => void Promise.all([machine.refetch(), status.refetch()])} />
      )}
      {machine.data !== undefined && status.data !== undefined ? (
        <Content machine={machine.data} status={status.data} />
      ) : (
        failure === null && <Skeleton lines={9} />
      )}
    </Page>
  )
}

function Content({ machine, status }: { readonly machine: Machine; readonly status: Status }): JSX.Element {
  return (
    <div className="flex flex-col gap-6">
      <MachineFigures machine={machine} status={status} />
      <DoctorReportCard onlyTroubles />
      <HistoryCharts machine={machine} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <SpeedCard machine={machine} />
        <div className="flex flex-col gap-6">
          <MeasureCard status={status} />
          <LoadedModels status={status} />
          <IndexCard status={status} />
        </div>
      </div>
      <JobsCard />
    </div>
  )
}
