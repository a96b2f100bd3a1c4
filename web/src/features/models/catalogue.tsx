import type { Model, ModelList, ModelTask } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import type { ModelAction } from './model-action.ts'
import { ModelCard } from './model-card.tsx'
import { inOrder } from './model-facts.ts'
import { useModelJobs } from './use-model-jobs.ts'
import type { ModelStep } from './use-model-progress.ts'

interface CatalogueProps {
  readonly list: ModelList
  readonly library: Readonly<Record<string, number>>
  readonly steps: ReadonlyMap<string, ModelStep>
  readonly onAction: (action: ModelAction) => void
}

/** All models that are known, by what they do. The address names the one whose details are open. */
export function Catalogue({ list, library, steps, onAction }: CatalogueProps): JSX.Element {
  const t = useTranslations('models')
  const jobs = useModelJobs()
  const [address, setAddress] = useSearchParams()
  const profile = list.profiles.find(({ name }) => name === list.recommended.profile)
  const recommended = [profile?.embedder ?? null, profile?.reranker ?? null]
  const shown = address.get('model')
  const open = (id: string | null): void => {
    setAddress(
      (before) => {
        const after = new URLSearchParams(before)
        if (id === null) after.delete('model')
        else after.set('model', id)
        return after
      },
      { replace: true },
    )
  }
  const cardOf = (model: Model): JSX.Element => {
    const { id } = model.manifest
    return (
      <ModelCard
        key={id}
        model={model}
        recommended={recommended.includes(id)}
        library={library}
        job={jobs.get(id)}
        step={steps.get(id)}
        open={shown === id}
        onOpen={(isOpen) => open(isOpen ? id : null)}
        onAction={onAction}
      />
    )
  }
  const group = (task: ModelTask): JSX.Element => (
    <section className="flex flex-col gap-3" aria-labelledby={`task-${task}`}>
      <div>
        <h2 id={`task-${task}`} className="text-lg">
          {t(`task.${task}.title`)}
        </h2>
        <p className="text-sm text-soft">{t(`task.${task}.hint`)}</p>
      </div>
      <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
        {inOrder(
          list.models.filter(({ manifest }) => manifest.task === task),
          recommended,
        ).map(cardOf)}
      </ul>
    </section>
  )
  return (
    <div className="flex flex-col gap-8">
      {group('embed')}
      {group('rerank')}
      {list.invalid.length > 0 && <Invalid invalid={list.invalid} />}
      <p className="text-sm break-words text-soft">{t('storedIn', { folder: list.folder })}</p>
    </div>
  )
}

function Invalid({ invalid }: Pick<ModelList, 'invalid'>): JSX.Element {
  const t = useTranslations('models')
  return (
    <section className="rounded-lg border border-warn bg-warn-soft px-4 py-3 text-sm">
      <h2 className="font-semibold text-warn">{t('invalidTitle')}</h2>
      <ul lang="en">
        {invalid.map(({ file, message }) => (
          <li key={file}>
            {file}: {message}
          </li>
        ))}
      </ul>
    </section>
  )
}
