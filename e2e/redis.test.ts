// Redis beside the program: lost under load, and what two processes tell each other through it.
import { mkdtemp, rm } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LearnPathClient } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRedisServer, type RedisServer } from '../server/adapters/redis/testing/redis-server.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'

const hasRedis = spawnSync('redis-server', ['--version']).status === 0

const TEXT = '# Entropy\n\nEntropy is a measure of disorder. It never decreases in a closed system.\n'

const document = (path: string) => ({ path, bytes: new Blob([`${TEXT}\n${path}\n`]) })

async function connected({ url }: ProductProcess): Promise<string | undefined> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return /^learnpath_redis_connected\{connection="commands"\} (\d)/m.exec(metrics)?.[1]
}

const redisCheck = async (client: LearnPathClient) =>
  (await client.doctor()).checks.find(({ name }) => name === 'Redis')

describe.skipIf(!hasRedis)('Redis (needs redis-server)', () => {
  const homes: string[] = []
  const running: ProductProcess[] = []
  let redis: RedisServer

  beforeEach(async () => {
    redis = await createRedisServer()
    await redis.start()
  })

  afterEach(async () => {
    for (const product of running.splice(0)) await product.stop()
    await redis.kill()
    for (const home of homes.splice(0)) await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })

  async function start(environment: Readonly<Record<string, string>> = {}): Promise<ProductProcess> {
    const home = await mkdtemp(join(tmpdir(), 'learnpath-redis-'))
    homes.push(home)
    const product = await startProduct({ home, environment: { LEARNPATH_REDIS_URL: redis.url, ...environment } })
    running.push(product)
    return product
  }

  it('is killed under load, hangs, and comes back: no request fails, and whoever looks is told', async () => {
    // Every request counts in Redis.
    const product = await start({ LEARNPATH_RATE_LIMITS: 'on', LEARNPATH_RATE_SEARCHES_PER_MINUTE: '6000' })
    const { client } = product
    await client.addDocuments({ files: [document('entropy.md')] })
    await settled(client)
    expect(await redisCheck(client)).toMatchObject({ ok: true })

    let stopped = false
    const statuses: number[] = []
    const slowestMs = { value: 0 }
    const caller = async (number: number) => {
      for (let count = 0; !stopped; count += 1) {
        const startedAt = performance.now()
        const response = await fetch(`${product.url}/search?q=entropy+${number}+${count % 50}`)
        await response.arrayBuffer()
        slowestMs.value = Math.max(slowestMs.value, performance.now() - startedAt)
        statuses.push(response.status)
        await sleep(20)
      }
    }
    const callers = [1, 2, 3, 4].map(async (number) => await caller(number))
    const answered = async (more: number) => {
      const before = statuses.length
      await expect.poll(() => statuses.length, { timeout: 15_000 }).toBeGreaterThan(before + more)
    }
    await answered(40)
    await redis.kill()
    await expect.poll(async () => await connected(product), { timeout: 5000 }).toBe('0')
    expect(await redisCheck(client)).toMatchObject({ ok: false, severity: 'warning' })
    await answered(40)
    await redis.start()
    await expect.poll(async () => await connected(product), { timeout: 10_000 }).toBe('1')
    expect(await redisCheck(client)).toMatchObject({ ok: true })
    await answered(40)
    redis.freeze()
    await expect.poll(async () => await connected(product), { timeout: 5000 }).toBe('0')
    await answered(40)
    redis.thaw()
    await expect.poll(async () => await connected(product), { timeout: 10_000 }).toBe('1')
    stopped = true
    await Promise.all(callers)
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(product.output().match(/Redis is away/g)).toHaveLength(2)
  })

  it('is not there at the start: the program starts all the same', async () => {
    await redis.kill()
    const { client } = await start()
    expect(await redisCheck(client)).toMatchObject({ ok: false, severity: 'warning' })
    expect((await client.doctor()).ok).toBe(true)
  })

  it.skipIf(SERVER === '')('lets a process hear what another has taken in', async () => {
    const shared = { LEARNPATH_STORE_URL: await newDatabase() }
    const one = await start(shared)
    const other = await start(shared)
    const heard: string[] = []
    const listening = new AbortController()
    const following = (async () => {
      for await (const event of other.client.events({ signal: listening.signal })) {
        if (event.type === 'document-changed') heard.push(event.path)
      }
    })().catch((error: unknown) => {
      if (!listening.signal.aborted) throw error
    })
    // The stream is open at some moment: what was taken in before is not told.
    const added = new Set<string>()
    const hears = async (): Promise<boolean> => {
      const path = `heat-${added.size}.md`
      added.add(path)
      await one.client.addDocuments({ files: [document(path)] })
      return heard.length > 0
    }
    await expect.poll(hears, { timeout: 30_000, interval: 200 }).toBe(true)
    expect(heard.filter((path) => !added.has(path))).toEqual([])
    listening.abort()
    await following
  })
})
