import type { Model, Precision } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import { titleOf } from './model-facts.ts'

/** Writes which model in which number format. */
export function useFormName(models: readonly Model[]): (model: string, precision: Precision) => string {
  const t = useTranslations('models')
  return (model, precision) => `${titleOf(models, model)} (${t(`precisionName.${precision}`)})`
}
