import type { Revocations } from '../../ports/revocations.ts'
import { openRedisStream, type RedisStreamOptions } from './redis-stream.ts'

export interface RedisRevocationsOptions extends Omit<RedisStreamOptions, 'hear' | 'purpose'> {
  /** Tells this process. */
  readonly local: Revocations
}

export interface RedisRevocations extends Revocations {
  close(): Promise<void>
}

/** Tells this process at once and the others through Redis: within a millisecond, or when Redis is back. */
export async function createRedisRevocations({
  local,
  ...options
}: RedisRevocationsOptions): Promise<RedisRevocations> {
  const stream = await openRedisStream({
    ...options,
    purpose: 'revocations',
    hear: (userId) => local.announce(userId),
  })
  return {
    subscribe: (listener) => local.subscribe(listener),
    announce(userId) {
      local.announce(userId)
      stream.say(userId)
    },
    close: async () => await stream.close(),
  }
}
