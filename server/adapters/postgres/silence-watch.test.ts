import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPostgresPool, type PostgresPool } from './postgres-pool.ts'
import { openNetwork, type Network } from './testing/network.ts'

const server = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
/** Time to answer for a server on a busy machine; the slow statement takes longer than it takes to wonder. */
const TIMES = { lookMs: 20, wonderMs: 60, answerMs: 1500 }

describe.skipIf(server === '')('a silent database (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  let network: Network
  let pool: PostgresPool
  const silent: number[] = []
  const ask = async (text: string): Promise<unknown> => {
    const client = await pool.connect()
    try {
      return (await client.query<{ value: unknown }>(text)).rows[0]?.value
    } finally {
      client.release()
    }
  }
  beforeAll(async () => {
    network = await openNetwork(new URL(server))
    pool = createPostgresPool({
      url: network.url,
      maxConnections: 3,
      onIdleError: () => undefined,
      onSilent: (connections) => void silent.push(connections),
      silenceTimes: TIMES,
      connectTimeoutMs: 1500,
    })
  })
  afterAll(async () => {
    await pool.end()
    await network.close()
  })

  test('a slow statement has its time', async () => {
    expect(await ask('select 1 as value from pg_sleep(1)')).toBe(1)
    expect(silent).toEqual([])
  })

  test('what waits for it is given up, and all goes on as soon as it answers', async () => {
    expect(await ask('select 2 as value')).toBe(2)
    network.cut(true)
    const asked = await Promise.allSettled([ask('select 3 as value'), ask('select 4 as value')])
    expect(asked.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code)).toEqual([
      'LP_STORE_UNREACHABLE',
      'LP_STORE_UNREACHABLE',
    ])
    expect(silent.length).toBeGreaterThan(0)
    network.cut(false)
    await expect.poll(async () => await ask('select 5 as value').catch(() => null)).toBe(5)
  })
})
