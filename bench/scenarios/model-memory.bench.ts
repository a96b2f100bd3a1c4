import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BERT_BASE,
  MINILM_L6,
  writeRandomTransformer,
  XLM_R_BASE,
  type TransformerShape,
} from '../../server/adapters/inference/testing/random-transformer.ts'
import { type ProductProcess, startProduct } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { sourceDocuments } from './library-of-20k-chunks.ts'
import { awaitVectors, useEmbedder, useReranker } from './use-model.ts'

const CHUNKS = 5000
const REQUESTS = 10_000
const RERANKED_EVERY = 50
const CLIENTS = 4
const MEGABYTE = 2 ** 20
const SAMPLE_MS = 250

interface Pair {
  readonly name: string
  readonly embedder: TransformerShape
  readonly reranker: TransformerShape
  readonly targetMb: number
}

const PAIRS: readonly Pair[] = [
  {
    name: 'MiniLM class',
    embedder: MINILM_L6,
    reranker: { ...MINILM_L6, task: 'rerank' },
    targetMb: 350,
  },
  { name: 'base class', embedder: BERT_BASE, reranker: XLM_R_BASE, targetMb: 600 },
]

/** Runs the work and looks at the memory meanwhile. @returns the most that was seen, in MB */
async function peakDuring(product: ProductProcess, work: () => Promise<unknown>): Promise<number> {
  let peak = 0
  let running = true
  const watching = (async () => {
    while (running) {
      peak = Math.max(peak, await product.residentBytes())
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
    }
  })()
  try {
    await work()
  } finally {
    running = false
    await watching
  }
  return peak / MEGABYTE
}

async function search(product: ProductProcess, queries: readonly string[], requests: number): Promise<void> {
  let next = 0
  const client = async (): Promise<void> => {
    for (let number = next++; number < requests; number = next++) {
      const query = `${queries[number % queries.length]} x${number}`
      await product.client.search({ query, ...(number % RERANKED_EVERY === 0 && { rerank: { budgetMs: 500 } }) })
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}

async function addChunks(product: ProductProcess, context: BenchmarkContext): Promise<void> {
  const documents = await sourceDocuments(context.dataFolder)
  for (const { path, text } of documents) {
    const files = [{ path, bytes: new Blob([text]) }]
    await product.client.addDocuments({ collection: 'library', files })
    if ((await product.client.status()).chunks >= CHUNKS) return
  }
}

async function measurePair(pair: Pair, queries: readonly string[], context: BenchmarkContext): Promise<Measurement[]> {
  const folder = join(context.scratchFolder, pair.name.replaceAll(' ', '-'))
  context.log(`${pair.name}: making models`)
  const embedder = await writeRandomTransformer(join(folder, 'embedder'), pair.embedder, 1)
  const reranker = await writeRandomTransformer(join(folder, 'reranker'), pair.reranker, 2)
  const environment = { LEARNPATH_LOG_LEVEL: 'warn' }
  const home = join(folder, 'home')
  const preparing = await startProduct({ home, environment })
  context.log(`${pair.name}: quantizing`)
  await useEmbedder(preparing.client, { folder: join(folder, 'embedder'), id: embedder.id, precision: 'int8' })
  await useReranker(preparing.client, { folder: join(folder, 'reranker'), id: reranker.id, precision: 'int8' })
  await preparing.client.addDocuments({
    collection: 'library',
    files: [{ path: 'first.md', bytes: new Blob(['# Tides\n\nThe moon causes the tides of the sea.\n']) }],
  })
  await awaitVectors(preparing.client)
  await preparing.client.search({ query: 'tides', rerank: { budgetMs: 60_000 } })
  await preparing.stop()

  const product = await startProduct({ home, environment })
  try {
    const { reranked } = await product.client.search({ query: 'moon', rerank: { budgetMs: 60_000 } })
    if (reranked?.ended !== 'complete') throw new Error(`not reranked: ${JSON.stringify(reranked)}`)
    const loaded = (await product.residentBytes()) / MEGABYTE
    context.log(`${pair.name}: adding and searching`)
    const ingesting = await peakDuring(product, async () => {
      await Promise.all([
        addChunks(product, context).then(async () => await awaitVectors(product.client)),
        search(product, queries, REQUESTS / 10),
      ])
    })
    const searching = await peakDuring(product, async () => await search(product, queries, REQUESTS))
    const after = (await product.residentBytes()) / MEGABYTE
    const target = { operator: '<', value: pair.targetMb } as const
    const { chunks } = await product.client.status()
    return [
      { name: `${pair.name}: both models loaded`, value: loaded, unit: 'MB', target },
      {
        name: `${pair.name}: most while ingesting and searching`,
        value: ingesting,
        unit: 'MB',
        target,
        note: `${chunks} chunks; whole process tree, with the readers of documents`,
      },
      { name: `${pair.name}: most during ${REQUESTS} requests`, value: searching, unit: 'MB', target },
      { name: `${pair.name}: after them`, value: after, unit: 'MB', target },
    ]
  } finally {
    await product.stop()
  }
}

export const benchmark: Benchmark = {
  name: 'model-memory',
  description: 'resident memory of the server with an embedder and a reranker of random weights in INT8',
  async run(context) {
    const lines = (await readFile(join(context.dataFolder, 'scifact/dev/queries.jsonl'), 'utf8')).trim().split('\n')
    const queries = lines.map((line) => (JSON.parse(line) as { text: string }).text.slice(0, 200))
    const measurements: Measurement[] = []
    for (const pair of PAIRS) measurements.push(...(await measurePair(pair, queries, context)))
    return measurements
  },
}
