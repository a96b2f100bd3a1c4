import type { Model, Precision } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { hideIds, showIds } from '../../components/hidden-ids.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'

/** Under which a form of a model is hidden while it can still be had back. */
export const formKey = (model: string, precision: Precision): string => `${model} ${precision}`

/** Deletes the files of a model, or those of one of its forms, with some seconds to take it back. */
export function useRemoveModel(): (model: Model, precision?: Precision) => void {
  const t = useTranslations('models')
  const undoable = useUndoable()
  const client = useQueryClient()
  const tellFailure = useFailureToast()
  const { mutateAsync } = useCommand('removeModel', { changes: ['listModels', 'status'] })
  return ({ manifest, installed }, precision) => {
    const { id, title } = manifest
    const forms = precision === undefined ? installed.map((form) => form.precision) : [precision]
    const keys = forms.map((form) => formKey(id, form))
    const commit = async (): Promise<void> => {
      try {
        await mutateAsync({ params: { id }, ...(precision === undefined ? {} : { query: { precision } }) })
      } catch (error) {
        tellFailure(error)
      } finally {
        // What is gone for good is not in the next answer.
        await client.invalidateQueries({ queryKey: ['listModels'] })
        showIds(keys)
      }
    }
    undoable({
      text:
        precision === undefined
          ? t('removed', { model: title })
          : t('formRemoved', { model: title, precision: t(`precisionName.${precision}`) }),
      hide: () => hideIds(keys),
      show: () => showIds(keys),
      commit: () => void commit(),
    })
  }
}
