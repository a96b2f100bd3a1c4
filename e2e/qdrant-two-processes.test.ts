// Two processes with one database and one Qdrant: one of them writes the index, both find; when the writer is killed the other takes over.
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startImitatedQdrant, type ImitatedQdrant } from '../server/adapters/qdrant/testing/imitated-qdrant.ts'
import { startProduct, type ProductProcess } from '../tools/product-process.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'
import { startWordsEmbedder } from './words-embedder.ts'

describe.skipIf(SERVER === '')('two processes and one Qdrant (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  let folder = ''
  let embedder: Server
  let qdrant: ImitatedQdrant
  let writer: ProductProcess
  let reader: ProductProcess

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-qdrants-'))
    embedder = await startWordsEmbedder()
    qdrant = await startImitatedQdrant({ key: 'secret of the test' })
    const environment = {
      LEARNPATH_STORE_URL: await newDatabase(),
      LEARNPATH_QDRANT_URL: qdrant.url,
      LEARNPATH_QDRANT_KEY: 'secret of the test',
      LEARNPATH_EMBEDDER_URL: `http://127.0.0.1:${(embedder.address() as AddressInfo).port}`,
    }
    // The first one leads.
    writer = await startProduct({ home: join(folder, 'one'), environment })
    reader = await startProduct({ home: join(folder, 'other'), environment })
  }, 60_000)
  afterAll(async () => {
    await Promise.all([writer.stop('SIGKILL'), reader.stop()])
    await qdrant.close()
    await new Promise((resolve) => embedder.close(resolve))
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  /** Has it added at one process and found at the others, by keywords and by meaning. */
  async function addAndFind(word: string, at: ProductProcess, by: readonly ProductProcess[]): Promise<void> {
    const bytes = new Blob([`# ${word}\n\nThe ${word} is described here and nowhere else.\n`])
    await at.client.addDocuments({ files: [{ path: `${word}.md`, bytes }] })
    for (const { client } of by) {
      const firstPath = async (mode: 'keyword' | 'vector') =>
        (await client.search({ query: word, mode })).hits[0]?.path ?? 'nothing'
      await expect.poll(async () => await firstPath('keyword'), { timeout: 20_000 }).toBe(`${word}.md`)
      await expect.poll(async () => await firstPath('vector'), { timeout: 20_000 }).toBe(`${word}.md`)
    }
  }

  const work = (product: ProductProcess): string[] =>
    [...product.output().matchAll(/"work":"([^"]+)","message":"this process does what is done once only"/gu)].map(
      ([, what = '']) => what,
    )

  it('both find what either takes in; the one that does not write takes over when the other is killed', async () => {
    await writer.client.createGeneration({ model: 'remote-embedder' })
    await addAndFind('quartz', writer, [writer, reader])
    await addAndFind('basalt', reader, [reader, writer])
    expect(work(writer)).toEqual(expect.arrayContaining(['keyword index', 'vectors']))
    expect(work(reader)).not.toEqual(expect.arrayContaining(['keyword index']))

    await writer.stop('SIGKILL')
    await addAndFind('granite', reader, [reader])
    expect(work(reader)).toEqual(expect.arrayContaining(['keyword index', 'vectors']))
    const { hits } = await reader.client.search({ query: 'described here', mode: 'keyword', limit: 10 })
    expect(hits.map(({ path }) => path).toSorted()).toEqual(['basalt.md', 'granite.md', 'quartz.md'])
  }, 60_000)
})
