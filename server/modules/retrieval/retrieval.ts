import type { SearchRequest, SearchRequestInput, SearchResponse } from '@learnpath/contracts'
import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { createFreshness } from './freshness.ts'
import type { LibraryReader } from './library-reader.ts'
import { createProjection } from './projection.ts'
import { termsOfQuestion } from './query-terms.ts'
import type { RetrievalApi } from './retrieval-api.ts'
import { searchIndex, type SearchResult } from './search.ts'

const ENGINE = 'keyword'
/** In UTF-16 units of the hits' texts: some hundreds of answers. */
const CACHE_MAX_CHARACTERS = 4_000_000
const CHARACTERS_PER_HIT_BESIDE_TEXT = 1_000
const DEFAULT_PURGE_DELAY_MS = 2_000

export interface RetrievalDependencies {
  readonly library: LibraryReader
  readonly indexStore: KeywordIndexStore
  readonly eventBus: EventBus
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'cacheLookedUp' | 'searched'>
  /** Wait after a deletion before the index is rewritten without it; default 2 s. */
  readonly purgeDelayMs?: number
}

const withDefaults = (request: SearchRequestInput): SearchRequest => ({
  ...request,
  limit: request.limit ?? 10,
  offset: request.offset ?? 0,
  explain: request.explain ?? false,
  mode: request.mode ?? 'auto',
  rerank: request.rerank ?? false,
  diversity: request.diversity ?? 0,
})

/** Keyword retrieval: BM25 over the library's chunks, kept in step with its change log. */
export function createRetrieval(dependencies: RetrievalDependencies): RetrievalApi {
  const { library, indexStore, clock, metrics } = dependencies
  const projection = createProjection({
    ...dependencies,
    purgeDelayMs: dependencies.purgeDelayMs ?? DEFAULT_PURGE_DELAY_MS,
  })
  const freshness = createFreshness(library, indexStore, projection)
  const cache = createBoundedCache<SearchResult>(CACHE_MAX_CHARACTERS)

  /** Asks anew when a rebuild has put another index in its place meanwhile, or a change has moved the figures to explain. */
  async function consistentSearch(request: SearchRequest): Promise<SearchResult> {
    for (;;) {
      const index = indexStore.current
      const sequence = index.appliedSequence
      const result = await searchIndex(library, index, request)
      const moved = request.explain && index.appliedSequence !== sequence
      if (indexStore.current === index && !moved) return result
    }
  }

  async function cachedSearch(request: SearchRequest, latestSequence: number): Promise<SearchResult> {
    // Tags change without a change-log entry, so what a filter lets through is never remembered.
    if (request.filters !== undefined) return await consistentSearch(request)
    const key = JSON.stringify([request, latestSequence, indexStore.current.appliedSequence])
    const known = cache.get(key)
    metrics.cacheLookedUp('search', known !== undefined)
    if (known !== undefined) return known
    const result = await consistentSearch(request)
    const weight = result.hits.reduce((sum, hit) => sum + hit.text.length + CHARACTERS_PER_HIT_BESIDE_TEXT, key.length)
    cache.set(key, result, weight)
    return result
  }

  async function freshSearch(request: SearchRequest, latest: number): Promise<SearchResult> {
    const result = await cachedSearch(request, latest)
    const again = result.gone > 0 && (await freshness.awaitReplaced(latest))
    return again ? await cachedSearch(request, latest) : result
  }

  return {
    async search(input): Promise<SearchResponse> {
      const request = withDefaults(input)
      const startedAt = clock.monotonicMs()
      const latest = await freshness.freshen()
      const { hits, total, totalIsExact } = await freshSearch(request, latest)
      const indexLag = freshness.lagBehind(latest)
      const tookMs = clock.monotonicMs() - startedAt
      metrics.searched(ENGINE, tookMs / 1000)
      return {
        query: request.query,
        hits,
        total,
        totalIsExact,
        tookMs,
        engine: ENGINE,
        indexLag,
        semantic: { used: false, model: null, reason: 'no model serves', lag: 0 },
        reranked: null,
        stages: {},
      }
    },
    async queryTerms(question) {
      await freshness.freshen()
      return termsOfQuestion(question, indexStore.current)
    },
    async pages(documentId) {
      const { versionHash, pages } = await library.text(documentId)
      return { versionHash, pages }
    },
    ready: async () => {
      await projection.ready()
    },
    catchUp: async () => {
      await projection.catchUp()
    },
    async rebuild(onProgress) {
      return await projection.rebuild(onProgress)
    },
    async indexState() {
      const { current } = indexStore
      const latest = await library.latestSequence()
      return {
        kind: ENGINE,
        sequence: current.appliedSequence,
        lag: freshness.lagBehind(latest),
        chunks: current.chunkCount(),
        sizeBytes: current.sizeBytes(),
      }
    },
    start: async () => {
      await projection.start()
    },
    stop: async () => {
      await projection.stop()
    },
  }
}
