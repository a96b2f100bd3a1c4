import type { Entity, GraphPath } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { EntityPicker } from './entity-picker.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { RelationSentence } from './relation-sentence.tsx'
import { Sureness } from './sureness.tsx'

const MOST_STEPS = 6

/** How one thing leads to another that the person names. The address keeps what was asked for. */
export function PathFinder({ from }: { readonly from: Entity }): JSX.Element {
  const t = useTranslations('graph')
  const [search, setSearch] = useSearchParams()
  const to = search.get('to')
  const choose = (id: string | null): void =>
    setSearch(
      (before) => {
        if (id === null) before.delete('to')
        else before.set('to', id)
        return before
      },
      { replace: true },
    )
  return (
    <Card title={t('path')}>
      <p className="mb-3 text-sm text-soft">{t('pathHint')}</p>
      {to === null ? (
        <EntityPicker
          collection={from.collection}
          label={t('pathTo')}
          without={from.id}
          onPick={({ id }) => choose(id)}
        />
      ) : (
        <>
          <Path from={from.id} to={to} />
          <Button size="small" variant="quiet" className="mt-3" onClick={() => choose(null)}>
            {t('pathClear')}
          </Button>
        </>
      )}
    </Card>
  )
}

function Path({ from, to }: { readonly from: string; readonly to: string }): JSX.Element {
  const query = { from, to, maximumSteps: MOST_STEPS }
  const { data, error, refetch } = useAnswer('graphPath', { query })
  return (
    <div aria-live="polite">
      {data !== undefined ? (
        <Way path={data} />
      ) : error === null ? (
        <Skeleton lines={3} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </div>
  )
}

function Way({ path: { from, to, steps, found } }: { readonly path: GraphPath }): JSX.Element {
  const t = useTranslations('graph')
  const ends = { from: from.name, to: to.name }
  if (from.id === to.id) return <p>{t('pathSame')}</p>
  if (!found) return <p>{t('noPath', { ...ends, steps: MOST_STEPS })}</p>
  return (
    <>
      <p className="mb-2 font-medium">{t('pathFrom', ends)}</p>
      <ol className="flex flex-col gap-4">
        {steps.map((step, place) => (
          <li key={step.id} className="flex gap-3">
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-xs tabular-nums"
            >
              {place + 1}
            </span>
            <div className="flex min-w-0 flex-col gap-1.5">
              <RelationSentence relation={step} here={from.id} />
              <Sureness confidence={step.confidence} origins={step.origins} />
              <EvidenceList evidence={step.evidence.slice(0, 1)} />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
