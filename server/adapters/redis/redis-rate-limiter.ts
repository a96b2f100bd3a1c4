import type { RateLimiter } from '../../ports/rate-limiter.ts'
import type { RedisConnection } from './redis-connection.ts'

export interface RedisRateLimiterOptions {
  readonly connection: RedisConnection
  /** Of the keys: limiters with the same one count together. */
  readonly prefix: string
  /** Counts while Redis is away. */
  readonly local: RateLimiter
  /** Milliseconds of whatever start, the same for all who count together; default the clock of Redis. */
  readonly now?: () => number
}

/**
 * `takeCell` of server/kernel/rate-limit where nobody can come in between. KEYS: the key. ARGV: quota, window, now (empty: the
 * server's own clock), times in milliseconds. The key goes when the quota is whole again; keys expire by the server's clock, so
 * that on another one it is kept for as long as a test may take.
 */
const TAKE = `
local quota = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local now = tonumber(ARGV[3])
local kept = 600000
if not now then
  kept = 1
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000
end
local interval = window / quota
local tolerance = interval / 100
local before = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local after = before + interval
local excess = after - now - window
local filled = before
if excess <= tolerance then
  filled = after
  redis.call('SET', KEYS[1], string.format('%.17g', filled), 'PX', math.ceil(filled - now) + kept)
end
local allowed = excess <= tolerance and 1 or 0
local remaining = math.max(0, math.floor((window - (filled - now) + tolerance) / interval))
local wait = allowed == 1 and 0 or math.ceil(excess - 0.01)
return { allowed, remaining, wait, math.ceil(filled - now - 0.01) }
`

/** Counts together with all processes that use the same Redis; without it, each for itself. */
export function createRedisRateLimiter(options: RedisRateLimiterOptions): RateLimiter {
  const { connection, prefix, local, now } = options
  const script = connection.script('learnpathTake', TAKE)
  return {
    async take(key, policy) {
      const args = [`${prefix}${key}`, policy.quota, policy.windowMs, now?.() ?? '']
      const asked = await connection.ask('rate-limits', async (client) => await script(client, args))
      const [allowed, remaining, retryAfterMs, resetMs] = asked === null ? [] : numbersOf(asked.answer)
      if (allowed === undefined || remaining === undefined || retryAfterMs === undefined || resetMs === undefined) {
        return await local.take(key, policy)
      }
      return { isAllowed: allowed === 1, remaining, retryAfterMs, resetMs }
    },
  }
}

const numbersOf = (answer: unknown): readonly number[] => (Array.isArray(answer) ? answer.map(Number) : [])
