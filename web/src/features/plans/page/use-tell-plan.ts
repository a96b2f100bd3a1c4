import type { Plan, PlanEvent } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useCommand } from '../../../api/use-answer.ts'
import { useFailureToast } from '../../../components/use-failure-toast.ts'

interface TellPlan {
  readonly tell: (event: PlanEvent) => void
  readonly isTelling: boolean
}

/** Tells a plan what was done or missed, and shows what became of it. */
export function useTellPlan(planId: string): TellPlan {
  const failed = useFailureToast()
  const show = useShowPlan()
  const { mutate, isPending } = useCommand('tellPlan', { changes: ['listPlans'], onSuccess: show })
  return {
    tell: (event) => mutate({ params: { id: planId }, body: event }, { onError: failed }),
    isTelling: isPending,
  }
}

/** Puts the plan that the server answered with in the place of the one that is shown. */
export function useShowPlan(): (plan: Plan) => void {
  const client = useQueryClient()
  return (plan) => {
    client.setQueryData(['getPlan', { params: { id: plan.id } }], plan)
  }
}
