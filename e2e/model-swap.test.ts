// Another model takes over while people search: no search fails, each finds the right document before and after, there is a way
// back, a kill in the middle costs at most a batch, and a deleted document leaves no vector. The last two look into the files and figures of one process.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EmbedResponse, type Generation, type LearnPathClient, type Precision } from '@learnpath/contracts'
import {
  TINY,
  TOKENIZER_FILE,
  writeRandomTransformer,
} from '../server/adapters/inference/testing/random-transformer.ts'
import { encodeFloat16 } from '../server/kernel/float16.ts'
import { settled } from '../tools/product-process.ts'
import { isSplit, startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const DOCUMENTS = 400
/** Slow enough to be killed while it works. */
const SHAPE = { ...TINY, layers: 6, hidden: 128, intermediate: 512 }
const STATIC_FOLDER = join(TOKENIZER_FILE, '../../../potion-base-2M-int8')
const STATIC = 'potion-base-2m'
const KILL_AFTER_CHUNKS = 100
const BATCH = 64
const PAUSE_MS = 20
const WORDS =
  `river engine garden winter music copper island teacher shadow bridge candle forest market signal planet anchor
butter castle doctor eagle feather glacier hammer insect jacket kitchen ladder mirror needle orange pepper quarter ribbon silver
thunder umbrella velvet window yellow bottle carpet desert elephant finger guitar harbor iron jungle king lemon mountain nurse
ocean pencil queen rocket spider tiger uncle violin water`.split(/\s+/u)
const WORDS_PER_DOCUMENT = 12

let folder = ''
let random = ''
let product: RunningLearnPath
const start = async (): Promise<RunningLearnPath> => await startLearnPath({ home: join(folder, 'home') })

/** Words drawn by the document's number, so that no two have many in common (Lehmer, modulus 2^31 - 1). */
function textOf(number: number): string {
  let state = 7 * number + 1
  const words = Array.from({ length: WORDS_PER_DOCUMENT }, () => {
    state = (state * 48_271) % 2_147_483_647
    return WORDS[state % WORDS.length] ?? ''
  })
  return `${words.join(' ')}.`
}

async function addAll(client: LearnPathClient): Promise<void> {
  const files = Array.from({ length: DOCUMENTS }, (_, number) => ({
    path: `${number}.txt`,
    bytes: new Blob([textOf(number)]),
  }))
  for (let at = 0; at < DOCUMENTS; at += 100) await client.addDocuments({ files: files.slice(at, at + 100) })
  await settled(client)
}

async function generationOf(model: string, precision: Precision): Promise<Generation | undefined> {
  const { generations } = await product.client.listGenerations()
  return generations.find((one) => one.model === model && one.precision === precision)
}

async function untilServing(model: string, precision: Precision): Promise<void> {
  await expect
    .poll(async () => (await generationOf(model, precision))?.state, { timeout: 60_000, interval: PAUSE_MS })
    .toBe('serving')
}

/** Vectors of random weights differ in the fourth digit, which rounding to eight bits may change: the right one is among so many of 400. */
const NEAREST = 10

/** Searches until told to stop; every answer must have the document whose text was asked for. @returns models that answered */
function searchAllTheTime(): { stop(): Promise<Map<string, number>> } {
  const answered = new Map<string, number>()
  let stopped = false
  const worker = async (first: number): Promise<void> => {
    for (let number = first; !stopped; number = (number + 7) % DOCUMENTS) {
      const { hits, semantic } = await product.client.search({ query: textOf(number), mode: 'vector', limit: NEAREST })
      expect(semantic).toMatchObject({ used: true })
      expect(hits.map(({ path }) => path)).toContain(`${number}.txt`)
      answered.set(semantic.model ?? '', (answered.get(semantic.model ?? '') ?? 0) + 1)
    }
  }
  const workers = Promise.all([worker(0), worker(100), worker(200)])
  // Whoever stops it hears of a failure.
  workers.catch(() => undefined)
  return {
    async stop() {
      stopped = true
      await workers
      return answered
    },
  }
}

async function embeddedTexts(model: string): Promise<number> {
  const metrics = await (await fetch(`${product.url}/metrics`)).text()
  const line = metrics
    .split('\n')
    .find((one) => one.startsWith('learnpath_inference_batch_texts_sum') && one.includes(model))
  return Number(line?.split(' ').at(-1) ?? 0)
}

describe.skipIf(!existsSync(TOKENIZER_FILE))('a change of the model (needs LEARNPATH_TEST_MODELS)', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-swap-'))
    random = (await writeRandomTransformer(join(folder, 'model'), SHAPE, 1)).id
    product = await start()
    await addAll(product.client)
    await product.client.importModel({ folder: STATIC_FOLDER, id: STATIC })
    await product.client.importModel({ folder: join(folder, 'model'), id: random })
  }, 120_000)
  afterAll(async () => {
    await product.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('no search fails while another model takes over, nor on the way back', { timeout: 180_000 }, async () => {
    await product.client.createGeneration({ model: STATIC, precision: 'int8' })
    await untilServing(STATIC, 'int8')

    const there = searchAllTheTime()
    const plan = await product.client.planGeneration({ model: random, precision: 'int8' })
    expect(plan).toMatchObject({ chunks: DOCUMENTS, precision: 'int8' })
    await product.client.createGeneration({ model: random, precision: 'int8' })
    await untilServing(random, 'int8')
    const onTheWay = await there.stop()
    expect([...onTheWay.keys()].toSorted()).toEqual([STATIC, random].toSorted())

    const back = searchAllTheTime()
    const old = await generationOf(STATIC, 'int8')
    expect(old).toMatchObject({ state: 'standby', chunks: { done: DOCUMENTS } })
    expect(await product.client.activateGeneration(old?.id ?? '')).toMatchObject({ state: 'serving' })
    await back.stop()
    expect((await product.client.search({ query: textOf(5), mode: 'vector' })).semantic.model).toBe(STATIC)
  })

  it.skipIf(isSplit)('a kill in the middle costs at most a batch', { timeout: 180_000 }, async () => {
    const { id } = await product.client.createGeneration({ model: random, precision: 'none' })
    let done = 0
    while (done < KILL_AFTER_CHUNKS) {
      const generation = await generationOf(random, 'none')
      expect(generation?.state).toBe('building')
      done = generation?.chunks.done ?? 0
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
    await product.stop('SIGKILL')
    product = await start()
    await untilServing(random, 'none')
    expect(await generationOf(random, 'none')).toMatchObject({ id, chunks: { done: DOCUMENTS, total: DOCUMENTS } })
    expect(await embeddedTexts(random)).toBeLessThanOrEqual(DOCUMENTS - done + BATCH)
    const searching = searchAllTheTime()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await searching.stop()
  })

  it.skipIf(isSplit)('a deleted document leaves no vector in any generation', { timeout: 120_000 }, async () => {
    const response = await fetch(`${product.url}/embed`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ texts: [textOf(123)], instruction: 'passage', model: STATIC }),
    })
    const { vectors } = EmbedResponse.parse(await response.json())
    const bytes = Buffer.from(encodeFloat16(Float32Array.from(vectors[0] ?? [])))
    const filesWithVector = async (): Promise<string[]> => {
      const found: string[] = []
      for (const entry of await readdir(join(folder, 'home'), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue
        const content = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
        if (content.includes(bytes)) found.push(entry.name)
      }
      return found
    }
    expect(await filesWithVector()).not.toEqual([])
    const { documents } = await product.client.listDocuments({ path: '123.txt' })
    await product.client.deleteDocument(documents[0]?.id ?? '')
    await expect.poll(filesWithVector, { timeout: 20_000, interval: 100 }).toEqual([])
    const { hits } = await product.client.search({ query: textOf(123), mode: 'vector', limit: 50 })
    expect(hits.map(({ path }) => path)).not.toContain('123.txt')
    await expect
      .poll(async () => (await generationOf(random, 'none'))?.chunks.done, { timeout: 20_000 })
      .toBe(DOCUMENTS - 1)
  })
})
