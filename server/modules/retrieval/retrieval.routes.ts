import { ENDPOINTS, searchRequestOf } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RetrievalApi } from './retrieval-api.ts'

export interface RetrievalRoutesDependencies {
  readonly retrieval: RetrievalApi
  readonly clock: Clock
}

/** Searching, and making the index anew. */
export function mountRetrievalRoutes(edge: Edge, { retrieval, clock }: RetrievalRoutesDependencies): void {
  edge.handle(ENDPOINTS.search, async ({ body }) => await retrieval.search(body))
  edge.handle(ENDPOINTS.searchByQuery, async ({ query }) => await retrieval.search(searchRequestOf(query)))
  edge.handle(ENDPOINTS.rebuildIndex, async () => {
    const startedAt = clock.monotonicMs()
    const counts = await retrieval.rebuild()
    return { ...counts, tookMs: clock.monotonicMs() - startedAt }
  })
}
