import type { CreatePlanRequest } from '@learnpath/contracts'
import type { ConceptMap } from '../../../ports/study-material.ts'
import type { PlanState } from '../plan-state.ts'

/** A plan of nothing yet. */
export function blankPlan(
  request: CreatePlanRequest,
  { collectionId, collection }: Pick<ConceptMap, 'collectionId' | 'collection'>,
  { sequence, at }: { readonly sequence: number; readonly at: number },
): PlanState {
  return {
    request,
    collectionId,
    collection,
    sequence,
    revision: 1,
    modules: [],
    edges: [],
    skipped: [],
    sessions: [],
    masteredConceptIds: [],
    changes: [{ at, kind: 'made' }],
  }
}
