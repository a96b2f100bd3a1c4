import type { SearchRequest } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { Clock } from '../../ports/clock.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { createQueryEmbedding } from './hybrid/query-embedding.ts'
import type { LibraryReader } from './library-reader.ts'
import { createReranking } from './rerank/reranking.ts'
import { createResultCache } from './result-cache.ts'
import { runSearch, type SearchResult, type SearchSources } from './search.ts'
import type { SearchModels } from './search-models.ts'
import { createVisibleDocuments } from './visible-documents.ts'
import { sourcesFor } from './search-sources.ts'

export interface RememberingDependencies {
  readonly library: LibraryReader
  readonly indexStore: KeywordIndexStore
  readonly generations: SearchModels
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'cacheLookedUp' | 'searchStageEnded'>
  readonly patienceMs: number
}

export interface Answer {
  readonly result: SearchResult
  readonly sources: SearchSources
  /** The answer to an earlier request. */
  readonly isRemembered: boolean
}

export interface RememberingSearch {
  /** `latest` is the last change of the library. Errors as of `runSearch` and `sourcesFor`. */
  search(request: SearchRequest, latest: number): Promise<Answer>
  /** Makes the answer known for when it is asked for. */
  warm(request: SearchRequest): Promise<void>
}

/** Searching with answers remembered as long as nothing they depend on has changed. */
export function createRememberingSearch(dependencies: RememberingDependencies): RememberingSearch {
  const { library, indexStore, generations, metrics } = dependencies
  const cache = createResultCache(metrics)
  const seeDocuments = createVisibleDocuments(library)
  const tools = {
    ...dependencies,
    queryEmbedding: createQueryEmbedding(dependencies),
    reranking: createReranking(dependencies),
  }

  /** Asks anew when a rebuild has put another index in its place meanwhile, or a change has moved the figures to explain. */
  async function consistentSearch(request: SearchRequest, visible: SearchSources['visible']): Promise<SearchResult> {
    for (;;) {
      const index = indexStore.current
      const sequence = index.appliedSequence
      const result = await runSearch(tools, request, { ...sourcesFor(request, index, generations), visible })
      const moved = request.explain && index.appliedSequence !== sequence
      if (indexStore.current === index && !moved) return result
    }
  }

  return {
    async search(request: SearchRequest, latest: number): Promise<Answer> {
      const visible = await seeDocuments(latest)
      const sources = { ...sourcesFor(request, indexStore.current, generations), visible }
      const key = cache.keyOf(request, sources, latest)
      const known = key === null ? undefined : cache.get(key)
      if (known !== undefined) return { result: known, sources, isRemembered: true }
      const result = await consistentSearch(request, visible)
      if (key !== null) cache.set(key, result)
      return { result, sources, isRemembered: false }
    },
    async warm(request: SearchRequest): Promise<void> {
      const latest = await library.latestSequence()
      const visible = await seeDocuments(latest)
      const sources = { ...sourcesFor(request, indexStore.current, generations), visible }
      const key = cache.keyOf(request, sources, latest)
      if (key !== null && !cache.has(key)) cache.set(key, await consistentSearch(request, visible))
      await breathe()
    },
  }
}
