import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { Cache } from '../../ports/cache.ts'
import type { Clock } from '../../ports/clock.ts'

export interface InProcessCacheOptions {
  readonly clock: Clock
  /** Of keys and values, with what an entry costs by itself; those not used for longest are forgotten first. */
  readonly maxBytes: number
}

/** A Map's entry, its key and the time. */
const BYTES_PER_ENTRY = 200

/** Keeps the values used last in the memory of this process. */
export function createInProcessCache({ clock, maxBytes }: InProcessCacheOptions): Cache {
  const known = createBoundedCache<{ readonly value: Uint8Array; readonly endsAtMs: number }>(maxBytes)
  return {
    async get(key) {
      const entry = known.get(key)
      const isKnown = entry !== undefined && clock.monotonicMs() < entry.endsAtMs
      return await Promise.resolve(isKnown ? new Uint8Array(entry.value) : null)
    },
    async set(key, value, ttlMs) {
      const entry = { value: new Uint8Array(value), endsAtMs: clock.monotonicMs() + ttlMs }
      known.set(key, entry, 2 * key.length + value.length + BYTES_PER_ENTRY)
      await Promise.resolve()
    },
  }
}
