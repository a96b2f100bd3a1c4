export { createEvaluation } from './evaluation.ts'
export type { EvaluationApi } from './evaluation-api.ts'
