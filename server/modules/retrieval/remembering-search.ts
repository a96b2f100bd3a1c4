import type { SearchRequest } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { createQueryEmbedding } from './hybrid/query-embedding.ts'
import type { LibraryReader } from './library-reader.ts'
import { createReranking } from './rerank/reranking.ts'
import type { Cache } from '../../ports/cache.ts'
import { createResultCache } from './result-cache.ts'
import { createSharedResults } from './shared-results.ts'
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
  readonly eventBus: Pick<EventBus, 'subscribe'>
  readonly patienceMs: number
  /** Of several processes; without it each remembers its own answers only. */
  readonly sharedCache?: Cache
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

interface Asked {
  readonly request: SearchRequest
  /** Last change of the library. */
  readonly latest: number
  readonly sources: SearchSources
}

/** Searching with answers remembered as long as nothing they depend on has changed. */
export function createRememberingSearch(dependencies: RememberingDependencies): RememberingSearch {
  const { library, indexStore, generations, metrics, clock, sharedCache, eventBus } = dependencies
  const cache = createResultCache(metrics)
  let deletions = 0
  // Nobody would get them any more, but their texts would stay until others push them out.
  eventBus.subscribe(({ type }) => {
    if (type !== 'document-deleted') return
    deletions += 1
    cache.clear()
  })
  const seeDocuments = createVisibleDocuments(library)
  const shared = sharedCache === undefined ? null : createSharedResults(sharedCache, metrics)
  const tools = {
    ...dependencies,
    queryEmbedding: createQueryEmbedding(dependencies),
    reranking: createReranking(dependencies),
  }

  async function sourcesNow(request: SearchRequest, latest: number): Promise<SearchSources> {
    const sources = sourcesFor(request, indexStore.current, generations)
    return { ...sources, visible: await seeDocuments(latest, sources) }
  }

  /** Asks anew when a rebuild has put another index in its place meanwhile, or a change has moved the figures to explain. */
  async function consistentSearch({ request, latest, sources }: Asked): Promise<SearchResult> {
    for (let now = sources; ; now = await sourcesNow(request, latest)) {
      const { index } = now
      const sequence = index.appliedSequence
      const result = await runSearch(tools, request, now)
      const moved = request.explain && index.appliedSequence !== sequence
      if (indexStore.current === index && !moved) return result
    }
  }

  /** What is not remembered here: another process may know it; if not, others shall. */
  async function learn(key: string, asked: Asked) {
    const deletionsBefore = deletions
    const fromOthers = (await shared?.get({ key, ...asked })) ?? null
    const startedAt = clock.monotonicMs()
    const result = fromOthers ?? (await consistentSearch(asked))
    if (deletions === deletionsBefore) cache.set(key, result)
    if (fromOthers === null) shared?.set({ key, ...asked }, result, clock.monotonicMs() - startedAt)
    return { result, isRemembered: fromOthers !== null }
  }

  return {
    async search(request: SearchRequest, latest: number): Promise<Answer> {
      const sources = await sourcesNow(request, latest)
      const key = cache.keyOf(request, sources, latest)
      const known = key === null ? undefined : cache.get(key)
      if (known !== undefined) return { result: known, sources, isRemembered: true }
      return key === null
        ? { result: await consistentSearch({ request, latest, sources }), sources, isRemembered: false }
        : { ...(await learn(key, { request, latest, sources })), sources }
    },
    async warm(request: SearchRequest): Promise<void> {
      const latest = await library.latestSequence()
      const sources = await sourcesNow(request, latest)
      const key = cache.keyOf(request, sources, latest)
      if (key !== null && !cache.has(key)) await learn(key, { request, latest, sources })
      await breathe()
    },
  }
}
