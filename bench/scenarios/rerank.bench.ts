import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LearnPathClient, SearchResponse, UploadFile } from '@learnpath/contracts'
import { MINILM_L6, writeRandomTransformer } from '../../server/adapters/inference/testing/random-transformer.ts'
import { settled, startProduct } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { sourceDocuments } from './library-of-20k-chunks.ts'
import { useReranker } from './use-model.ts'

const DOCUMENTS = 60
const QUERIES = 40
const CANDIDATES = [4, 8, 20, 50]
/** In UTF-16 units. */
const WINDOWS = [120, 200, 480]
const BUDGETS_MS = [25, 50, 100, 200]
const LONG_MS = 60_000
const RUNS = 9

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** What the model takes for so many windows of that length in one request. */
async function modelAlone(url: string, texts: readonly string[], query: string): Promise<Measurement[]> {
  const rerank = async (some: readonly string[]): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ query, texts: some })
    const response = await fetch(`${url}/rerank`, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(await response.text())
    await response.arrayBuffer()
  }
  const measurements: Measurement[] = []
  for (const window of WINDOWS) {
    for (const candidates of CANDIDATES) {
      const taken: number[] = []
      for (let run = 0; run < RUNS; run += 1) {
        const from = (run * candidates) % (texts.length - candidates)
        const some = texts.slice(from, from + candidates).map((text) => text.slice(0, window))
        taken.push(await elapsed(async () => await rerank(some)))
      }
      const name = `model alone, ${candidates} windows of ${window} characters, p50`
      measurements.push({ name, value: percentile(taken, 0.5), unit: 'ms' })
    }
  }
  return measurements
}

interface Reordered {
  readonly addedMs: number
  readonly reranked: NonNullable<SearchResponse['reranked']>
}

/** Each query once with the reranker and once, never asked before either, without. */
async function searches(client: LearnPathClient, queries: readonly string[], budgetMs: number): Promise<Reordered[]> {
  const found: Reordered[] = []
  for (const [at, text] of queries.entries()) {
    // A number that no document has makes the query another one, so that nothing of it is remembered.
    const query = `${text} x${budgetMs}x${at}`
    const without = await client.search({ query })
    const { tookMs, reranked } = await client.search({ query, rerank: { budgetMs } })
    if (reranked === null) throw new Error('nothing was reordered')
    found.push({ addedMs: tookMs - without.tookMs, reranked })
  }
  return found
}

function figures(budgetMs: number, found: readonly Reordered[]): Measurement[] {
  const added = found.map(({ addedMs }) => addedMs)
  const name = budgetMs === LONG_MS ? 'no budget' : `budget ${budgetMs} ms`
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const reasons = found.map(({ reranked }) => reranked.ended)
  const count = (why: string): number => reasons.filter((reason) => reason === why).length
  const note = [...new Set(reasons)].map((why) => `${why} ${count(why)}`).join(', ')
  return [
    { name: `${name}: added p50`, value: percentile(added, 0.5), unit: 'ms', note },
    {
      name: `${name}: added p95`,
      value: percentile(added, 0.95),
      unit: 'ms',
      ...(budgetMs === 50 && { target: { operator: '<=', value: 50 } as const }),
    },
    { name: `${name}: candidates`, value: mean(found.map(({ reranked }) => reranked.candidates)), unit: 'passages' },
    { name: `${name}: scored`, value: mean(found.map(({ reranked }) => reranked.scored)), unit: 'passages' },
  ]
}

async function measure(context: BenchmarkContext, id: string): Promise<Measurement[]> {
  const product = await startProduct({
    home: join(context.scratchFolder, 'home'),
    environment: { LEARNPATH_LOG_LEVEL: 'warn' },
  })
  try {
    const { client } = product
    const documents = (await sourceDocuments(context.dataFolder)).slice(0, DOCUMENTS)
    const files = documents.map(({ path, text }): UploadFile => ({ path, bytes: new Blob([text]) }))
    await client.addDocuments({ collection: 'library', files })
    await settled(client)
    context.log('quantizing')
    await useReranker(client, { folder: join(context.scratchFolder, 'model'), id, precision: 'int8' })
    const lines = (await readFile(join(context.dataFolder, 'scifact/dev/queries.jsonl'), 'utf8')).trim().split('\n')
    const queries = lines.slice(0, QUERIES).map((line) => (JSON.parse(line) as { text: string }).text)
    const [query = ''] = queries
    const { hits } = await client.search({ query, limit: 100, rerank: { budgetMs: LONG_MS } })
    // The first searches tell the product how fast the model is.
    await searches(client, queries.slice(0, 5), 200)
    const measurements = await modelAlone(
      product.url,
      hits.map(({ text }) => text),
      query,
    )
    for (const budgetMs of [...BUDGETS_MS, LONG_MS]) {
      measurements.push(...figures(budgetMs, await searches(client, queries, budgetMs)))
    }
    return measurements
  } finally {
    await product.stop()
  }
}

export const benchmark: Benchmark = {
  name: 'rerank',
  description:
    'what reordering adds to a search by keywords: MiniLM-L6 of random weights in INT8, by windows, candidates and budget',
  async run(context) {
    const shape = { ...MINILM_L6, task: 'rerank' } as const
    const { id } = await writeRandomTransformer(join(context.scratchFolder, 'model'), shape, 2)
    return await measure(context, id)
  },
}
