export type { PlansApi } from './plans-api.ts'
export { createPlans } from './plans.ts'
export type { PlansDependencies } from './plans-dependencies.ts'
export { mountPlanRoutes } from './plans.routes.ts'
