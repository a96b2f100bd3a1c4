import type { LanguageModel, LanguageModelList as List } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useFileSize } from '../../components/use-file-size.ts'
import { chosenOf } from './language-model-names.ts'
import { useChooseChain } from './use-choose-chain.ts'

/** As many as may be tried one after the other. */
const LONGEST_CHAIN = 5

/** Every language model that an engine has, with what it takes of memory. */
export function LanguageModelList({ list }: { readonly list: List }): JSX.Element {
  const t = useTranslations('models')
  const { choose, isChoosing } = useChooseChain(list)
  const chosen = chosenOf(list.chain)
  if (list.models.length === 0) {
    return (
      <Card title={t('language.models')}>
        <p>{t('language.none')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('language.models')}>
      <ul className="flex flex-col divide-y divide-line">
        {list.models.map((model) => (
          <li key={model.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <Facts model={model} place={chosen.indexOf(model.id)} />
            <div className="flex flex-wrap gap-2">
              {!chosen.includes(model.id) && chosen.length < LONGEST_CHAIN && (
                <Button
                  size="small"
                  variant={chosen.length === 0 ? 'primary' : 'secondary'}
                  aria-label={`${t(chosen.length === 0 ? 'language.let' : 'language.addFallback')}: ${model.name}`}
                  busy={isChoosing}
                  onClick={() => choose([...chosen, model.id])}
                >
                  {t(chosen.length === 0 ? 'language.let' : 'language.addFallback')}
                </Button>
              )}
              <Memory model={model} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Facts({ model, place }: { readonly model: LanguageModel; readonly place: number }): JSX.Element {
  const t = useTranslations('models')
  const fileSize = useFileSize()
  const format = useFormatter()
  const { loaded, parameters, quantization, sizeBytes } = model
  const facts = [
    t(`language.engine.${model.engine}`),
    ...(parameters === null ? [] : [t('language.parameters', { count: parameters })]),
    ...(quantization === null ? [] : [quantization]),
    ...(sizeBytes === null ? [] : [fileSize(sizeBytes)]),
  ]
  const memory =
    loaded === null
      ? []
      : [
          t('language.takes', { size: fileSize(loaded.sizeBytes) }),
          ...(loaded.vramBytes === null || loaded.vramBytes === 0
            ? []
            : [t('language.onGraphicsCard', { size: fileSize(loaded.vramBytes) })]),
          ...(loaded.contextTokens === null
            ? []
            : [t('language.context', { count: format.number(loaded.contextTokens) })]),
        ]
  return (
    <div className="flex min-w-52 flex-1 flex-col gap-1">
      <h3 className="font-semibold wrap-anywhere">{model.name}</h3>
      <p className="text-sm text-soft">{facts.join(' · ')}</p>
      {memory.length > 0 && <p className="text-sm text-soft">{memory.join(' · ')}</p>}
      <div className="flex flex-wrap gap-1 empty:hidden">
        {place === 0 && <Badge kind="accent">{t('language.answers')}</Badge>}
        {place > 0 && <Badge kind="plain">{t('language.fallback', { place: place + 1 })}</Badge>}
        {loaded !== null && <Badge kind="good">{t('state.loaded')}</Badge>}
      </div>
    </div>
  )
}

/** An engine that does not tell what is in memory is not asked to change it. */
function Memory({ model: { id, name, engine, loaded } }: { readonly model: LanguageModel }): JSX.Element | null {
  const t = useTranslations('models')
  const onError = useFailureToast()
  const load = useCommand('loadLanguageModel', { changes: ['listLanguageModels'], onError })
  const unload = useCommand('unloadLanguageModel', { changes: ['listLanguageModels'], onError })
  if (engine === 'openai') return null
  const command = loaded === null ? load : unload
  return (
    <Button
      size="small"
      aria-label={`${t(loaded === null ? 'language.load' : 'language.unload')}: ${name}`}
      busy={load.isPending || unload.isPending}
      onClick={() => command.mutate({ body: { model: id } })}
    >
      {t(loaded === null ? 'language.load' : 'language.unload')}
    </Button>
  )
}
