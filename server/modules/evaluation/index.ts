export { createEvaluation, type EvaluationDependencies } from './evaluation.ts'
export type { EvaluationApi } from './evaluation-api.ts'
