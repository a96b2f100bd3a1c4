import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { hidePlan } from './hidden-plans.ts'

/** Deletes a plan, with some seconds to take it back, and shows the list meanwhile. */
export function useDeletePlan(): (plan: { readonly id: string; readonly title: string }) => void {
  const t = useTranslations('plans')
  const undoable = useUndoable()
  const failed = useFailureToast()
  const [, navigate] = useLocation()
  const { mutate } = useCommand('deletePlan', { changes: ['listPlans', 'getPlan'] })
  return ({ id, title }) =>
    undoable({
      text: t('deleted', { title }),
      hide: () => {
        hidePlan(id, true)
        navigate('/plans')
      },
      show: () => hidePlan(id, false),
      commit: () =>
        mutate(
          { params: { id } },
          {
            onError: (error) => {
              hidePlan(id, false)
              failed(error)
            },
          },
        ),
    })
}
