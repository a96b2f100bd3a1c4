import type { Generation, Model, Status } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { strongText } from '../../components/strong-text.tsx'
import { titleOf } from './model-facts.ts'
import { RecommendedModels } from './recommended-models.tsx'
import type { ModelAction } from './model-action.ts'
import type { ModelList } from '@learnpath/contracts'
import { useActivation } from './use-activation.ts'

interface ActiveModelsProps {
  readonly list: ModelList
  readonly status: Status
  readonly generations: readonly Generation[]
  readonly onAction: (action: ModelAction) => void
}

/** In words: what search does now, what is coming, and what would suit the library. */
export function ActiveModels({ list, status, generations, onAction }: ActiveModelsProps): JSX.Element {
  const t = useTranslations('models')
  const { activate, deactivate, isSwitching } = useActivation()
  const { models } = list
  const serving = generations.find(({ state }) => state === 'serving')
  const standby = generations.find(({ state }) => state === 'standby')
  const reranker = models.find(({ manifest }) => manifest.id === status.inference.reranker)
  return (
    <Card title={t('active.title')}>
      <div className="flex flex-col gap-3">
        <div role="status" className="flex flex-col gap-1">
          <p>
            {serving === undefined
              ? t('active.keyword')
              : t.rich('active.hybrid', {
                  model: titleOf(models, serving.model),
                  precision: t(`precisionName.${serving.precision}`),
                  ...strongText,
                })}
          </p>
          <p>
            {reranker === undefined
              ? t('active.noReranker')
              : t.rich('active.reranker', {
                  model: reranker.manifest.title,
                  ...strongText,
                })}
          </p>
        </div>
        {serving !== undefined && status.engines.search !== 'hybrid' && <NotServing />}
        {generations
          .filter(({ state }) => state === 'building')
          .map((generation) => (
            <Building key={generation.id} generation={generation} models={models} />
          ))}
        <RecommendedModels list={list} status={status} serving={serving} onAction={onAction} />
        <div className="flex flex-wrap gap-2 empty:hidden">
          {serving !== undefined && (
            <Button size="small" busy={isSwitching} onClick={() => deactivate(serving)}>
              {t('active.deactivate')}
            </Button>
          )}
          {serving === undefined && standby !== undefined && (
            <Button size="small" busy={isSwitching} onClick={() => activate(standby)}>
              {t('active.back', { model: titleOf(models, standby.model) })}
            </Button>
          )}
          {reranker !== undefined && (
            <Button size="small" onClick={() => onAction({ kind: 'stop-reranker', model: reranker })}>
              {t('stopReranker')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  )
}

/** Chosen and yet not at work: the program knows why. */
function NotServing(): JSX.Element | null {
  const t = useTranslations('models')
  const { data } = useAnswer('doctor')
  const check = data?.checks.find(({ name, ok }) => name === 'models' && !ok)
  if (check === undefined) return null
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {t('active.notServing')} <span lang="en">{check.detail}</span>
    </p>
  )
}

/** How far the vectors of a model are. */
export function Building({
  generation,
  models,
}: {
  readonly generation: Generation
  readonly models: readonly Model[]
}): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const { done, total } = generation.chunks
  const label = t('active.building', { model: titleOf(models, generation.model) })
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">{label}</p>
      <ProgressBar label={label} value={total === 0 ? null : done / total} />
      <p className="text-sm text-soft tabular-nums">
        {t('active.progress', { done: format.number(done), total: format.number(total) })}
      </p>
    </div>
  )
}
