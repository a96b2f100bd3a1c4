import { ENDPOINTS, searchRequestOf } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import { JsonBytes } from '../../http/json-bytes.ts'
import type { Clock } from '../../ports/clock.ts'
import type { GenerationsApi } from './generations/generations-api.ts'
import type { RetrievalApi } from './retrieval-api.ts'
import { searchJson } from './search-json.ts'

export interface RetrievalRoutesDependencies {
  readonly retrieval: RetrievalApi
  readonly generations: Pick<GenerationsApi, 'rebuildIndex'>
  readonly clock: Clock
}

/** Searching, and making the indexes anew: of words, and of the vectors that serve. */
export function mountRetrievalRoutes(edge: Edge, dependencies: RetrievalRoutesDependencies): void {
  const { retrieval, generations, clock } = dependencies
  edge.handle(ENDPOINTS.search, async ({ body }) => new JsonBytes(searchJson(await retrieval.search(body))))
  edge.handle(ENDPOINTS.searchByQuery, async ({ query }) => {
    return new JsonBytes(searchJson(await retrieval.search(searchRequestOf(query))))
  })
  edge.handle(ENDPOINTS.queryTerms, async ({ body }) => ({ terms: [...(await retrieval.queryTerms(body.question))] }))
  edge.handle(ENDPOINTS.rebuildIndex, async () => {
    const startedAt = clock.monotonicMs()
    const counts = await retrieval.rebuild()
    await generations.rebuildIndex()
    return { ...counts, tookMs: clock.monotonicMs() - startedAt }
  })
}
