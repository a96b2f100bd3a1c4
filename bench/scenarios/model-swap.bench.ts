import { join } from 'node:path'
import type { Generation, LearnPathClient } from '@learnpath/contracts'
import {
  MINILM_L6,
  TOKENIZER_FILE,
  writeRandomTransformer,
} from '../../server/adapters/inference/testing/random-transformer.ts'
import { settled, startProduct, type ProductProcess } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { useEmbedder } from './use-model.ts'

const DOCUMENTS = 5_000
const FILES_PER_REQUEST = 200
const WORDS_PER_DOCUMENT = 12
const SEARCHERS = 4
const POLL_MS = 200
const STATIC = { id: 'potion-base-2m', precision: 'int8' } as const
/** Killed when so much is done. */
const KILL_AT = 0.4
const SYLLABLES = 'ka lo mi ru ten sol var dim pel gor nash wick fen bru tal zor hep quin jas mod'.split(' ')

/** Two syllables a word, drawn by the document's number (Lehmer, modulus 2^31 - 1): no two texts have much in common. */
function textOf(number: number): string {
  let state = 7 * number + 1
  const syllable = (): string => {
    state = (state * 48_271) % 2_147_483_647
    return SYLLABLES[state % SYLLABLES.length] ?? ''
  }
  return `${Array.from({ length: WORDS_PER_DOCUMENT }, () => syllable() + syllable()).join(' ')}.`
}

interface Searching {
  readonly tookMs: number[]
  failed: number
  wrong: number
  readonly models: Set<string>
}

/** Searches by meaning with texts of the library until told to stop, and looks whether the right document is on top. */
function searchAllTheTime(client: LearnPathClient): { stop(): Promise<Searching> } {
  const seen: Searching = { tookMs: [], failed: 0, wrong: 0, models: new Set() }
  let stopped = false
  const searcher = async (first: number): Promise<void> => {
    for (let number = first; !stopped; number = (number + 17) % DOCUMENTS) {
      const started = performance.now()
      try {
        const { hits, semantic } = await client.search({ query: textOf(number), mode: 'hybrid', limit: 5 })
        if (hits[0]?.path !== `${number}.txt` || !semantic.used) seen.wrong += 1
        seen.models.add(semantic.model ?? 'none')
      } catch {
        seen.failed += 1
      }
      seen.tookMs.push(performance.now() - started)
    }
  }
  const searchers = Promise.all(Array.from({ length: SEARCHERS }, async (_, number) => await searcher(number * 1000)))
  return {
    async stop() {
      stopped = true
      await searchers
      return seen
    },
  }
}

const pause = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, POLL_MS))

async function untilGeneration(
  client: LearnPathClient,
  id: string,
  is: (one: Generation) => boolean,
): Promise<Generation> {
  for (;;) {
    const { generations } = await client.listGenerations()
    const found = generations.find((one) => one.id === id)
    if (found === undefined || found.state === 'failed') throw new Error(`no vectors: ${found?.failure?.message ?? ''}`)
    if (is(found)) return found
    await pause()
  }
}

const serves = ({ state }: Generation): boolean => state === 'serving'

async function embeddedTexts(product: ProductProcess, model: string): Promise<number> {
  const lines = (await (await fetch(`${product.url}/metrics`)).text()).split('\n')
  const line = lines.find((one) => one.startsWith('learnpath_inference_batch_texts_sum') && one.includes(model))
  return Number(line?.split(' ').at(-1) ?? 0)
}

async function addLibrary(client: LearnPathClient): Promise<void> {
  for (let first = 0; first < DOCUMENTS; first += FILES_PER_REQUEST) {
    const files = Array.from({ length: FILES_PER_REQUEST }, (_, at) => ({
      path: `${first + at}.txt`,
      bytes: new Blob([textOf(first + at)]),
    }))
    await client.addDocuments({ files })
  }
  await settled(client)
}

function figures(name: string, { tookMs, failed, wrong, models }: Searching): Measurement[] {
  const target = { operator: '<=', value: 0 } as const
  return [
    { name: `${name}: searches`, value: tookMs.length, unit: 'searches', note: `by ${[...models].join(', ')}` },
    { name: `${name}: failed`, value: failed, unit: 'searches', target },
    { name: `${name}: another document on top`, value: wrong, unit: 'searches', target },
    { name: `${name}: latency p95`, value: percentile(tookMs, 0.95), unit: 'ms' },
  ]
}

/** Swap to the other model and back, searched all the time. */
async function swapAndBack({ client }: ProductProcess, model: string): Promise<Measurement[]> {
  const { generations } = await client.listGenerations()
  const before = generations.find(serves)?.id ?? ''
  const there = searchAllTheTime(client)
  const started = performance.now()
  const { id } = await client.createGeneration({ model, precision: 'int8' })
  await untilGeneration(client, id, serves)
  const swapSeconds = (performance.now() - started) / 1000
  await pause()
  const swap = figures('swap', await there.stop())
  const back = searchAllTheTime(client)
  const returned = performance.now()
  await client.activateGeneration(before)
  await untilGeneration(client, before, serves)
  const backMs = performance.now() - returned
  await pause()
  return [
    { name: 'swap: until the other model served', value: swapSeconds, unit: 's' },
    ...swap,
    { name: 'way back: until the first model served again', value: backMs, unit: 'ms' },
    ...figures('way back', await back.stop()),
  ]
}

/** The same model in another precision, killed in the middle. */
async function killAndResume(home: string, product: ProductProcess, model: string): Promise<Measurement[]> {
  const { id } = await product.client.createGeneration({ model, precision: 'none' })
  const { chunks } = await untilGeneration(product.client, id, (one) => one.chunks.done >= KILL_AT * DOCUMENTS)
  await product.stop('SIGKILL')
  const again = await startProduct({ home })
  try {
    const { chunks: complete } = await untilGeneration(again.client, id, serves)
    const embedded = await embeddedTexts(again, model)
    const searching = searchAllTheTime(again.client)
    for (let at = 0; at < 10; at += 1) await pause()
    return [
      { name: 'kill: passages done at the kill', value: chunks.done, unit: 'passages' },
      { name: 'kill: passages complete afterwards', value: complete.done, unit: 'passages' },
      {
        name: 'kill: passages that went before the model twice',
        value: Math.max(0, chunks.done + embedded - DOCUMENTS),
        unit: 'passages',
        target: { operator: '<=', value: 64 },
      },
      ...figures('after the kill', await searching.stop()),
    ]
  } finally {
    await again.stop()
  }
}

async function measure(context: BenchmarkContext): Promise<Measurement[]> {
  const home = join(context.scratchFolder, 'home')
  const modelFolder = join(context.scratchFolder, 'model')
  const { id: model } = await writeRandomTransformer(modelFolder, MINILM_L6, 1)
  const product = await startProduct({ home })
  try {
    await addLibrary(product.client)
    const folder = join(TOKENIZER_FILE, '../../..', 'potion-base-2M-int8')
    const firstSeconds = await useEmbedder(product.client, { folder, ...STATIC })
    await product.client.importModel({ folder: modelFolder, id: model })
    const plan = await product.client.planGeneration({ model, precision: 'int8' })
    const swap = await swapAndBack(product, model)
    const { generations } = await product.client.listGenerations()
    const taken = generations.find((one) => one.model === model)?.sizeBytes ?? 0
    return [
      { name: 'documents', value: DOCUMENTS, unit: 'documents' },
      { name: 'first vectors, static model', value: firstSeconds, unit: 's' },
      {
        name: 'disk need shown before',
        value: plan.diskBytes / 1e6,
        unit: 'MB',
        note: 'with room for rewriting and the log',
      },
      { name: 'size of the vectors in standby', value: taken / 1e6, unit: 'MB' },
      ...swap,
      ...(await killAndResume(home, product, model)),
    ]
  } finally {
    await product.stop('SIGKILL')
  }
}

export const benchmark: Benchmark = {
  name: 'model-swap',
  description: `another model takes over a library of ${DOCUMENTS} documents under ${SEARCHERS} constant searchers; way back; kill in the middle`,
  run: measure,
}
