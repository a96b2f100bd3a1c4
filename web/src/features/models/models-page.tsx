import type { Model } from '@learnpath/contracts'
import { ArchiveIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { useServerEvents } from '../../api/use-live-updates.tsx'
import { Button } from '../../components/button.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useToast } from '../../components/toast.tsx'
import { ActiveModels } from './active-models.tsx'
import { Catalogue } from './catalogue.tsx'
import { Comparison } from './comparison.tsx'
import { GenerationList } from './generation-list.tsx'
import { LanguageModels } from './language-models.tsx'
import { ModelDialog, type OpenDialog } from './model-dialog.tsx'
import { titleOf } from './model-facts.ts'
import { useModelActions } from './use-model-actions.ts'
import { useModelProgress } from './use-model-progress.ts'
import { formKey } from './use-remove-model.ts'

const TABS = ['catalogue', 'vectors', 'comparison', 'language'] as const

/** Which models work for search, which there are, and what they cost and bring. */
export function ModelsPage(): JSX.Element {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const toast = useToast()
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const list = useAnswer('listModels')
  const status = useAnswer('status')
  const generations = useAnswer('listGenerations')
  const models = useShownModels(list.data?.models)
  const steps = useModelProgress((id, end) => {
    toast({ kind: 'good', text: t(end === 'quantized' ? 'formMade' : 'ready', { model: titleOf(models, id) }) })
  })
  useTellWhenServing(models)
  const act = useModelActions(setDialog)
  const error = list.error ?? status.error ?? generations.error
  return (
    <Page
      title={tApp('nav.models')}
      lead={t('lead')}
      actions={
        <Button icon={<ArchiveIcon aria-hidden />} onClick={() => setDialog({ kind: 'import', model: null })}>
          {t('import.open')}
        </Button>
      }
    >
      {error !== null && (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([list.refetch(), status.refetch(), generations.refetch()])}
        />
      )}
      {list.data !== undefined && status.data !== undefined && generations.data !== undefined ? (
        <div className="flex flex-col gap-6">
          <ActiveModels
            list={{ ...list.data, models }}
            status={status.data}
            generations={generations.data.generations}
            onAction={act}
          />
          <ModelTabs
            catalogue={
              <Catalogue list={{ ...list.data, models }} library={status.data.languages} steps={steps} onAction={act} />
            }
            vectors={<GenerationList generations={generations.data.generations} models={models} />}
            comparison={<Comparison models={models} />}
            language={<LanguageModels />}
          />
        </div>
      ) : (
        error === null && <Skeleton lines={9} />
      )}
      {dialog !== null && <ModelDialog dialog={dialog} models={models} onClose={() => setDialog(null)} />}
    </Page>
  )
}

/** Without the forms that are about to be deleted. */
function useShownModels(models: readonly Model[] = []): Model[] {
  const hidden = useHiddenIds()
  return models.map((model) => ({
    ...model,
    installed: model.installed.filter(({ precision }) => !hidden.has(formKey(model.manifest.id, precision))),
  }))
}

/** Vectors may take long: whoever waits is told when they serve. */
function useTellWhenServing(models: readonly Model[]): void {
  const t = useTranslations('models')
  const toast = useToast()
  const [building, setBuilding] = useState<ReadonlySet<string>>(new Set())
  useServerEvents((event) => {
    if (event.type !== 'generation-changed') return
    const { id, state, model } = event.generation
    if (state === 'building' && !building.has(id)) setBuilding((before) => new Set([...before, id]))
    if (state !== 'serving' || !building.has(id)) return
    setBuilding((before) => new Set([...before].filter((one) => one !== id)))
    toast({ kind: 'good', text: t('serves', { model: titleOf(models, model) }) })
  })
}

type ModelTabsProps = Readonly<Record<(typeof TABS)[number], JSX.Element>>

function ModelTabs(contents: ModelTabsProps): JSX.Element {
  const t = useTranslations('models')
  const [address, setAddress] = useSearchParams()
  const shown = TABS.find((name) => name === address.get('tab')) ?? 'catalogue'
  return (
    <Tabs
      label={t('tabs')}
      value={shown}
      onChange={(tab) => setAddress(tab === 'catalogue' ? {} : { tab }, { replace: true })}
      tabs={TABS.map((name) => ({ name, title: t(`tab.${name}`), content: contents[name] }))}
    />
  )
}
