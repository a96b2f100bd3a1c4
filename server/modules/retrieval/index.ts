export { createRetrieval, type RetrievalDependencies } from './retrieval.ts'
export type { QueryTerm, RetrievalApi } from './retrieval-api.ts'
