// The whole product with its indexes on a Qdrant server that is imitated.
import { mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TOKENIZER_FILE } from '../server/adapters/inference/testing/random-transformer.ts'
import { startImitatedQdrant, type ImitatedQdrant } from '../server/adapters/qdrant/testing/imitated-qdrant.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { startWordsEmbedder } from './words-embedder.ts'

const MODEL_FOLDER = join(TOKENIZER_FILE, '../../../potion-base-2M-int8')
const MODEL = 'potion-base-2m'

let folder = ''
let embedder: Server
let qdrant: ImitatedQdrant
let product: ProductProcess

const start = async (): Promise<ProductProcess> =>
  await startProduct({
    home: join(folder, 'home'),
    environment: {
      LEARNPATH_QDRANT_URL: qdrant.url,
      LEARNPATH_QDRANT_KEY: 'secret of the test',
      LEARNPATH_QDRANT_TIMEOUT_SECONDS: '1',
      LEARNPATH_EMBEDDER_URL: `http://127.0.0.1:${(embedder.address() as AddressInfo).port}`,
    },
  })

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it does not come to that:\n${product.output()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const isServing = async (): Promise<boolean> => {
  const { generations } = await product.client.status()
  return generations.some(({ state, lag }) => state === 'serving' && lag === 0)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-qdrant-'))
  embedder = await startWordsEmbedder()
  qdrant = await startImitatedQdrant({ key: 'secret of the test' })
  product = await start()
}, 60_000)

afterAll(async () => {
  await product.stop()
  await qdrant.close()
  await new Promise((resolve) => embedder.close(resolve))
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe('indexes on Qdrant', () => {
  it('finds by keywords and meaning what was added, and answers from it', async () => {
    const texts = [
      'Volcanoes erupt lava and ashes.',
      'Glaciers carve valleys out of mountains.',
      'Lava cools to basalt.',
    ]
    const files = texts.map((text, at) => ({ path: `note-${at}.md`, bytes: new Blob([`# Note ${at}\n\n${text}\n`]) }))
    await product.client.addDocuments({ collection: 'notes', files })
    await settled(product.client)
    await product.client.createGeneration({ model: 'remote-embedder' })
    await until(isServing)
    const found = await product.client.search({ query: 'lava', explain: true })
    expect([found.engine, found.total, found.semantic.used]).toEqual(['hybrid', 3, true])
    expect(
      found.hits
        .slice(0, 2)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['note-0.md', 'note-2.md'])
    expect(found.hits[0]?.explanation?.terms[0]).toMatchObject({ term: 'lava', documentFrequency: 2 })
    const { index } = await product.client.status()
    const { answer } = await product.client.ask({ question: 'What does lava cool to?' })
    expect(answer).toContain('basalt')
    expect(index).toMatchObject({ chunks: 3, lag: 0, server: qdrant.url, trouble: null })
  }, 40_000)

  it('a document that is deleted is in no index any more', async () => {
    const { documents } = await product.client.listDocuments({})
    const gone = documents.find(({ path }) => path === 'note-2.md')
    await product.client.deleteDocument(gone?.id ?? '')
    await until(async () => (await product.client.search({ query: 'basalt', mode: 'keyword' })).total === 0)
    await expect
      .poll(() => [...qdrant.collections.values()].some((one) => one.dump().includes(gone?.id ?? 'nothing')))
      .toBe(false)
  }, 20_000)

  it('while Qdrant is away a search says so and the status too; afterwards nothing is missing', async () => {
    qdrant.fail(1_000_000)
    await expect(product.client.search({ query: 'glaciers valleys' })).rejects.toMatchObject({
      code: 'LP_QDRANT_UNREACHABLE',
    })
    expect((await product.client.status()).index.trouble).toMatchObject({ code: 'LP_QDRANT_UNREACHABLE' })
    const files = [{ path: 'late.md', bytes: new Blob(['# Late\n\nGeysers spout hot water.\n']) }]
    await product.client.addDocuments({ collection: 'notes', files })
    qdrant.fail(0)
    await until(
      async () =>
        (await product.client.search({ query: 'geysers', mode: 'keyword' }).catch(() => ({ total: 0 }))).total === 1,
    )
    await until(async () => (await product.client.status()).index.trouble === null)
  }, 40_000)

  it('after a rebuild and a restart everything is there', async () => {
    await product.client.rebuildIndex()
    const before = await product.client.search({ query: 'hot lava', mode: 'keyword' })
    expect(await product.stop()).toBe(0)
    product = await start()
    const after = await product.client.search({ query: 'hot lava', mode: 'keyword' })
    expect(after.hits.map(({ path, score }) => ({ path, score }))).toEqual(
      before.hits.map(({ path, score }) => ({ path, score })),
    )
    expect(after.total).toBe(2)
  }, 40_000)

  it.skipIf(!existsSync(TOKENIZER_FILE))(
    'another model takes over while people search, and gives way again; what is dropped is gone from the server (needs LEARNPATH_TEST_MODELS)',
    async () => {
      const { client } = product
      const first = (await client.listGenerations()).generations[0]
      const answered = new Set<string | null>()
      let stopped = false
      const searching = (async () => {
        while (!stopped) {
          const { hits, semantic } = await client.search({ query: 'hot lava', mode: 'vector' })
          expect([semantic.used, hits.length > 0]).toEqual([true, true])
          answered.add(semantic.model)
        }
      })()
      // Whoever stops it hears of a failure.
      searching.catch(() => undefined)
      const answers = async (model: string) => {
        await until(async () => {
          answered.clear()
          const { semantic } = await client.search({ query: 'hot lava', mode: 'vector' })
          return semantic.model === model
        })
        await until(async () => await Promise.resolve(answered.has(model)))
      }
      const vectorCollections = () => [...qdrant.collections.keys()].filter((name) => name.includes('vectors'))

      await client.importModel({ folder: MODEL_FOLDER, id: MODEL })
      await client.createGeneration({ model: MODEL, precision: 'int8' })
      await answers(MODEL)
      expect(vectorCollections()).toHaveLength(2)
      await client.activateGeneration(first?.id ?? '')
      await answers(first?.model ?? '')
      stopped = true
      await searching
      const other = (await client.listGenerations()).generations.find(({ model }) => model === MODEL)
      await client.dropGeneration(other?.id ?? '')
      await expect.poll(() => vectorCollections().length, { timeout: 10_000 }).toBe(1)
    },
    40_000,
  )
})
