import type { Model, Precision } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { BarList } from '../../components/bar-list.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { SelectField } from '../../components/field.tsx'
import { EmptyState } from '../../components/states.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { useBenchResults, type BenchResult, type BenchRun } from './bench-results.ts'
import { isHere } from './model-facts.ts'
import { useFormName } from './use-form-name.ts'
import { useMeasure } from './use-measure.ts'

const MEASURES = ['textsPerSecond', 'queryMs', 'residentBytes', 'sizeBytes', 'fidelity', 'loadSeconds'] as const
type Measure = (typeof MEASURES)[number]
/** Where less is better. */
const LESS: ReadonlySet<Measure> = new Set(['queryMs', 'residentBytes', 'sizeBytes', 'loadSeconds'])

/** One form of one model, with all that is known of it on this machine. */
interface Row {
  readonly model: Model
  readonly precision: Precision
  readonly run: BenchRun | undefined
  readonly values: Readonly<Record<Measure, number | null>>
}

function rowsOf(models: readonly Model[], results: readonly BenchResult[]): Row[] {
  return models.flatMap((model) =>
    model.installed.map(({ precision, sizeBytes, card }) => {
      const result = results.find((one) => one.model === model.manifest.id)
      const run = result?.runs.find((one) => one.precision === precision)
      return {
        model,
        precision,
        run,
        values: {
          textsPerSecond: run?.textsPerSecond ?? null,
          queryMs: run?.queryMs ?? null,
          residentBytes: run === undefined ? null : Math.max(0, run.residentBytes),
          loadSeconds: run?.loadSeconds ?? null,
          sizeBytes,
          fidelity: precision === 'none' ? 1 : (card?.fidelity?.cosineMean ?? null),
        },
      }
    }),
  )
}

/** Installed models beside each other: speed, memory, size, and how close their smaller forms are. */
export function Comparison({ models }: { readonly models: readonly Model[] }): JSX.Element {
  const t = useTranslations('models')
  const { measure, isMeasuring } = useMeasure()
  const results = useBenchResults()
  const here = models.filter(isHere)
  if (here.length === 0) return <EmptyState title={t('compare.none')}>{t('compare.noneHint')}</EmptyState>
  const rows = rowsOf(here, results)
  const latest = results.find(({ model }) => here.some(({ manifest }) => manifest.id === model))
  return (
    <Card
      title={t('compare.title')}
      actions={
        <Button
          size="small"
          busy={isMeasuring}
          variant={latest === undefined ? 'primary' : 'secondary'}
          onClick={() => measure(here.map(({ manifest }) => manifest.id))}
        >
          {t(isMeasuring ? 'compare.measuring' : 'compare.measureAll')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Provenance latest={latest} />
        <Chart rows={rows} />
      </div>
    </Card>
  )
}

function Provenance({ latest }: { readonly latest: BenchResult | undefined }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  return (
    <p className="text-sm text-soft">
      {latest === undefined
        ? t('compare.hint')
        : t('compare.measuredOn', {
            machine: latest.machine,
            time: format.dateTime(new Date(latest.measuredAt), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
    </p>
  )
}

function Chart({ rows }: { readonly rows: readonly Row[] }): JSX.Element {
  const t = useTranslations('models')
  const write = useWriteValue()
  const [measure, setMeasure] = useState<Measure>('textsPerSecond')
  const formName = useFormName(rows.map(({ model }) => model))
  const nameOf = ({ model, precision }: Row): string => formName(model.manifest.id, precision)
  const known = rows.flatMap((row) => {
    const value = row.values[measure]
    return value === null ? [] : [{ name: nameOf(row), value }]
  })
  const ordered = known.toSorted((one, other) =>
    LESS.has(measure) ? one.value - other.value : other.value - one.value,
  )
  return (
    <ChartFrame
      title={t(`measureName.${measure}`)}
      hint={t(`measureHint.${measure}`)}
      controls={
        <SelectField
          label={t('compare.what')}
          labelHidden
          value={measure}
          onChange={({ target }) => setMeasure(target.value as Measure)}
        >
          {MEASURES.map((one) => (
            <option key={one} value={one}>
              {t(`measureName.${one}`)}
            </option>
          ))}
        </SelectField>
      }
      chart={
        ordered.length === 0 ? (
          <p className="rounded-md bg-sunken px-4 py-6 text-center text-soft">{t('compare.notMeasured')}</p>
        ) : (
          <BarList
            label={t(`measureName.${measure}`)}
            {...(measure === 'fidelity' ? { most: 1 } : {})}
            bars={ordered.map(({ name, value }, place) => ({
              name,
              value,
              text: write(measure, value),
              strong: place === 0,
            }))}
          />
        )
      }
      table={() => ({
        columns: [t('compare.form'), ...MEASURES.map((one) => t(`measureName.${one}`))],
        rows: rows.map((row) => [nameOf(row), ...MEASURES.map((one) => write(one, row.values[one]))]),
      })}
    />
  )
}

function useWriteValue(): (measure: Measure, value: number | null) => string {
  const t = useTranslations('models')
  const format = useFormatter()
  const size = useFileSize()
  return (measure, value) => {
    if (value === null) return '–'
    const digits = value < 10 ? 2 : value < 100 ? 1 : 0
    if (measure === 'residentBytes' || measure === 'sizeBytes') return size(value)
    if (measure === 'fidelity') return format.number(value, { style: 'percent', maximumFractionDigits: 2 })
    if (measure === 'textsPerSecond') {
      return t('perSecond', { count: format.number(value, { maximumFractionDigits: digits }) })
    }
    const unit = measure === 'queryMs' ? 'millisecond' : 'second'
    return format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
  }
}
