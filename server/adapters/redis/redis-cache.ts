import { createHash } from 'node:crypto'
import type { Cache } from '../../ports/cache.ts'
import type { RedisConnection } from './redis-connection.ts'

export interface RedisCacheOptions {
  readonly connection: RedisConnection
  /** Of the keys, with the version of what is kept: caches with the same one share their values. */
  readonly prefix: string
  /** Keeps values while Redis is away. */
  readonly local: Cache
}

/** A value of this size takes Redis some milliseconds, in which it answers nobody. */
const MAX_BYTES = 1_000_000

/** Shares values with all processes that use the same Redis, which forgets by their time and its own `maxmemory-policy`. */
export function createRedisCache({ connection, prefix, local }: RedisCacheOptions): Cache {
  // Keys are whole requests: their hashes are shorter, and tell nobody who looks into Redis what was asked.
  const nameOf = (key: string) => `${prefix}${createHash('sha256').update(key).digest('base64url')}`
  return {
    async get(key) {
      const asked = await connection.ask('cache', async (client) => await client.getBuffer(nameOf(key)))
      return asked === null ? await local.get(key) : asked.answer
    },
    async set(key, value, ttlMs) {
      if (value.length > MAX_BYTES) return
      const bytes = Buffer.from(value)
      const asked = await connection.ask(
        'cache',
        async (client) => await client.set(nameOf(key), bytes, 'PX', Math.max(1, Math.round(ttlMs))),
      )
      if (asked === null) await local.set(key, bytes, ttlMs)
    },
  }
}
