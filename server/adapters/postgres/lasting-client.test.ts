import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createLastingClient } from './lasting-client.ts'
import { createPostgresJobSharing } from './postgres-job-sharing.ts'
import { openNetwork, type Network } from './testing/network.ts'

const server = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
const SIGNS = { askMs: 20, answerMs: 100 }

describe.skipIf(server === '')('a connection that only listens (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  let network: Network
  beforeEach(async () => {
    network = await openNetwork(new URL(server))
  })
  afterEach(async () => {
    await network.close()
  })

  test('stays as long as the server gives signs of life', async () => {
    let connected = 0
    const away: string[] = []
    const client = createLastingClient({
      url: network.url,
      applicationName: 'test-signs',
      signs: { ...SIGNS, answerMs: 5000 },
      onConnected: async () => {
        connected += 1
        await Promise.resolve()
      },
      onAway: (reason) => away.push(reason),
    })
    await expect.poll(() => client.current).not.toBeNull()
    const first = client.current
    for (let asked = 0; asked < 10; asked += 1) await first?.query('select pg_sleep(0.03)')
    expect([client.current === first, connected, away]).toEqual([true, 1, []])
    await client.close()
  })

  test('hears of jobs again once a network that was cut is mended, and looks for what it has missed', async () => {
    const heard: string[] = []
    const logger = createRecordingLogger()
    const sharing = createPostgresJobSharing({
      url: network.url,
      place: 'here',
      run: 'a',
      logger,
      schema: 'signs',
      signs: SIGNS,
    })
    const stop = await sharing.listen((what) => heard.push(what))
    await expect.poll(() => heard).toEqual(['missed'])
    network.cut(true)
    await tellQueued()
    await expect.poll(() => logger.lines.map(({ fields }) => fields['reason'])).toContain('no sign of life for 100 ms')
    expect(heard).toEqual(['missed'])
    network.cut(false)
    await expect.poll(() => heard, { timeout: 15_000 }).toEqual(['missed', 'missed'])
    await tellQueued()
    await expect.poll(() => heard).toEqual(['missed', 'missed', 'queued'])
    await stop()
  }, 30_000)
})

/** As another process does, which is not cut off. */
async function tellQueued(): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query("select pg_notify('learnpath_jobs_signs', 'queued there/b')")
  await client.end()
}
