import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { EvaluationApi } from './evaluation-api.ts'

/** Addresses that evaluations of every kind have. */
export function mountEvaluationRoutes(edge: Edge, { evaluation }: { readonly evaluation: EvaluationApi }): void {
  const { runs } = evaluation
  edge.handle(ENDPOINTS.listEvaluations, async ({ query }) => await runs.list(query))
  edge.handle(ENDPOINTS.getEvaluation, async ({ params }) => await runs.get(params.id))
  edge.handle(ENDPOINTS.cancelEvaluation, async ({ params }) => await runs.cancel(params.id))
  edge.handle(ENDPOINTS.resumeEvaluation, async ({ params }) => await runs.resume(params.id))
  edge.handle(ENDPOINTS.deleteEvaluation, async ({ params }) => {
    await runs.delete(params.id)
    return undefined
  })
}
