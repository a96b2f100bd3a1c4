import type { Cache } from '../../../ports/cache.ts'
import type { Metrics } from '../../../ports/metrics.ts'

/** A vector depends on model and query alone. */
const KNOWN_FOR_MS = 86_400_000

/** Vectors of queries that other processes have computed: asking for one takes less than a millisecond, a model ten and more. */
export interface SharedVectors {
  get(key: string, dimensions: number): Promise<Float32Array | null>
  set(key: string, vector: Float32Array): void
}

export function createSharedVectors(cache: Cache, metrics: Pick<Metrics, 'cacheLookedUp'>): SharedVectors {
  return {
    async get(key, dimensions) {
      const bytes = await cache.get(nameOf(key))
      metrics.cacheLookedUp('shared-query-embedding', bytes !== null)
      if (bytes?.length !== dimensions * Float32Array.BYTES_PER_ELEMENT) return null
      // Copied, since numbers begin at multiples of four.
      return new Float32Array(new Uint8Array(bytes).buffer)
    },
    set(key, { buffer, byteOffset, byteLength }) {
      void cache.set(nameOf(key), new Uint8Array(buffer, byteOffset, byteLength), KNOWN_FOR_MS)
    },
  }
}

const nameOf = (key: string): string => `vector\n${key}`
