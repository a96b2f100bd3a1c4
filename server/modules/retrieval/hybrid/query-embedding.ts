import { LearnPathError } from '@learnpath/contracts'
import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import type { Cache } from '../../../ports/cache.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Metrics } from '../../../ports/metrics.ts'
import { createSharedVectors } from './shared-vectors.ts'
import { withinPatience } from './within-patience.ts'

/** In numbers of the vectors: some thousands of queries. */
const CACHE_MAX_NUMBERS = 1_000_000

/** The vector of a query, or in words why there is none. */
export type QueryVector = { readonly vector: Float32Array } | { readonly reason: string }

export interface QueryEmbeddingDependencies {
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'cacheLookedUp'>
  /** How long a search waits for the vector; its first use loads the model. */
  readonly patienceMs: number
  /** Of several processes. */
  readonly sharedCache?: Cache
}

export interface QueryEmbedding {
  /** Never rejects: a search without a vector goes by keywords and says why. What comes too late serves the next search. */
  of(embedder: Embedder, query: string): Promise<QueryVector>
}

function reasonOf(failure: unknown): string {
  if (failure instanceof LearnPathError) return `${failure.message} (${failure.code})`
  return 'the model failed; the log has the details'
}

/** Vectors of queries, remembered by model and query; the same query asked twice at once is computed once. */
export function createQueryEmbedding(dependencies: QueryEmbeddingDependencies): QueryEmbedding {
  const { logger, metrics, patienceMs, sharedCache } = dependencies
  const cache = createBoundedCache<Float32Array>(CACHE_MAX_NUMBERS)
  const sharedVectors = sharedCache === undefined ? null : createSharedVectors(sharedCache, metrics)
  const running = new Map<string, Promise<QueryVector>>()
  /** Per model the failure that was logged last, so that a model that is down is said once and not with every search. */
  const logged = new Map<string, string>()

  function failed(embedder: Embedder, reason: string, cause: unknown): QueryVector {
    const { key, modelId } = embedder.description
    if (logged.get(key) !== reason) {
      const error = cause instanceof LearnPathError ? cause.code : String(cause)
      logger.warn('searches go by keywords: the query could not be embedded', { model: modelId, error })
    }
    logged.set(key, reason)
    return { reason }
  }

  async function compute(embedder: Embedder, query: string, key: string): Promise<QueryVector> {
    try {
      // A table is quicker than asking.
      const shared = embedder.description.isStatic === true ? null : sharedVectors
      const fromOthers = (await shared?.get(key, embedder.description.dimensions)) ?? null
      if (fromOthers !== null) {
        cache.set(key, fromOthers, fromOthers.length + key.length)
        return { vector: fromOthers }
      }
      const [vector] = await embedder.embed({ texts: [query], instruction: 'query', priority: 'query' })
      if (vector === undefined || !vector.some((value) => value !== 0)) {
        return { reason: 'the model knows none of the words' }
      }
      logged.delete(embedder.description.key)
      cache.set(key, vector, vector.length + key.length)
      shared?.set(key, vector)
      return { vector }
    } catch (cause) {
      return failed(embedder, reasonOf(cause), cause)
    } finally {
      running.delete(key)
    }
  }

  return {
    async of(embedder, query) {
      const key = `${embedder.description.key}\n${query}`
      const known = cache.get(key)
      metrics.cacheLookedUp('query-embedding', known !== undefined)
      if (known !== undefined) return { vector: known }
      const computing = running.get(key) ?? compute(embedder, query, key)
      running.set(key, computing)
      const found = await withinPatience(computing, patienceMs)
      if (found !== null) return found
      const reason = `the model took longer than ${patienceMs / 1000} s, as when it is being loaded`
      return failed(embedder, reason, reason)
    },
  }
}
