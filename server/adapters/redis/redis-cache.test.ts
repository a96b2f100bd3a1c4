import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { cacheContract } from '../../ports/cache.contract.ts'
import { createInProcessCache } from '../system/in-process-cache.ts'
import { createRedisCache } from './redis-cache.ts'
import { openConnection } from './testing/open-connection.ts'
import { createRedisServer } from './testing/redis-server.ts'

const url = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''

async function open(server: string, prefix: string) {
  const { connection, clock, metrics } = await openConnection(server)
  const local = createInProcessCache({ clock, maxBytes: 100_000 })
  return { connection, metrics, cache: createRedisCache({ connection, prefix, local }) }
}

describe.skipIf(url === '')('cache in Redis (needs LEARNPATH_TEST_REDIS_URL)', () => {
  cacheContract('redis', async () => {
    const prefix = `test:${randomUUID()}:`
    const [one, other] = [await open(url, prefix), await open(url, prefix)]
    return {
      cache: one.cache,
      another: () => other.cache,
      pass: async (ms) => await sleep(ms), // The server's own time.
      async cleanUp() {
        one.connection.close()
        other.connection.close()
        await Promise.resolve()
      },
    }
  })

  test('another version of what is kept has other keys, and they tell nothing', async () => {
    const prefix = `test:${randomUUID()}:`
    const [one, other] = [await open(url, `${prefix}1:`), await open(url, `${prefix}2:`)]
    await one.cache.set('what is entropy', Buffer.from('a'), 1000)
    expect(await other.cache.get('what is entropy')).toBeNull()
    const keys = await one.connection.ask('cache', async (client) => await client.keys(`${prefix}*`))
    expect(keys?.answer.join(' ')).not.toContain('entropy')
    one.connection.close()
    other.connection.close()
  })

  test('keeps to the process while Redis is away, full or silent', async () => {
    const server = await createRedisServer()
    await server.start()
    const { cache, connection, metrics } = await open(server.url, 'test:')
    const keptAs = async (key: string) => {
      await cache.set(key, Buffer.from(key), 60_000)
      return Buffer.from((await cache.get(key)) ?? []).toString()
    }
    await connection.ask('cache', async (client) => await client.config('SET', 'maxmemory', '1'))
    await cache.set('full', Buffer.from('full'), 60_000)
    expect(metrics.records).toContainEqual({ name: 'redisFailed', labels: { purpose: 'cache', reason: 'refused' } })
    await connection.ask('cache', async (client) => await client.config('SET', 'maxmemory', '0'))

    server.freeze()
    for (let count = 0; count < 3; count += 1) await cache.get('silent')
    expect(connection.state()).toMatchObject({ isThere: false })
    expect(await keptAs('silent')).toBe('silent')
    server.thaw()
    await expect.poll(() => connection.state().isThere, { timeout: 5000 }).toBe(true)
    await server.kill()
    expect(await keptAs('away')).toBe('away')
    connection.close()
  })
})
