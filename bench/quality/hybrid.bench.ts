import { join } from 'node:path'
import type { SearchMode } from '@learnpath/contracts'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import type { RetrievalApi } from '../../server/modules/retrieval/index.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { type JudgedSet, readJudgedSet } from './beir.ts'
import { type JudgedModels, openJudgedLibrary } from './judged-library.ts'
import { readMixedSet } from './mixed-set.ts'
import { openJudgedModels } from './judged-models.ts'
import { ndcg } from '../../server/kernel/ranking/ranking-metrics.ts'
import { mean } from '../../server/kernel/statistics/quantile.ts'
import { pairedInterval } from './paired-interval.ts'

const DEPTH = 10
/** Passages asked for, so that ten documents come together when one has many passages. */
const PASSAGES = 50
/** Enough to score every candidate: what the reranker can do, not what it can do in time. */
const BUDGET_MS = 60_000

interface HybridSet {
  readonly name: string
  /** How much hybrid may be below keywords alone, for the model that comes with the tests. */
  readonly mayLose?: number
  read(dataFolder: string): Promise<JudgedSet>
}

const plain = (name: string, mayLose?: number): HybridSet => ({
  name,
  ...(mayLose !== undefined && { mayLose }),
  read: async (dataFolder) => await readJudgedSet(dataFolder, name),
})

const SETS: readonly HybridSet[] = [
  plain('scifact', 0),
  plain('xquad-de', 0.005),
  plain('xquad-en'),
  plain('squad2-devhalf'),
  plain('odin', 0),
  plain('fairytaleqa', 0),
  plain('openstax-biology'),
  {
    name: 'xquad-de with xquad-en',
    read: async (dataFolder) => await readMixedSet(dataFolder, ['xquad-de', 'xquad-en']),
  },
  {
    name: 'German questions, English text',
    read: async (dataFolder) => {
      const [german, english] = await Promise.all([
        readJudgedSet(dataFolder, 'xquad-de'),
        readJudgedSet(dataFolder, 'xquad-en'),
      ])
      return { ...german, documents: english.documents }
    },
  },
]

interface Way {
  readonly name: string
  readonly mode: SearchMode
  readonly rerank?: { readonly budgetMs: number }
}

/** nDCG@10 per question, documents in the order of their best passage. */
async function score(retrieval: RetrievalApi, set: JudgedSet, { mode, rerank }: Way): Promise<number[]> {
  const values: number[] = []
  for (const { id, text } of set.queries) {
    const { hits } = await retrieval.search({
      query: escapeQuery(text),
      limit: PASSAGES,
      mode,
      ...(rerank !== undefined && { rerank }),
    })
    const documents = [...new Set(hits.map((hit) => hit.documentId))].slice(0, DEPTH)
    values.push(ndcg(documents, set.relevance.get(id) ?? new Map(), DEPTH))
  }
  return values
}

async function measureSet(one: HybridSet, models: JudgedModels, context: BenchmarkContext): Promise<Measurement[]> {
  const set = await one.read(context.dataFolder)
  const { retrieval, close } = await openJudgedLibrary(set, join(context.scratchFolder, one.name), models)
  const keyword = await score(retrieval, set, { name: 'keyword', mode: 'keyword' })
  const ways: Way[] = [
    { name: 'vector', mode: 'vector' },
    { name: 'hybrid', mode: 'hybrid' },
    ...(models.reranker === null
      ? []
      : [{ name: 'hybrid, reranked', mode: 'hybrid' as const, rerank: { budgetMs: BUDGET_MS } }]),
  ]
  const measurements: Measurement[] = [
    { name: `${one.name}: keyword`, value: mean(keyword), unit: 'nDCG@10', note: `${set.queries.length} queries` },
  ]
  for (const way of ways) {
    const values = await score(retrieval, set, way)
    const { low, high } = pairedInterval(values, keyword)
    const difference = mean(values) - mean(keyword)
    measurements.push({
      name: `${one.name}: ${way.name}`,
      value: mean(values),
      unit: 'nDCG@10',
      note: `${difference.toFixed(4)} against keyword, 95 % [${low.toFixed(4)}, ${high.toFixed(4)}]`,
      ...(way.name === 'hybrid' &&
        one.mayLose !== undefined && { target: { operator: '>=', value: mean(keyword) - one.mayLose } }),
    })
  }
  await close()
  return measurements
}

export const benchmark: Benchmark = {
  name: 'hybrid',
  description:
    'ranking by keywords, by meaning and by both on labelled questions; LEARNPATH_BENCH_EMBEDDER and LEARNPATH_BENCH_RERANKER name folders of other models',
  async run(context) {
    const models = await openJudgedModels(context.modelsFolder)
    context.log(`${models.embedder.description.modelId}, reranker ${models.reranker?.description.modelId ?? 'none'}`)
    const measurements: Measurement[] = []
    for (const set of SETS) {
      context.log(set.name)
      measurements.push(...(await measureSet(set, models, context)))
    }
    await models.close()
    return measurements
  },
}
