import type { SearchRequest } from '@learnpath/contracts'
import type { Cache } from '../../ports/cache.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { SearchResult, SearchSources } from './search.ts'

/** Below, searching again takes no longer than asking for the answer and reading it. */
const WORTH_SHARING_MS = 5
/** The key says all that an answer depends on; after this it is not asked for again anyway. */
const KNOWN_FOR_MS = 600_000

export interface SharedQuestion {
  /** Of the answer. */
  readonly key: string
  readonly request: SearchRequest
  readonly sources: SearchSources
}

/** Answers that other processes have made. */
export interface SharedResults {
  /** Null when there is none, or when searching is quicker than asking. */
  get(question: SharedQuestion): Promise<SearchResult | null>
  /** @param tookMs to make it */
  set(question: SharedQuestion, result: SearchResult, tookMs: number): void
}

export function createSharedResults(cache: Cache, metrics: Pick<Metrics, 'cacheLookedUp'>): SharedResults {
  return {
    async get(question) {
      if (isQuick(question)) return null
      const bytes = await cache.get(nameOf(question.key))
      metrics.cacheLookedUp('shared-search', bytes !== null)
      // Another version of the program, with answers of another form, has other keys.
      return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as SearchResult)
    },
    set(question, result, tookMs) {
      if (!result.isFinal || tookMs < WORTH_SHARING_MS || isQuick(question)) return
      void cache.set(nameOf(question.key), Buffer.from(JSON.stringify(result)), KNOWN_FOR_MS)
    },
  }
}

/**
 * Keywords, and vectors from a table, take some milliseconds of computing, and asking costs a turn behind all who are served: under load, when everything
 * takes long, that is the longer of the two.
 */
const isQuick = ({ request, sources: { serving } }: SharedQuestion): boolean =>
  !request.rerank && (serving === null || serving.embedder.description.isStatic === true)

const nameOf = (key: string): string => `search\n${key}`
