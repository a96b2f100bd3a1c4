import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { ConceptsApi } from './concepts-api.ts'

/** Addresses of concepts. */
export function mountConceptsRoutes(edge: Edge, { concepts }: { readonly concepts: ConceptsApi }): void {
  edge.handle(ENDPOINTS.listConcepts, async ({ query }) => await concepts.list(query))
  // Before the address with an id in the same place.
  edge.handle(ENDPOINTS.conceptGraph, async ({ query }) => await concepts.graph(query))
  edge.handle(ENDPOINTS.getConcept, async ({ params }) => await concepts.get(params.id))
  edge.handle(ENDPOINTS.updateConcept, async ({ params, body }) => await concepts.update(params.id, body))
  edge.handle(ENDPOINTS.mergeConcepts, async ({ params, body }) => await concepts.merge(params.id, body.conceptIds))
  edge.handle(ENDPOINTS.splitConcept, async ({ params, body }) => await concepts.split(params.id, body.aliases))
  edge.handle(ENDPOINTS.setPrerequisite, async ({ params, body }) => await concepts.setPrerequisite(params.id, body))
}
