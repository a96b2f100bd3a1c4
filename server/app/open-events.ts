import type { EventBus } from '../ports/event-bus.ts'
import type { RedisSurroundings, SharedByRedis } from './open-redis.ts'
import type { Settings } from './settings.ts'

export interface OpenedEvents {
  /** Null where none is named. */
  readonly redis: SharedByRedis | null
  readonly eventBus: EventBus
  readonly closeEvents: () => Promise<void>
}

/** By what processes hear of each other: Redis, or without it the store that they share; a process alone hears only itself. */
export async function openEvents(
  { redis, storeUrl: url }: Settings,
  surroundings: RedisSurroundings,
): Promise<OpenedEvents> {
  const { eventBus: local, idSource, logger } = surroundings
  if (redis !== null) {
    const { openRedis } = await import('./open-redis.ts')
    const shared = await openRedis(redis, surroundings)
    return { redis: shared, eventBus: shared.eventBus, closeEvents: async () => await shared.close() }
  }
  if (url === null) return { redis, eventBus: local, closeEvents: async () => await Promise.resolve() }
  const { createPostgresEventBus } = await import('../adapters/postgres/postgres-event-bus.ts')
  const eventBus = createPostgresEventBus({ url, local, origin: idSource.next('origin'), logger })
  return { redis, eventBus, closeEvents: async () => await eventBus.close() }
}
