// The rag service on a host of its own, and the network to it cut: what people see meanwhile, and that everything goes on when it is mended.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import { settled } from '../tools/product-process.ts'
import { startServices, type ProductServices } from '../tools/product-services.ts'
import { makeSecondHost, secondHostMissing, type Link, type SecondHost } from '../tools/second-host.ts'
import { relayTo, type Relay } from './relay.ts'
import { newDatabase, queryDatabase, SERVER } from '../tools/test-database.ts'

const REQUEST_SECONDS = 3
/** Of the database: writers queue for it (`server/adapters/postgres/postgres-dialect.ts`). */
const WRITER_LOCK = 0x6c70_7772
const missing = SERVER === '' ? 'it needs LEARNPATH_TEST_POSTGRES_URL' : await secondHostMissing()
if (missing !== null) console.log(`network cut: skipped, ${missing}`)

/** People who read and write all the time. Notes what was acknowledged, and each failure with how long it took. */
function keepWorking(client: LearnPathClient) {
  let going = true
  const acknowledged: string[] = []
  const failures: { code: string; ms: number }[] = []
  let read = 0
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    const started = performance.now()
    try {
      await act()
    } catch (failure) {
      const code = failure instanceof LearnPathError ? failure.code : String(failure)
      failures.push({ code, ms: performance.now() - started })
      await new Promise((resolve) => setTimeout(resolve, 50)) // Else thousands of failures while it is away.
    }
  }
  const write = async (): Promise<void> => {
    while (going) {
      const path = `valve-${randomBytes(4).toString('hex')}.md`
      const files = [{ path, bytes: new Blob([`# ${path}\n\nThis valve opens at 9 bar.\n`]) }]
      await attempt(async () => {
        await client.addDocuments({ files })
        acknowledged.push(path)
      })
      await new Promise((resolve) => setTimeout(resolve, 100)) // People do not upload without end.
    }
  }
  const reads = async (): Promise<void> => {
    while (going) {
      await attempt(async () => {
        await client.search({ query: 'photosynthesis', mode: 'keyword' })
        read += 1
      })
    }
  }
  const working = Promise.all([write(), reads(), reads()])
  return {
    acknowledged,
    failures,
    reads: () => read,
    async end() {
      going = false
      await working
    },
  }
}

describe.skipIf(missing !== null)('the network to rag', { timeout: 60_000 }, () => {
  let home = ''
  let storeUrl = ''
  let host: SecondHost
  let toRag: Link
  let toDatabase: Link
  let relay: Relay
  let services: ProductServices
  let client: LearnPathClient
  let running: ReturnType<typeof keepWorking> | null = null
  const startWorking = (): ReturnType<typeof keepWorking> => (running = keepWorking(client))

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'learnpath-network-cut-'))
    storeUrl = await newDatabase()
    host = await makeSecondHost(2)
    ;[toRag, toDatabase] = host.links as [Link, Link]
    relay = await relayTo(new URL(storeUrl), toDatabase.near)
    const environment = {
      LEARNPATH_SERVICE_SECRET: randomBytes(24).toString('hex'),
      LEARNPATH_REQUEST_TIMEOUT_SECONDS: String(REQUEST_SECONDS),
      LEARNPATH_GRAPH: 'off',
    }
    const rag = { prefix: host.prefix, host: toRag.far, environment: { LEARNPATH_STORE_URL: relay.urlFor(storeUrl) } }
    services = await startServices({ home, storeUrl, environment, places: { rag } })
    ;({ client } = services)
    await client.addSampleLibrary()
    await settled(client)
  }, 60_000)
  afterEach(async () => {
    await running?.end()
    await toRag.heal()
    await toDatabase.heal()
  })
  afterAll(async () => {
    await services.stop()
    await relay.close()
    await host.remove()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })

  const ragState = async (): Promise<string | undefined> => (await client.call('ready')).checks['rag']

  /** Everything works again, and what was acknowledged is there and found. */
  async function expectWhole(work: ReturnType<typeof keepWorking>): Promise<void> {
    await expect.poll(ragState, { timeout: 10_000 }).toBe('ready')
    const [written, read] = [work.acknowledged.length, work.reads()]
    await expect.poll(() => work.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(written + 3)
    await expect.poll(() => work.reads(), { timeout: 10_000 }).toBeGreaterThan(read + 3)
    await work.end()
    await settled(client, 30_000)
    const kept = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await client.listDocuments({ limit: 200, ...(cursor !== undefined && { cursor }) })
      for (const { path } of page.documents) kept.add(path)
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(work.acknowledged.filter((path) => !kept.has(path))).toEqual([])
    const last = work.acknowledged.at(-1) ?? ''
    expect((await client.search({ query: last, mode: 'keyword', limit: 1 })).hits[0]?.path).toBe(last)
  }

  function expectFailures({ failures }: ReturnType<typeof keepWorking>, codes: readonly string[]): void {
    expect(codes).toEqual(expect.arrayContaining([...new Set(failures.map(({ code }) => code))]))
    expect(Math.max(...failures.map(({ ms }) => ms))).toBeLessThan((REQUEST_SECONDS + 2) * 1000)
  }

  it.each(['cut', 'refuse'] as const)(
    '%s: says so in time, the rest goes on, nothing acknowledged is lost',
    async (how) => {
      const work = startWorking()
      await expect.poll(() => work.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(3)
      await toRag[how]()
      await expect.poll(ragState, { timeout: 10_000 }).toBe('unreachable')
      await expect.poll(() => work.failures.length, { timeout: 15_000 }).toBeGreaterThan(5)

      const answer = await fetch(`${services.url}/documents`)
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'LP_SERVICE_UNAVAILABLE', detail: 'rag does not answer', retry: true }),
      ])
      // What planner and quiz keep themselves is there; what they need rag for says so.
      expect(await client.call('listPlans')).toMatchObject({ plans: [] })
      expect(await client.call('listQuizzes', { query: {} })).toMatchObject({ quizzes: [] })
      const plan = await client
        .call('createPlan', { body: { goal: 'photosynthesis' } })
        .catch((failure: unknown) => failure)
      expect(plan).toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE' })
      const { ok, checks } = await client.doctor()
      expect([ok, checks.find(({ name }) => name === 'service rag')]).toMatchObject([false, { severity: 'error' }])

      await toRag.heal()
      await expectWhole(work)
      // Those that were under way when a link fell silent wait for their time; later ones are told at once.
      expectFailures(
        work,
        how === 'cut' ? ['LP_SERVICE_UNAVAILABLE', 'LP_SERVICE_TIMEOUT'] : ['LP_SERVICE_UNAVAILABLE'],
      )
    },
  )

  it('between rag and its database: what needs it says so in time, and all goes on by itself', async () => {
    const work = startWorking()
    await expect.poll(() => work.acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(3)
    await toDatabase.cut()
    await expect.poll(() => work.failures.length, { timeout: 20_000 }).toBeGreaterThan(2)
    // A transaction of rag that nobody can end any more holds up nobody for long.
    await queryDatabase(storeUrl, `set statement_timeout = '30s'; select pg_advisory_lock(${WRITER_LOCK})`)
    expect(await client.call('listPlans')).toMatchObject({ plans: [] })
    await toDatabase.heal()
    await expectWhole(work)
    expectFailures(work, ['LP_STORE_UNREACHABLE', 'LP_REQUEST_TIMEOUT', 'LP_SERVICE_TIMEOUT'])
  })
})
