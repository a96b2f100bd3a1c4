import type { CreatePlanRequestInput, PlanPreview } from '@learnpath/contracts'
import { useAnswer } from '../../../api/use-answer.ts'
import { useSettled } from './use-settled.ts'

/** As fast as one drags a slider, not as fast as one types. */
const PAUSE_MS = 200

export interface Preview {
  readonly plan: PlanPreview | null
  /** What is shown is of the wishes before. */
  readonly isBehind: boolean
  readonly error: unknown
}

/** The plan that the wishes would make, asked anew at each pause; the question before is cancelled. */
export function usePreview(request: CreatePlanRequestInput | null): Preview {
  const settled = useSettled(request, PAUSE_MS)
  const answer = useAnswer('previewPlan', settled === null ? {} : { body: settled }, {
    enabled: settled !== null,
    keepBefore: true,
    staleMs: 60_000,
  })
  const isCurrent = JSON.stringify(settled) === JSON.stringify(request)
  const failed = answer.isError && !answer.isFetching
  return {
    plan: failed ? null : (answer.data ?? null),
    isBehind: !isCurrent || answer.isFetching,
    error: failed ? answer.error : null,
  }
}
