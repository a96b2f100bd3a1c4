// Two processes over one database: who is signed out or loses a key at one is refused by the other, at once through Redis and in seconds without.
import { mkdtemp, rm } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { createRedisServer, type RedisServer } from '../server/adapters/redis/testing/redis-server.ts'
import { startProduct, type ProductProcess } from '../tools/product-process.ts'
import { openBrowser, withKey, type OpenedBrowser } from './open-browser.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'

/** A busy machine needs its time; a second is for one that has nothing else to do. */
const PATIENTLY = { timeout: 15_000 }

const ADA = { email: 'ada@example.org', password: 'winter-tractor-lamp-41' }
/** A process takes for true so long what it has looked up (docs/guides/use-redis.md). */
const TRUSTED_MS = 5000
const hasRedis = spawnSync('redis-server', ['--version']).status === 0

describe.skipIf(SERVER === '' || !hasRedis)(
  'revocations (needs LEARNPATH_TEST_POSTGRES_URL and redis-server)',
  { timeout: 60_000 },
  () => {
    let folder = ''
    let redis: RedisServer
    let one: ProductProcess
    let other: ProductProcess
    let browser: OpenedBrowser

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'learnpath-revocations-'))
      redis = await createRedisServer()
      await redis.start()
      const environment = {
        LEARNPATH_IDENTITY: 'local',
        LEARNPATH_SERVICE_SECRET: 'a secret that both processes share',
        LEARNPATH_STORE_URL: await newDatabase(),
        LEARNPATH_REDIS_URL: redis.url,
      }
      one = await startProduct({ home: join(folder, 'one'), environment })
      other = await startProduct({ home: join(folder, 'other'), environment })
      browser = openBrowser(one.url)
      const [, token = ''] = await vi.waitFor(() => {
        const links = [...`${one.output()}${other.output()}`.matchAll(/\/app\/setup#([\w-]+)/gu)]
        if (links.length < 2) throw new Error('not every process has told its link yet')
        return links.at(-1) ?? []
      }, PATIENTLY)
      const session = await browser.client.call('setUp', { body: { token, name: 'Ada', ...ADA } })
      browser.state.csrfToken = session.csrfToken ?? ''
    }, 60_000)
    afterAll(async () => {
      await Promise.all([one.stop(), other.stop()])
      await redis.kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    })

    /** A session that was begun at the first process, at the second. */
    async function newSession(): Promise<{ client: LearnPathClient; end(): Promise<void> }> {
      const begun = openBrowser(one.url)
      await begun.client.call('signIn', { body: ADA })
      const elsewhere = openBrowser(other.url)
      elsewhere.state.cookie = begun.state.cookie
      const { sessions } = await begun.client.call('listSessions')
      const id = sessions.find(({ current }) => current)?.id ?? ''
      return {
        client: elsewhere.client,
        end: async () => await browser.client.call('endSession', { params: { id } }),
      }
    }

    async function newKey(): Promise<{ client: LearnPathClient; end(): Promise<void> }> {
      const { id, key } = await browser.client.call('createApiKey', { body: { name: 'reports', scope: 'read' } })
      return {
        client: withKey(other.url, key),
        end: async () => await browser.client.call('revokeApiKey', { params: { id } }),
      }
    }

    const answerOf = async (client: LearnPathClient): Promise<string> =>
      await client.listCollections().then(
        () => 'answered',
        (failure: { code: string }) => failure.code,
      )

    it.each([
      ['a session', newSession, 'LP_SIGN_IN_NEEDED'],
      ['a key', newKey, 'LP_CREDENTIAL_REFUSED'],
    ] as const)('%s that ends is refused elsewhere at once', async (_what, begin, code) => {
      const { client, end } = await begin()
      expect(await answerOf(client)).toBe('answered')
      await end()
      await expect.poll(async () => await answerOf(client), { timeout: TRUSTED_MS / 2, interval: 20 }).toBe(code)
    })

    it('without Redis it is refused in seconds, and nobody else is', async () => {
      const ending = [await newSession(), await newKey()]
      const staying = await newKey()
      const all = [...ending, staying].map(({ client }) => client)
      await redis.kill()
      for (const client of all) expect(await answerOf(client)).toBe('answered')
      for (const { end } of ending) await end()
      const answers = async () => await Promise.all(all.map(answerOf))
      await expect
        .poll(answers, { timeout: 3 * TRUSTED_MS, interval: 200 })
        .toEqual(['LP_SIGN_IN_NEEDED', 'LP_CREDENTIAL_REFUSED', 'answered'])
    })
  },
)
