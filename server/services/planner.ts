import type { Edge } from '../http/edge.ts'
import type { ConceptsApi } from '../modules/concepts/index.ts'
import { mountConceptsRoutes } from '../modules/concepts/concepts.routes.ts'
import type { PlansApi } from '../modules/plans/index.ts'
import { mountPlanRoutes } from '../modules/plans/plans.routes.ts'

export interface PlannerDependencies {
  readonly concepts: ConceptsApi
  readonly plans: PlansApi
}

/** What the documents teach, and plans to learn it. */
export default function mountPlanner(edge: Edge, dependencies: PlannerDependencies): void {
  mountConceptsRoutes(edge, dependencies)
  mountPlanRoutes(edge, dependencies)
}
