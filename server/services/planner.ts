import type { Edge } from '../http/edge.ts'
import type { PlansApi } from '../modules/plans/index.ts'
import { mountPlanRoutes } from '../modules/plans/plans.routes.ts'

export interface PlannerDependencies {
  readonly plans: PlansApi
}

/** Plans to learn what the documents teach. */
export default function mountPlanner(edge: Edge, dependencies: PlannerDependencies): void {
  mountPlanRoutes(edge, dependencies)
}
