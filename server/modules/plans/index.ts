export type { PlansApi } from './plans-api.ts'
