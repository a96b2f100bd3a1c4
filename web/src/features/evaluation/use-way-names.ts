import type { RetrievalSubjectInput } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import type { UsableModel, UsableModels } from './usable-models.ts'

/** What ways to search are called in their report, in the language of the app; no two are called the same. */
export function useWayNames(subjects: readonly RetrievalSubjectInput[], models: UsableModels): string[] {
  const t = useTranslations('evaluation')
  const names = subjects.map(({ mode, model, precision, rerank }) =>
    [
      t(`mode.${mode}`),
      mode === 'keyword' || model === undefined ? '' : titleIn(models.embedders, model),
      precision === undefined ? '' : precision === 'none' ? t('asDelivered') : precision.toUpperCase(),
      rerank === null || rerank === undefined ? '' : `+ ${titleIn(models.rerankers, rerank.model)}`,
    ]
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, LONGEST),
  )
  return names.map((name, place) => {
    const before = names.slice(0, place).filter((other) => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

/** With room for the number of a name that is there already. */
const LONGEST = 90

const titleIn = (list: readonly UsableModel[], id: string): string => list.find((one) => one.id === id)?.title ?? id
