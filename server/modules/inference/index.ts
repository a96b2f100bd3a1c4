export { createInference, type InferenceDependencies } from './inference.ts'
export type { CountTokensCall, Embedded, EmbedCall, InferenceApi, RerankCall } from './inference-api.ts'
