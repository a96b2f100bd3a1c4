// The whole product on PostgreSQL, and a library that moves there and back, killed on the way.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { freePort } from '../tools/free-port.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { runCommand } from './run-command.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'

const DOCUMENTS = 60

let folder = ''
/** The database that the library has moved to. */
let moved = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-postgres-'))
})
afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }))

const textOf = (number: number): string =>
  `# Document ${number}\n\nPump ${number} is switched off when the pressure rises above ${number + 3} bar.\n\nIt was measured twice.\n`

async function addAll(client: LearnPathClient, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) {
    await client.addDocuments({ files: [{ path: `pump-${number}.md`, bytes: new Blob([textOf(number)]) }] })
  }
}

async function answersOf(client: LearnPathClient): Promise<unknown> {
  const answers = []
  for (const number of [1, 17, 42]) {
    const { hits } = await client.search({ query: `pump ${number} pressure`, limit: 5 })
    answers.push(hits.map(({ path, start, end, text }) => ({ path, start, end, text })))
  }
  return answers
}

describe.skipIf(SERVER === '')('on PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  it('answers as with its own file, and loses nothing when it is killed', async () => {
    const environment = { LEARNPATH_STORE_URL: await newDatabase() }
    const home = join(folder, 'scaled')
    let product: ProductProcess = await startProduct({ home, environment })
    await addAll(product.client, 0, DOCUMENTS / 2)
    await product.stop('SIGKILL')
    product = await startProduct({ home, environment })
    await addAll(product.client, DOCUMENTS / 2, DOCUMENTS)
    await settled(product.client)
    const scaled = await answersOf(product.client)
    expect(await product.stop()).toBe(0)

    const plain = await startProduct({ home: join(folder, 'plain') })
    await addAll(plain.client, 0, DOCUMENTS)
    await settled(plain.client)
    expect(await answersOf(plain.client)).toEqual(scaled)
    await plain.stop()
  }, 60_000)

  it('a library moves there and back, killed on the way, and is the same', async () => {
    const home = join(folder, 'plain')
    const url = await newDatabase()
    moved = url
    const environment = { LEARNPATH_HOME: home, LEARNPATH_PORT: String(await freePort()) }
    const move = async (...flags: string[]) =>
      await runCommand(['migrate-store', url, '--json', ...flags], { environment })
    for (let kill = 1; kill <= 3; kill += 1) {
      let lines = 0
      await runCommand(['migrate-store', url], {
        environment,
        onOutput: (_output, end) => {
          lines += 1
          if (lines === kill) end('SIGKILL')
        },
      })
    }
    const there = await move()
    expect([there.exitCode, there.errors]).toEqual([0, expect.anything()])
    const { tables } = JSON.parse(there.output) as { tables: { table: string; rows: number; checksum: string }[] }
    expect(tables.find(({ table }) => table === 'documents')?.rows).toBe(DOCUMENTS)

    expect(tables.find(({ table }) => table === 'files')?.rows).toBe(DOCUMENTS)
    await rm(join(home, 'learnpath.db'))
    await rm(join(home, 'files'), { recursive: true })
    const back = await move('--back')
    expect([back.exitCode, back.errors]).toEqual([0, expect.anything()])
    expect((JSON.parse(back.output) as { tables: unknown }).tables).toEqual(tables)

    const product = await startProduct({ home })
    await settled(product.client)
    expect((await product.client.search({ query: 'pump 42 pressure' })).hits[0]?.path).toBe('pump-42.md')
    const { id } = (await product.client.listDocuments({ limit: 1 })).documents[0] ?? { id: '' }
    const file = await fetch(`${product.url}/documents/${id}/content`)
    expect(await file.text()).toMatch(/^# Document/u)
    await addAll(product.client, 500, 501)
    await settled(product.client)
    expect((await product.client.search({ query: 'pump 500' })).hits[0]?.path).toBe('pump-500.md')
    await product.stop()
  }, 60_000)

  it('comes back into a data folder whose own library went on meanwhile', async () => {
    const home = join(folder, 'plain')
    const scaled = await startProduct({ home: join(folder, 'scaled'), environment: { LEARNPATH_STORE_URL: moved } })
    await addAll(scaled.client, 600, 603)
    await settled(scaled.client)
    await scaled.stop()
    await rm(join(home, 'learnpath.db'))
    await rm(join(home, 'files'), { recursive: true })
    const environment = { LEARNPATH_HOME: home, LEARNPATH_PORT: String(await freePort()) }
    expect(await runCommand(['migrate-store', moved, '--back'], { environment })).toMatchObject({ exitCode: 0 })
    const product = await startProduct({ home })
    await settled(product.client)
    for (const number of [600, 601, 602]) {
      expect((await product.client.search({ query: `pump ${number}` })).hits[0]?.path).toBe(`pump-${number}.md`)
    }
    expect((await product.client.search({ query: '"pump 500"' })).hits).toEqual([])
    await product.stop()
  }, 60_000)

  it('says what is wrong when the database cannot be reached', async () => {
    const environment = {
      LEARNPATH_HOME: join(folder, 'nowhere'),
      LEARNPATH_STORE_URL: 'postgres://nobody@127.0.0.1:1/x',
    }
    const { exitCode, errors } = await runCommand(['serve'], { environment })
    expect(exitCode).toBe(1)
    expect(errors).toContain('LP_STORE_UNREACHABLE')
  })
})
