import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'

/** What the server does with the documents that it got: reading them, then vectors. Nothing while all is done. */
export function IndexingProgress(): JSX.Element | null {
  const t = useTranslations('library')
  const { data: status } = useAnswer('status')
  const unfinished = status === undefined ? 0 : status.documents.queued + status.documents.processing
  const [most, setMost] = useState(0)
  const mostNow = unfinished === 0 ? 0 : Math.max(most, unfinished)
  if (mostNow !== most) setMost(mostNow)
  if (status === undefined) return null
  const building = status.generations.find(
    ({ state, chunks }) => (state === 'serving' || state === 'building') && chunks.done < chunks.total,
  )
  if (unfinished === 0 && status.index.lag === 0 && building === undefined) return null
  return (
    <section aria-label={t('indexing')} className="mb-4 flex flex-col gap-3 rounded-lg bg-accent-soft px-4 py-3">
      {unfinished > 0 && (
        <Step text={t('reading', { count: unfinished })} value={most < 2 ? null : (most - unfinished) / most} />
      )}
      {unfinished === 0 && status.index.lag > 0 && (
        <Step text={t('indexLag', { count: status.index.lag })} value={null} />
      )}
      {building !== undefined && (
        <Step
          text={t('vectors', { done: building.chunks.done, count: building.chunks.total })}
          value={building.chunks.done / building.chunks.total}
        />
      )}
    </section>
  )
}

function Step({ text, value }: { readonly text: string; readonly value: number | null }): JSX.Element {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm">{text}</p>
      <ProgressBar label={text} value={value} />
    </div>
  )
}
