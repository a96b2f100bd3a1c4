// The disk is full: what people see, that reading goes on, that nothing acknowledged is lost, and that it works again once there is room.
import { join } from 'node:path'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import {
  POSTGRES_PROGRAMS,
  startPrivatePostgres,
  type PrivatePostgres,
} from '../server/adapters/postgres/testing/private-postgres.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { makeSmallDisk, smallDiskMissing, type SmallDisk } from '../tools/small-disk.ts'

const missing = await smallDiskMissing()
if (missing !== null) console.log(`disk full: skipped, ${missing}`)

const MEGABYTE = 1_000_000

/** Text that takes about `bytes`. */
function document(name: string, bytes: number): Blob {
  const line = `Pump ${name} is switched off when the pressure rises above 9 bar.\n\n`
  return new Blob([`# ${name}\n\n`, line.repeat(Math.ceil(bytes / line.length))])
}

/** Adds documents until one is refused. @returns what was acknowledged, and the refusal */
async function addUntilRefused(client: LearnPathClient, { bytes, most }: { bytes: number; most: number }) {
  const acknowledged: string[] = []
  for (let number = 0; number < most; number += 1) {
    const path = `pump-${acknowledged.length}-${Date.now()}.md`
    try {
      await client.addDocuments({ files: [{ path, bytes: document(path, bytes) }] })
      acknowledged.push(path)
    } catch (failure) {
      return { acknowledged, refusal: failure }
    }
  }
  return { acknowledged, refusal: null }
}

async function expectKept(client: LearnPathClient, acknowledged: readonly string[]): Promise<void> {
  await settled(client, 120_000)
  const { documents } = await client.listDocuments({ limit: 200 })
  const ready = new Set(documents.filter(({ state }) => state === 'ready').map(({ path }) => path))
  expect(acknowledged.filter((path) => !ready.has(path))).toEqual([])
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (failure) {
    return failure instanceof LearnPathError ? failure.code : String(failure)
  }
}

describe.skipIf(missing !== null)('the disk of the data folder is full', { timeout: 180_000 }, () => {
  let disk: SmallDisk
  let product: ProductProcess
  const acknowledged: string[] = []
  const start = async (): Promise<ProductProcess> =>
    await startProduct({ home: join(disk.folder, 'home'), environment: { LEARNPATH_GRAPH: 'off' } })

  beforeAll(async () => {
    // What is acknowledged while the reader falls behind must have room later: a read document takes five times its own size.
    disk = await makeSmallDisk(260)
    product = await start()
    await product.client.addSampleLibrary()
    await settled(product.client)
  }, 60_000)
  afterAll(async () => {
    await product.stop()
    await disk.remove()
  })

  it('uploads are refused with what to do, reading goes on', async () => {
    const { client, url } = product
    await disk.fill(230 * MEGABYTE)
    const filling = await addUntilRefused(client, { bytes: MEGABYTE / 2, most: 60 })
    acknowledged.push(...filling.acknowledged)
    expect(filling.refusal).toMatchObject({ code: 'LP_STORE_FULL' })
    expect(acknowledged.length).toBeGreaterThan(2)
    await disk.fill()
    const form = new FormData()
    form.append('files', document('late', MEGABYTE), 'late.md')
    const answer = await fetch(`${url}/documents`, { method: 'POST', body: form })
    expect([answer.status, await answer.json()]).toEqual([
      507,
      expect.objectContaining({
        code: 'LP_STORE_FULL',
        retry: true,
        advice: expect.stringContaining('Free some space'),
      }),
    ])
    expect((await client.search({ query: 'photosynthesis' })).hits.length).toBeGreaterThan(0)
    expect(await client.ask({ question: 'What is photosynthesis?' })).toMatchObject({ abstained: false })
    expect((await client.listDocuments({ limit: 5 })).documents.length).toBe(5)
    for (let time = 0; time < 20; time += 1) {
      expect(['done', 'LP_STORE_FULL']).toContain(await codeOf(client.createCollection(`full ${time}`)))
    }
    const { ok, checks } = await client.doctor()
    expect([ok, checks.find(({ name }) => name === 'disk space')]).toMatchObject([false, { severity: 'error' }])
  })

  it('once there is room, all goes on by itself and nothing acknowledged is lost', async () => {
    await disk.makeRoom()
    await expectKept(product.client, acknowledged)
    await product.client.addDocuments({ files: [{ path: 'after.md', bytes: document('after', 1000) }] })
    await expectKept(product.client, [...acknowledged, 'after.md'])
    expect(product.process.exitCode).toBeNull()
  })

  it('a program that starts on a full disk says so, and starts once there is room', async () => {
    await product.stop()
    await disk.fill()
    await expect(start()).rejects.toThrow('[LP_STORE_FULL]')
    await disk.makeRoom()
    product = await start()
    await expectKept(product.client, [...acknowledged, 'after.md'])
    expect((await product.client.search({ query: 'photosynthesis' })).hits.length).toBeGreaterThan(0)
  })
})

describe.skipIf(missing !== null || POSTGRES_PROGRAMS === null)(
  'the disk of PostgreSQL is full',
  { timeout: 180_000 },
  () => {
    let home = ''
    let disk: SmallDisk
    let database: PrivatePostgres
    let product: ProductProcess

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'learnpath-disk-full-'))
      disk = await makeSmallDisk(160)
      database = await startPrivatePostgres(disk.folder)
      const environment = { LEARNPATH_STORE_URL: database.url, LEARNPATH_GRAPH: 'off' }
      product = await startProduct({ home, environment })
    }, 60_000)
    afterAll(async () => {
      await product.stop()
      await database.remove()
      await disk.remove()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    })

    it('uploads are refused, reading goes on, and all goes on once there is room', async () => {
      const { client } = product
      await client.addDocuments({ files: [{ path: 'before.md', bytes: document('before', 1000) }] })
      await expectKept(client, ['before.md'])
      await disk.fill()
      const { acknowledged, refusal } = await addUntilRefused(client, { bytes: MEGABYTE / 4, most: 40 })
      expect(refusal).toMatchObject({ code: 'LP_STORE_FULL' })
      expect((await client.search({ query: 'pump pressure' })).hits[0]?.path).toBe('before.md')
      expect((await client.listDocuments({ limit: 5 })).documents.length).toBeGreaterThan(0)
      await disk.makeRoom()
      await client.addDocuments({ files: [{ path: 'after.md', bytes: document('after', 1000) }] })
      await expectKept(client, ['before.md', ...acknowledged, 'after.md'])
      expect((await client.search({ query: 'pump after' })).hits.length).toBeGreaterThan(0)
    })
  },
)
