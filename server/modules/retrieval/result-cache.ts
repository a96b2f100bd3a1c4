import type { SearchRequest } from '@learnpath/contracts'
import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { SearchResult, SearchSources } from './search.ts'

/** Of the hits' texts: some hundreds of answers. */
const MAX_CHARACTERS = 8_000_000
const CHARACTERS_PER_HIT_BESIDE_TEXT = 1_000
/** Each hit is kept as an object and, once it was sent, as JSON (`searchJson`). */
const COPIES = 2

/** Answers by all that they depend on: the request, the library and what of it may be seen, both indexes, and the models. */
export interface ResultCache {
  /** Null when nothing is known, or when the request's outcome can change without any of these. */
  keyOf(request: SearchRequest, sources: SearchSources, latestSequence: number): string | null
  /** Counts as a look-up in the metrics. */
  get(key: string): SearchResult | undefined
  has(key: string): boolean
  set(key: string, result: SearchResult): void
  clear(): void
}

export function createResultCache(metrics: Pick<Metrics, 'cacheLookedUp'>): ResultCache {
  const cache = createBoundedCache<SearchResult>(MAX_CHARACTERS)
  return {
    keyOf(request, { index, serving, reason, reranker, visible }, latestSequence) {
      // Tags change without a change-log entry, so what a filter lets through is never remembered.
      if (request.filters !== undefined) return null
      const meaning = serving === null ? reason : [serving.generation.id, serving.index.appliedSequence]
      const order = reranker?.description.key ?? null
      const seen = visible?.key ?? null
      return JSON.stringify([request, latestSequence, index.appliedSequence, meaning, order, seen])
    },
    get(key) {
      const known = cache.get(key)
      metrics.cacheLookedUp('search', known !== undefined)
      return known
    },
    clear: () => cache.clear(),
    has: (key) => cache.get(key) !== undefined,
    set(key, result) {
      if (!result.isFinal) return
      const texts = result.hits.reduce((sum, hit) => sum + hit.text.length + CHARACTERS_PER_HIT_BESIDE_TEXT, 0)
      cache.set(key, result, key.length + COPIES * texts)
    },
  }
}
