import { readFile } from 'node:fs/promises'
import {
  BERT_BASE,
  MINILM_L6,
  XLM_R_BASE,
  type TransformerShape,
} from '../../server/adapters/inference/testing/random-transformer.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { makeRandomModel, openEngine, passages } from './inference-models.ts'

const REQUESTS = 10_000
const RERANKED_EVERY = 100
const INGESTED_EVERY = 100
const MEGABYTE = 2 ** 20

interface ModelPair {
  readonly name: string
  readonly embedder: TransformerShape
  readonly reranker: TransformerShape
}

/** Resident memory in MB: allocated, and of mapped files, which the system can take back at any time. */
async function resident(): Promise<{ readonly all: number; readonly files: number }> {
  const status = await readFile('/proc/self/status', 'utf8')
  const files = Number(/RssFile:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  return { all: process.memoryUsage().rss / MEGABYTE, files }
}

async function measure(pair: ModelPair, context: BenchmarkContext): Promise<Measurement[]> {
  const embedderModel = await makeRandomModel(pair.embedder, `${pair.name}-embedder`, context)
  const rerankerModel = await makeRandomModel(pair.reranker, `${pair.name}-reranker`, context)
  const texts = await passages(context)
  const text = (index: number, length: number): string => (texts[index % texts.length] ?? '').slice(0, length)
  const engine = openEngine()
  const embedder = engine.embedder(embedderModel.int8)
  const reranker = engine.reranker(rerankerModel.int8)
  globalThis.gc?.()
  const before = await resident()
  await embedder.embed({ texts: ['first'], instruction: 'query' })
  await reranker.score({ query: 'first', texts: ['first'] })
  const loaded = await resident()
  let most = 0
  for (let request = 0; request < REQUESTS; request++) {
    await embedder.embed({ texts: [text(request, 60)], instruction: 'query' })
    if (request % RERANKED_EVERY === 0) {
      const windows = Array.from({ length: 8 }, (_, index) => text(request + index, 500))
      await reranker.score({ query: text(request, 60), texts: windows })
    }
    if (request % INGESTED_EVERY === 0) {
      const chunks = Array.from({ length: 8 }, (_, index) => text(request + index, 1000))
      await embedder.embed({ texts: chunks, instruction: 'passage', priority: 'ingestion' })
      most = Math.max(most, (await resident()).all)
    }
  }
  const after = await resident()
  await engine.close()
  globalThis.gc?.()
  const closed = await resident()
  return [
    { name: `${pair.name}: before`, value: before.all, unit: 'MB', note: 'this process, run from source' },
    { name: `${pair.name}: both models loaded, more`, value: loaded.all - before.all, unit: 'MB' },
    { name: `${pair.name}: after ${REQUESTS} requests, more`, value: after.all - before.all, unit: 'MB' },
    { name: `${pair.name}: of it mapped files`, value: after.files - before.files, unit: 'MB' },
    { name: `${pair.name}: most meanwhile, more`, value: most - before.all, unit: 'MB' },
    { name: `${pair.name}: unloaded, more than before`, value: closed.all - before.all, unit: 'MB' },
  ]
}

export const benchmark: Benchmark = {
  name: 'inference-memory',
  description: 'memory that the inference runtime takes and gives back, models of random weights in INT8',
  async run(context) {
    const small = { name: 'MiniLM', embedder: MINILM_L6, reranker: { ...MINILM_L6, task: 'rerank' } } as const
    return [
      ...(await measure(small, context)),
      ...(await measure({ name: 'base', embedder: BERT_BASE, reranker: XLM_R_BASE }, context)),
    ]
  },
}
