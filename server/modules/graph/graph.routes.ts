import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { GraphApi } from './graph-api.ts'

/** Addresses of what documents name, and how it is related. */
export function mountGraphRoutes(edge: Edge, { graph }: { readonly graph: GraphApi }): void {
  edge.handle(ENDPOINTS.graphStatus, async ({ query }) => await graph.status(query.collection))
  edge.handle(ENDPOINTS.entityMap, async ({ query }) => await graph.map(query))
  edge.handle(ENDPOINTS.graphPath, async ({ query }) => await graph.path(query))
  edge.handle(ENDPOINTS.graphSearch, async ({ body }) => await graph.search(body))
  mountEntityRoutes(edge, graph)
  mountReviewRoutes(edge, graph)
  mountExtractionRoutes(edge, graph)
}

function mountEntityRoutes(edge: Edge, graph: GraphApi): void {
  edge.handle(ENDPOINTS.listEntities, async ({ query }) => await graph.entities(query))
  edge.handle(ENDPOINTS.getEntity, async ({ params }) => await graph.entity(params.id))
  edge.handle(ENDPOINTS.neighbourhood, async ({ params, query }) => await graph.neighbourhood(params.id, query))
  edge.handle(ENDPOINTS.mergeEntities, async ({ params, body }) => await graph.merge(params.id, body.entityIds))
  edge.handle(ENDPOINTS.splitEntity, async ({ params, body }) => await graph.split(params.id, body.nameIds))
  edge.handle(ENDPOINTS.getRelation, async ({ params }) => await graph.relation(params.id))
}

function mountReviewRoutes(edge: Edge, graph: GraphApi): void {
  edge.handle(ENDPOINTS.listMergeReviews, async ({ query }) => await graph.reviews(query))
  edge.handle(ENDPOINTS.decideMergeReview, async ({ params, body }) => {
    await graph.decide(params.id, body.decision)
    return undefined
  })
}

function mountExtractionRoutes(edge: Edge, graph: GraphApi): void {
  // Before the address with an id in the same place.
  edge.handle(ENDPOINTS.planExtraction, async ({ query }) => await graph.planExtraction(query))
  edge.handle(ENDPOINTS.listExtractions, async ({ query }) => await graph.extractions(query.collection))
  edge.handle(ENDPOINTS.startExtraction, async ({ body }) => await graph.startExtraction(body))
  edge.handle(ENDPOINTS.cancelExtraction, async ({ params }) => await graph.cancelExtraction(params.id))
}
