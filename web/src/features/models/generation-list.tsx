import type { Generation, Model } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { EmptyState } from '../../components/states.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { useProblemText } from '../../i18n/problem-text.ts'
import { titleOf } from './model-facts.ts'
import { useFormName } from './use-form-name.ts'
import { useActivation } from './use-activation.ts'

const CLOCK_MS = 10_000
const BADGES = { building: 'accent', serving: 'good', standby: 'plain', failed: 'bad' } as const

interface GenerationListProps {
  readonly generations: readonly Generation[]
  readonly models: readonly Model[]
}

/** The library's vectors by model: which of them serve, which can be gone back to. */
export function GenerationList({ generations, models }: GenerationListProps): JSX.Element {
  const t = useTranslations('models')
  const hidden = useHiddenIds()
  const activation = useActivation()
  const shown = generations
    .filter(({ id }) => !hidden.has(id))
    .toSorted((one, other) => Number(other.state === 'serving') - Number(one.state === 'serving'))
  if (shown.length === 0) return <EmptyState title={t('generations.none')}>{t('generations.noneHint')}</EmptyState>
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-prose text-sm text-soft">{t('generations.hint')}</p>
      <ul className="flex flex-col gap-3">
        {shown.map((generation) => (
          <GenerationItem key={generation.id} generation={generation} models={models} activation={activation} />
        ))}
      </ul>
    </div>
  )
}

interface GenerationItemProps {
  readonly generation: Generation
  readonly models: readonly Model[]
  readonly activation: ReturnType<typeof useActivation>
}

function GenerationItem({ generation, models, activation }: GenerationItemProps): JSX.Element {
  const t = useTranslations('models')
  const formName = useFormName(models)
  const { model, precision, state } = generation
  const name = formName(model, precision)
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4 shadow-card">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 font-semibold">{name}</h3>
        <Badge kind={BADGES[state]}>{t(`generations.state.${state}`)}</Badge>
      </div>
      <GenerationFacts generation={generation} />
      {state === 'building' && (
        <ProgressBar
          label={t('active.building', { model: titleOf(models, model) })}
          value={generation.chunks.total === 0 ? null : generation.chunks.done / generation.chunks.total}
        />
      )}
      {generation.failure !== null && <Failure failure={generation.failure} />}
      <div className="flex flex-wrap gap-2">
        {state === 'standby' && (
          <Button
            size="small"
            variant="primary"
            busy={activation.isSwitching}
            aria-label={t('generations.activateNamed', { name })}
            onClick={() => activation.activate(generation)}
          >
            {t('generations.activate')}
          </Button>
        )}
        {state === 'serving' ? (
          <Button size="small" busy={activation.isSwitching} onClick={() => activation.deactivate(generation)}>
            {t('active.deactivate')}
          </Button>
        ) : (
          <Button
            size="small"
            variant="danger"
            aria-label={t(state === 'building' ? 'generations.stopNamed' : 'generations.dropNamed', { name })}
            onClick={() => activation.drop(generation)}
          >
            {t(state === 'building' ? 'generations.stop' : 'generations.drop')}
          </Button>
        )}
      </div>
    </li>
  )
}

function GenerationFacts({ generation }: { readonly generation: Generation }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const now = useNow({ updateInterval: CLOCK_MS })
  const size = useFileSize()
  const { chunks, dimensions, sizeBytes, lag, createdAt, activatedAt } = generation
  const facts = [
    t('generations.chunks', { done: format.number(chunks.done), total: format.number(chunks.total) }),
    t('dimensions', { count: format.number(dimensions) }),
    size(sizeBytes),
    lag > 0 ? t('generations.lag', { count: lag }) : null,
    activatedAt === null
      ? t('generations.made', { time: format.relativeTime(new Date(createdAt), now) })
      : t('generations.since', { time: format.relativeTime(new Date(activatedAt), now) }),
  ]
  return <p className="text-sm text-soft tabular-nums">{facts.filter((fact) => fact !== null).join(' · ')}</p>
}

function Failure({ failure }: { readonly failure: NonNullable<Generation['failure']> }): JSX.Element {
  const { title, advice, detail } = useProblemText()(new ServerProblem(failure.code, { detail: failure.message }))
  return (
    <div className="rounded-md border border-bad bg-bad-soft px-3 py-2 text-sm">
      <p className="font-semibold text-bad">{title}</p>
      {detail !== null && detail !== title && <p lang="en">{detail}</p>}
      <p>{advice}</p>
    </div>
  )
}
