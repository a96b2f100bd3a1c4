import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { PlansApi } from './plans-api.ts'

/** Plans: making, reading, changing and telling them what was done. */
export function mountPlanRoutes(edge: Edge, { plans }: { readonly plans: PlansApi }): void {
  edge.handle(ENDPOINTS.createPlan, async ({ body }) => await plans.create(body))
  edge.handle(ENDPOINTS.previewPlan, async ({ body, signal }) => await plans.preview(body, signal))
  edge.handle(ENDPOINTS.listPlans, async () => ({ plans: await plans.list() }))
  edge.handle(ENDPOINTS.getPlan, async ({ params }) => await plans.get(params.id))
  edge.handle(ENDPOINTS.updatePlan, async ({ params, body }) => await plans.update(params.id, body))
  edge.handle(ENDPOINTS.previewPlanChange, async ({ params, body }) => await plans.previewChange(params.id, body))
  edge.handle(ENDPOINTS.deletePlan, async ({ params }) => {
    await plans.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.tellPlan, async ({ params, body }) => await plans.tell(params.id, body))
  edge.handle(ENDPOINTS.startModuleQuiz, async ({ params }) => await plans.moduleQuiz(params.id, params.moduleId))
}
