import type { SearchRequest } from '@learnpath/contracts'
import type { Cache } from '../../ports/cache.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { SearchResult, SearchSources } from './search.ts'

/** Below, searching again takes no longer than asking for the answer and reading it. */
const WORTH_SHARING_MS = 5
/** The key says all that an answer depends on; after this it is not asked for again anyway. */
const KNOWN_FOR_MS = 600_000

/** Answers that other processes have made. */
export interface SharedResults {
  /** Null when there is none, or when searching is quicker than asking. */
  get(key: string, request: SearchRequest, sources: SearchSources): Promise<SearchResult | null>
  /** @param tookMs to make it */
  set(key: string, result: SearchResult, tookMs: number): void
}

export function createSharedResults(cache: Cache, metrics: Pick<Metrics, 'cacheLookedUp'>): SharedResults {
  return {
    async get(key, request, { serving }) {
      // Keywords alone take a millisecond or two.
      if (serving === null && !request.rerank) return null
      const bytes = await cache.get(nameOf(key))
      metrics.cacheLookedUp('shared-search', bytes !== null)
      // Another version of the program, with answers of another form, has other keys.
      return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as SearchResult)
    },
    set(key, result, tookMs) {
      if (!result.isFinal || tookMs < WORTH_SHARING_MS) return
      void cache.set(nameOf(key), Buffer.from(JSON.stringify(result)), KNOWN_FOR_MS)
    },
  }
}

const nameOf = (key: string): string => `search\n${key}`
