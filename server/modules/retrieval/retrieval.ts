import type { SearchRequest, SearchResponse } from '@learnpath/contracts'
import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
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
/** So many changes or less are applied before a search answers; a longer queue, as at a start, is not waited for. */
const SMALL_LAG = 64
/** How long a search waits for them; usually they take some milliseconds. */
const PATIENCE_MS = 50
/** Longer when passages that it found have been replaced meanwhile: they would be missing in the answer. */
const PATIENCE_FOR_REPLACED_MS = 3_000

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

/** Keyword retrieval: BM25 over the library's chunks, kept in step with its change log. */
export function createRetrieval(dependencies: RetrievalDependencies): RetrievalApi {
  const { library, indexStore, clock, metrics } = dependencies
  const projection = createProjection({
    ...dependencies,
    purgeDelayMs: dependencies.purgeDelayMs ?? DEFAULT_PURGE_DELAY_MS,
  })
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

  const lagBehind = (latest: number): number => Math.max(0, latest - indexStore.current.appliedSequence)

  /** Applies pending changes when they are few. @returns the last change there is */
  async function freshen(): Promise<number> {
    const latest = await library.latestSequence()
    const lag = lagBehind(latest)
    if (lag > SMALL_LAG) projection.catchUpInBackground()
    else if (lag > 0) await projection.catchUpTo(latest, PATIENCE_MS)
    return latest
  }

  /** A document whose new version is not in the index yet must not be missing because its old one is gone. */
  async function searchReplacedToo(request: SearchRequest, latest: number): Promise<SearchResult> {
    const result = await cachedSearch(request, latest)
    const lag = lagBehind(latest)
    if (result.gone === 0 || lag === 0 || lag > SMALL_LAG) return result
    await projection.catchUpTo(latest, PATIENCE_FOR_REPLACED_MS)
    return await cachedSearch(request, latest)
  }

  return {
    async search(request): Promise<SearchResponse> {
      const startedAt = clock.monotonicMs()
      const latest = await freshen()
      const { hits, total, totalIsExact } = await searchReplacedToo(request, latest)
      const indexLag = lagBehind(latest)
      const tookMs = clock.monotonicMs() - startedAt
      metrics.searched(ENGINE, tookMs / 1000)
      return { query: request.query, hits, total, totalIsExact, tookMs, engine: ENGINE, indexLag }
    },
    async queryTerms(question) {
      await freshen()
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
        lag: Math.max(0, latest - current.appliedSequence),
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
