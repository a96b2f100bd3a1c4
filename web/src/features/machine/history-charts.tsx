import type { Machine, MachineSample } from '@learnpath/contracts'
import { lazy, Suspense, useMemo, useState, type JSX, type ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { SelectField } from '../../components/field.tsx'
import type { Series } from '../../components/line-chart.tsx'
import { Skeleton } from '../../components/states.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { STAGES, type Stage } from './stages.ts'
import { useMilliseconds } from './use-milliseconds.ts'

const LineChart = lazy(async () => ({ default: (await import('../../components/line-chart.tsx')).LineChart }))

/** The last hour, in lines. */
export function HistoryCharts({ machine }: { readonly machine: Machine }): JSX.Element {
  const t = useTranslations('machine')
  const format = useFormatter()
  const size = useFileSize()
  const { history, processor, intervalSeconds } = machine
  const count = (value: number): string => format.number(value, { maximumFractionDigits: 1 })
  const percent = (value: number): string => format.number(value, { style: 'percent' })
  const chartOf = (name: ChartName, lines: Lines, write: (value: number) => string, most?: number): JSX.Element => (
    <History name={name} history={history} lines={lines} write={write} {...(most === undefined ? {} : { most })} />
  )
  return (
    <Card title={t('history')}>
      <p className="mb-4 text-sm text-soft">{t('historyHint', { seconds: intervalSeconds })}</p>
      <div className="grid grid-cols-1 gap-x-8 gap-y-8 lg:grid-cols-2">
        <LatencyHistory machine={machine} />
        {chartOf(
          'activity',
          [
            [t('line.searches'), ({ latencies }) => latencies['search']?.count ?? 0],
            [t('line.answers'), ({ latencies }) => latencies['answer']?.count ?? 0],
          ],
          count,
          5,
        )}
        {chartOf(
          'memory',
          [
            [t('line.resident'), ({ residentBytes }) => residentBytes],
            [t('line.heap'), ({ heapBytes }) => heapBytes],
          ],
          size,
        )}
        {chartOf('processor', [[t('line.busy'), ({ processors }) => processors / processor.count]], percent, 1)}
        {chartOf('jobs', [[t('line.jobs'), ({ jobs }) => jobs]], count, 5)}
        {chartOf(
          'cache',
          [[t('line.cache'), ({ cacheHits, cacheLookups }) => (cacheLookups === 0 ? null : cacheHits / cacheLookups)]],
          percent,
          1,
        )}
      </div>
    </Card>
  )
}

type ChartName = 'latency' | 'activity' | 'memory' | 'processor' | 'jobs' | 'cache'
type Lines = readonly (readonly [name: string, read: (sample: MachineSample) => number | null])[]

function LatencyHistory({ machine }: { readonly machine: Machine }): JSX.Element {
  const t = useTranslations('machine')
  const time = useMilliseconds()
  const [stage, setStage] = useState<Stage>('search')
  const happened = STAGES.filter((one) => one === 'search' || one in machine.lastHour.latencies)
  return (
    <History
      name="latency"
      history={machine.history}
      lines={[
        [t('line.p50'), ({ latencies }) => latencies[stage]?.p50Ms ?? null],
        [t('line.p95'), ({ latencies }) => latencies[stage]?.p95Ms ?? null],
      ]}
      write={time}
      controls={
        <SelectField
          label={t('ofWhat')}
          labelHidden
          value={stage}
          onChange={({ target }) => setStage(target.value as Stage)}
        >
          {happened.map((one) => (
            <option key={one} value={one}>
              {t(`stage.${one}`)}
            </option>
          ))}
        </SelectField>
      }
    />
  )
}

interface HistoryProps {
  readonly name: ChartName
  readonly history: readonly MachineSample[]
  readonly lines: Lines
  readonly write: (value: number) => string
  readonly most?: number
  readonly controls?: ReactNode
}

function History({ name, history, lines, write, most, controls }: HistoryProps): JSX.Element {
  const t = useTranslations('machine')
  const format = useFormatter()
  const title = t(`chart.${name}.title`)
  const times = useMemo(() => history.map(({ at }) => Date.parse(at) / 1000), [history])
  const series: readonly Series[] = lines.map(([line, read]) => ({ name: line, values: history.map(read) }))
  return (
    <ChartFrame
      title={title}
      hint={t(`chart.${name}.hint`)}
      controls={controls}
      chart={
        <Suspense fallback={<Skeleton lines={4} />}>
          <LineChart
            label={t('chartLabel', { name: title })}
            times={times}
            series={series}
            write={write}
            {...(most === undefined ? {} : { most })}
          />
        </Suspense>
      }
      table={() => ({
        columns: [t('time'), ...lines.map(([line]) => line)],
        rows: history.toReversed().map((sample) => [
          format.dateTime(new Date(sample.at), { timeStyle: 'medium' }),
          ...lines.map(([, read]) => {
            const value = read(sample)
            return value === null ? '–' : write(value)
          }),
        ]),
      })}
    />
  )
}
