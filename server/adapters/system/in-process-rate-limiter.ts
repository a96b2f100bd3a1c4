import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import { takeCell } from '../../kernel/rate-limit/generic-cell-rate.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RateLimiter } from '../../ports/rate-limiter.ts'

/** Of keys, some megabytes; those who come back least are forgotten first. */
const MAX_CHARACTERS = 4_000_000
const CHARACTERS_PER_ENTRY = 50

/** Counts in this process. */
export function createInProcessRateLimiter({ clock }: { readonly clock: Clock }): RateLimiter {
  const known = createBoundedCache<number>(MAX_CHARACTERS)
  return {
    async take(key, policy) {
      const now = clock.monotonicMs()
      const { fullAtMs, verdict } = takeCell(known.get(key) ?? 0, now, policy)
      known.set(key, fullAtMs, key.length + CHARACTERS_PER_ENTRY)
      return await Promise.resolve(verdict)
    },
  }
}
