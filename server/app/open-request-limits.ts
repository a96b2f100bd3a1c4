import type { RequestLimits } from '../http/request-limits.ts'
import type { Clock } from '../ports/clock.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import type { RateLimitSettings } from './rate-limit-settings.ts'

export interface RequestLimitsSurroundings {
  readonly clock: Clock
  readonly metrics: Metrics
  /** Counts together with other processes; null where there are none. */
  readonly redis: { readonly rateLimiter: (local: RateLimiter) => RateLimiter } | null
  /** Whether it is known who asks. */
  readonly hasIdentity: boolean
}

/** Null when requests are not counted; then none of its code is loaded. */
export async function openRequestLimits(
  { mode, perMinute }: RateLimitSettings,
  { clock, metrics, redis, hasIdentity }: RequestLimitsSurroundings,
): Promise<RequestLimits | null> {
  if (mode === 'off' || (mode === 'auto' && !hasIdentity)) return null
  const [{ createRequestLimits }, { createInProcessRateLimiter }] = await Promise.all([
    import('../http/request-limits.ts'),
    import('../adapters/system/in-process-rate-limiter.ts'),
  ])
  const local = createInProcessRateLimiter({ clock })
  return createRequestLimits({ limiter: redis?.rateLimiter(local) ?? local, perMinute, metrics })
}
