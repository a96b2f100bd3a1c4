export type { ConceptsApi } from './concepts-api.ts'
