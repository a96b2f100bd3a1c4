import type { Status } from '@learnpath/contracts'
import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { BarList } from '../../components/bar-list.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { measureSearch, type SearchMeasurement } from './measure-search.ts'
import { useMilliseconds } from './use-milliseconds.ts'

/** Measures search with the library that is there, now. */
export function MeasureCard({ status }: { readonly status: Status }): JSX.Element {
  const t = useTranslations('machine')
  const { result, progress, start } = useMeasurement()
  const empty = status.documents.searchable === 0
  return (
    <Card
      title={t('measure.title')}
      actions={
        <Button size="small" busy={progress !== null} disabled={empty} onClick={() => void start()}>
          {t(progress === null ? 'measure.start' : 'measure.running')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-sm text-soft">{t(empty ? 'measure.empty' : 'measure.hint')}</p>
        {progress !== null && <ProgressBar label={t('measure.running')} value={progress} />}
        {result === 'no-words' && <p role="status">{t('measure.noWords')}</p>}
        {result !== null && result !== 'no-words' && <Result result={result} />}
      </div>
    </Card>
  )
}

function Result({ result }: { readonly result: SearchMeasurement }): JSX.Element {
  const t = useTranslations('machine')
  const time = useMilliseconds()
  const { searches, p50Ms, p95Ms, slowestMs, engine } = result
  return (
    <div role="status" className="flex flex-col gap-3">
      <p>
        {t('measure.result', {
          count: searches,
          engine: t(engine === 'hybrid' ? 'engine.hybrid' : 'engine.keyword'),
        })}
      </p>
      <BarList
        label={t('measure.title')}
        bars={[
          { name: t('line.p50'), value: p50Ms, text: time(p50Ms), strong: true },
          { name: t('line.p95'), value: p95Ms, text: time(p95Ms), strong: true },
          { name: t('measure.slowest'), value: slowestMs, text: time(slowestMs) },
        ]}
      />
    </div>
  )
}

interface Measuring {
  readonly result: SearchMeasurement | 'no-words' | null
  /** 0 to 1; null when nothing is being measured. */
  readonly progress: number | null
  readonly start: () => Promise<void>
}

function useMeasurement(): Measuring {
  const tellFailure = useFailureToast()
  const [result, setResult] = useState<Measuring['result']>(null)
  const [progress, setProgress] = useState<number | null>(null)
  const current = useRef<AbortController | null>(null)
  useEffect(() => () => current.current?.abort(), [])
  async function start(): Promise<void> {
    const controller = new AbortController()
    current.current = controller
    setProgress(0)
    try {
      setResult((await measureSearch(setProgress, controller.signal)) ?? 'no-words')
    } catch (error) {
      if (!controller.signal.aborted) tellFailure(error)
    } finally {
      setProgress(null)
    }
  }
  return { result, progress, start }
}
