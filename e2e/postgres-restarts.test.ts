// PostgreSQL dies and comes back while people work: what was acknowledged is there, and everything goes on by itself.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import { startPrivatePostgres, type PrivatePostgres } from '../server/adapters/postgres/testing/private-postgres.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { queryDatabase, SERVER } from '../tools/test-database.ts'

const WRITERS = 3

let folder = ''
let database: PrivatePostgres
let product: ProductProcess
let other: ProductProcess

/** Adds documents one after the other, notes what was acknowledged and how the rest failed. */
function keepAdding(client: LearnPathClient) {
  let going = true
  const acknowledged: string[] = []
  const failures: string[] = []
  const add = async (writer: number): Promise<void> => {
    for (let number = 0; going; number += 1) {
      const path = `valve-${writer}-${number}.md`
      const bytes = new Blob([`# Valve ${writer} ${number}\n\nValve w${writer}n${number} opens at ${number} bar.\n`])
      try {
        await client.addDocuments({ files: [{ path, bytes }] })
        acknowledged.push(path)
      } catch (failure) {
        failures.push(failure instanceof LearnPathError ? failure.code : String(failure))
        await new Promise((resolve) => setTimeout(resolve, 50)) // Else thousands of failures while it is away.
      }
    }
  }
  const adding = Promise.all(Array.from({ length: WRITERS }, async (_, writer) => await add(writer)))
  return {
    acknowledged,
    failures,
    async end() {
      going = false
      await adding
    },
  }
}

const leaders = async (): Promise<number> =>
  (
    await queryDatabase<{ pid: number }>(
      database.url,
      `select distinct l.pid from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and a.application_name like 'learnpath-leadership%'`,
    )
  ).length

describe.skipIf(SERVER === '')('PostgreSQL restarted under load (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-restarts-'))
    database = await startPrivatePostgres()
    const environment = { LEARNPATH_STORE_URL: database.url, LEARNPATH_GRAPH: 'off' }
    product = await startProduct({ home: join(folder, 'one'), environment })
    other = await startProduct({ home: join(folder, 'two'), environment })
  }, 60_000)
  afterAll(async () => {
    await product.stop()
    await other.stop()
    await database.remove()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('loses nothing that was acknowledged, says what is wrong meanwhile, and goes on by itself', async () => {
    const writing = keepAdding(product.client)
    await expect.poll(() => writing.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(5)
    await database.stop()
    for (const { url } of [product, other]) {
      const answer = await fetch(`${url}/documents`)
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'LP_STORE_UNREACHABLE', retry: true }),
      ])
    }
    await database.start()
    const whenBack = writing.acknowledged.length
    await expect.poll(() => writing.acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(whenBack + 5)
    await writing.end()
    expect(new Set(writing.failures)).toEqual(new Set(['LP_STORE_UNREACHABLE']))

    await settled(product.client, 30_000)
    const { documents } = await product.client.listDocuments({ limit: 200 })
    const kept = new Set(documents.map(({ path }) => path))
    expect(writing.acknowledged.filter((path) => !kept.has(path))).toEqual([])
    const last = writing.acknowledged.at(-1) ?? ''
    const [writer, number] = last.replace('.md', '').split('-').slice(1)
    for (const { client } of [product, other]) {
      const found = async () => (await client.search({ query: `w${writer}n${number}`, mode: 'keyword' })).hits[0]?.path
      await expect.poll(found, { timeout: 15_000 }).toBe(last)
    }
    await expect.poll(leaders, { timeout: 15_000 }).toBe(1)
  }, 90_000)
})
