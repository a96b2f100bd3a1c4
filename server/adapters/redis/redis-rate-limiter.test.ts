import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { rateLimiterContract } from '../../ports/rate-limiter.contract.ts'
import { createInProcessRateLimiter } from '../system/in-process-rate-limiter.ts'
import { createRedisRateLimiter } from './redis-rate-limiter.ts'
import { openConnection } from './testing/open-connection.ts'
import { createRedisServer } from './testing/redis-server.ts'

const url = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''
const THREE_A_DAY = { quota: 3, windowMs: 86_400_000 }

async function createSubject() {
  const clock = createManualClock()
  const prefix = `test:${randomUUID()}:`
  const [one, other] = [await openConnection(url), await openConnection(url)]
  const on = ({ connection }: typeof one) => {
    const local = createInProcessRateLimiter({ clock })
    return createRedisRateLimiter({ connection, prefix, local, now: () => 1e12 + clock.monotonicMs() })
  }
  return {
    limiter: on(one),
    another: () => on(other),
    advance: (ms: number) => clock.advance(ms),
    async cleanUp() {
      one.connection.close()
      other.connection.close()
      await Promise.resolve()
    },
  }
}

describe.skipIf(url === '')('rate limits in Redis (needs LEARNPATH_TEST_REDIS_URL)', () => {
  rateLimiterContract('redis', createSubject)

  test('goes by the clock of the server, and leaves no key behind', async () => {
    const { connection, clock } = await openConnection(url)
    const prefix = `test:${randomUUID()}:`
    const limiter = createRedisRateLimiter({ connection, prefix, local: createInProcessRateLimiter({ clock }) })
    // Long enough for three questions on a busy machine.
    const short = { quota: 2, windowMs: 3000 }
    const verdicts = [await limiter.take('a', short), await limiter.take('a', short), await limiter.take('a', short)]
    expect(verdicts.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false])
    await expect.poll(async () => (await limiter.take('a', short)).isAllowed).toBe(true)
    const keys = async () => await connection.ask('rate-limits', async (client) => await client.keys(`${prefix}*`))
    await expect.poll(keys).toEqual({ answer: [] })
    connection.close()
  })

  test('counts in the process while Redis is away or hangs, and together again afterwards', async () => {
    const server = await createRedisServer()
    await server.start()
    const { connection, clock } = await openConnection(server.url)
    const local = createInProcessRateLimiter({ clock })
    const limiter = createRedisRateLimiter({ connection, prefix: 'test:', local })
    const take = async () => (await limiter.take('anna', THREE_A_DAY)).remaining
    expect([await take(), await take()]).toEqual([2, 1])
    server.freeze()
    expect([await take(), await take()]).toEqual([2, 1])
    server.thaw()
    await server.kill()
    expect([await take(), await take()]).toEqual([0, 0])
    await server.start()
    await expect.poll(() => connection.state().isThere, { timeout: 5000 }).toBe(true)
    expect(await take()).toBe(2)
    connection.close()
    await server.kill()
  })
})
