// Two processes with data folders of their own over one database: what is done once only is done once, and what one does the other knows.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { newDatabase, queryDatabase, SERVER } from '../tools/test-database.ts'

let folder = ''
let url = ''
const running: ProductProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-two-'))
  if (SERVER !== '') url = await newDatabase()
})
afterAll(async () => {
  for (const product of running) await product.stop('SIGKILL')
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function start(home: string): Promise<ProductProcess> {
  const product = await startProduct({ home: join(folder, home), environment: { LEARNPATH_STORE_URL: url } })
  running.push(product)
  return product
}

const file = (name: string, text: string) => ({ files: [{ path: `${name}.md`, bytes: new Blob([text]) }] })
const lesson = (word: string) => `# ${word}\n\nA **${word} valve** closes when the pressure of the ${word} drops.\n`

async function conceptsOf({ url: address }: ProductProcess): Promise<string[]> {
  const { concepts } = (await (await fetch(`${address}/concepts`)).json()) as { concepts: { name: string }[] }
  return concepts.map(({ name }) => name)
}

/** Everything that one process leads, by the connection that holds it. */
const leaders = async () =>
  await queryDatabase<{ pid: number; works: number }>(
    url,
    `select pid, count(*)::int as works from pg_locks where locktype = 'advisory' and classid = 1819307108 and granted
     and database = (select oid from pg_database where datname = current_database()) group by pid`,
  )

describe.skipIf(SERVER === '')('two processes over one database (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  it('know at once what the other one does, lead once, and take over when the other one is killed', async () => {
    const one = await start('one')
    const other = await start('other')
    await one.client.addDocuments(file('pump', lesson('pump')))
    await settled(one.client)
    await expect
      .poll(async () => (await other.client.search({ query: 'pump valve' })).hits[0]?.path, { timeout: 5000 })
      .toBe('pump.md')
    await expect.poll(leaders).toHaveLength(1)

    const watched = join(folder, 'watched')
    await mkdir(watched)
    await writeFile(join(watched, 'boiler.md'), lesson('boiler'))
    const { id } = await other.client.createWatch({ folder: watched, collection: 'library' })
    await expect
      .poll(async () => (await one.client.search({ query: 'boiler valve' })).hits[0]?.path, { timeout: 10_000 })
      .toBe('boiler.md')
    expect((await other.client.listWatches()).watches.map((watch) => watch.id)).toEqual([id])

    await one.stop('SIGKILL')
    await writeFile(join(watched, 'turbine.md'), lesson('turbine'))
    await expect
      .poll(async () => (await other.client.search({ query: 'turbine valve' })).hits[0]?.path, { timeout: 15_000 })
      .toBe('turbine.md')
    await expect.poll(leaders).toHaveLength(1)
    await expect.poll(async () => await conceptsOf(other), { timeout: 15_000 }).toContain('turbine valve')
  }, 60_000)
})
