export { createConcepts } from './concepts.ts'
export type { ConceptsApi } from './concepts-api.ts'
export type { ConceptsDependencies } from './concepts-dependencies.ts'
