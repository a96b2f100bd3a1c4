import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import type { ModelAction } from './model-action.ts'
import type { OpenDialog } from './model-dialog.tsx'
import { useMeasure } from './use-measure.ts'
import { useRemoveModel } from './use-remove-model.ts'

/** Does what a person wants of a model, or opens the dialog that asks for the rest. */
export function useModelActions(openDialog: (dialog: OpenDialog) => void): (action: ModelAction) => void {
  const tellFailure = useFailureToast()
  const [, navigate] = useLocation()
  const { measure } = useMeasure()
  const remove = useRemoveModel()
  const chooseReranker = useChooseReranker()
  const pull = useCommand('pullModel', { changes: ['listJobs'] })
  return ({ kind, model }) => {
    const { id } = model.manifest
    switch (kind) {
      case 'pull':
        pull.mutate({ params: { id } }, { onError: tellFailure })
        break
      case 'use-reranker':
        chooseReranker(id, model.manifest.title)
        break
      case 'stop-reranker':
        chooseReranker(null, model.manifest.title)
        break
      case 'measure':
        navigate('/models?tab=comparison')
        measure([id])
        break
      case 'remove':
        remove(model)
        break
      default:
        openDialog({ kind, model })
    }
  }
}

/** Sets the model that puts hits in order, with the way back. */
function useChooseReranker(): (model: string | null, title: string) => void {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const toast = useToast()
  const onError = useFailureToast()
  const before = useAnswer('getReranker').data?.model ?? null
  const { mutate } = useCommand('setReranker', { changes: ['status', 'listModels', 'getReranker'] })
  return (model, title) => {
    const back = (): void => mutate({ body: { model: before } }, { onError })
    const onSuccess = (): void =>
      toast({
        kind: 'good',
        text: t(model === null ? 'rerankerStopped' : 'rerankerChosen', { model: title }),
        action: { label: tApp('undo'), run: back },
      })
    mutate({ body: { model } }, { onError, onSuccess })
  }
}
