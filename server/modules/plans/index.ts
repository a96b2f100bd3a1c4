export type { PlansApi } from './plans-api.ts'
export { createPlans } from './plans.ts'
export type { PlansDependencies } from './plans-dependencies.ts'
