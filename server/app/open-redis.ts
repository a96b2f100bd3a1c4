import type { RedisState } from '../adapters/redis/redis-connection.ts'
import type { Cache } from '../ports/cache.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Revocations } from '../ports/revocations.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import type { RedisSettings } from './redis-settings.ts'

export interface RedisSurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
  /** Delivers in this process. */
  readonly eventBus: EventBus
}

/** Counted up when the form of anything that is cached changes; processes of both versions then run beside each other. */
const CACHE_VERSION = 1
/** For the time that Redis is away. */
const LOCAL_CACHE_BYTES = 8_000_000

/** What processes share through Redis. */
export interface SharedByRedis {
  readonly eventBus: EventBus
  readonly cache: Cache
  /** Opened where there is identity; closed with the rest. */
  openRevocations(): Promise<Revocations>
  /** `local` counts while Redis is away. */
  rateLimiter(local: RateLimiter): RateLimiter
  state(): RedisState
  close(): Promise<void>
}

async function loadCode() {
  const [connection, cache, eventBus, revocations, rateLimiter, localCache, localRevocations] = await Promise.all([
    import('../adapters/redis/redis-connection.ts'),
    import('../adapters/redis/redis-cache.ts'),
    import('../adapters/redis/redis-event-bus.ts'),
    import('../adapters/redis/redis-revocations.ts'),
    import('../adapters/redis/redis-rate-limiter.ts'),
    import('../adapters/system/in-process-cache.ts'),
    import('../adapters/system/in-process-revocations.ts'),
  ])
  return {
    ...connection,
    ...cache,
    ...eventBus,
    ...revocations,
    ...rateLimiter,
    ...localCache,
    ...localRevocations,
  }
}

/** Loaded only where a Redis server is named. Succeeds when it is away: all of it does without, until it is there. */
export async function openRedis(
  { url, prefix }: RedisSettings,
  { eventBus: local, ...surroundings }: RedisSurroundings,
): Promise<SharedByRedis> {
  const code = await loadCode()
  const connection = await code.connectRedis({ url, ...surroundings })
  const origin = surroundings.idSource.next('origin')
  const eventBus = await code.createRedisEventBus({
    ...surroundings,
    connection,
    local,
    key: `${prefix}:events`,
    origin,
  })
  const cache = code.createRedisCache({
    connection,
    prefix: `${prefix}:cache:${CACHE_VERSION}:`,
    local: code.createInProcessCache({ clock: surroundings.clock, maxBytes: LOCAL_CACHE_BYTES }),
  })
  const closing = [async () => await eventBus.close()]
  return {
    eventBus,
    cache,
    async openRevocations() {
      const key = `${prefix}:revocations`
      const here = code.createInProcessRevocations()
      const revocations = await code.createRedisRevocations({ ...surroundings, connection, local: here, key, origin })
      closing.push(async () => await revocations.close())
      return revocations
    },
    rateLimiter: (own) => code.createRedisRateLimiter({ connection, prefix: `${prefix}:rate:`, local: own }),
    state: () => connection.state(),
    async close() {
      await Promise.all(closing.map(async (close) => await close()))
      connection.close()
    },
  }
}
