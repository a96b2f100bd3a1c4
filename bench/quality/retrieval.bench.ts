import { join } from 'node:path'
import { createLocalKeywordIndex } from '../../server/adapters/local-index/keyword-index.ts'
import { createLocalKeywordIndexStore } from '../../server/adapters/local-index/keyword-index-store.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import { chunkDocument } from '../../server/modules/ingestion/chunk-document.ts'
import { createRetrieval, NO_MODELS, type RetrievalApi } from '../../server/modules/retrieval/index.ts'
import { createMemoryLibrary } from '../../server/modules/retrieval/testing/memory-library.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { type JudgedSet, readJudgedSet } from './beir.ts'
import { createPlainBm25 } from './plain-bm25.ts'
import { mean, ndcg, pairedInterval, recall, reciprocalRank } from './ranking-metrics.ts'

const DEPTH = 10
/** Passages asked for, so that ten documents come together when one has many passages. */
const PASSAGES = 50
const SETS: readonly { readonly name: string; readonly language: string; readonly target?: number }[] = [
  { name: 'scifact', language: 'en', target: 0.698 },
  { name: 'xquad-de', language: 'de', target: 0.966 },
  { name: 'xquad-en', language: 'en', target: 0.977 },
  { name: 'squad2-devhalf', language: 'en', target: 0.914 },
  { name: 'odin', language: 'en', target: 0.887 },
  { name: 'fairytaleqa', language: 'en' },
  { name: 'openstax-biology', language: 'en' },
]
/** The same passages and questions in both languages, in one library: only the passage in the question's language counts. */
const MIXED = ['xquad-de', 'xquad-en'] as const

const ignore = (): void => undefined

/** Retrieval as the product has it, on a library in memory: real chunks, analysis, index and ranking. */
async function openRetrieval(
  set: JudgedSet,
  folder: string,
): Promise<{ retrieval: RetrievalApi; close: () => Promise<void> }> {
  const library = createMemoryLibrary()
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }
  const indexStore = await createLocalKeywordIndexStore({
    folder,
    openIndex: async (generation) => await createLocalKeywordIndex({ folder: generation }),
    logger,
  })
  for (const { id, title, path, parsed } of set.documents) {
    const language = detectLanguage(parsed.text)
    const passages = chunkDocument(parsed, language).map((chunk) => ({
      text: parsed.text.slice(chunk.start, chunk.end),
      headings: chunk.headingPath,
    }))
    library.publish({ id, title, language, passages, path })
  }
  const retrieval = createRetrieval({
    library,
    indexStore,
    generations: NO_MODELS,
    eventBus: { publish: ignore, subscribe: () => ignore },
    clock: { now: () => 0, monotonicMs: () => performance.now() },
    logger,
    metrics: { cacheLookedUp: ignore, searched: ignore, searchStageEnded: ignore },
  })
  await retrieval.rebuild()
  return {
    retrieval,
    close: async () => {
      await retrieval.stop()
      await indexStore.close()
    },
  }
}

/** Documents in the order of their best passage. */
async function rankDocuments(retrieval: RetrievalApi, question: string): Promise<string[]> {
  const query = escapeQuery(question)
  const { hits } = await retrieval.search({ query, limit: PASSAGES, offset: 0, explain: false })
  return [...new Set(hits.map((hit) => hit.documentId))].slice(0, DEPTH)
}

async function measureSet(
  { name, language, target }: (typeof SETS)[number],
  context: BenchmarkContext,
): Promise<Measurement[]> {
  const set = await readJudgedSet(context.dataFolder, name)
  const { retrieval, close } = await openRetrieval(set, join(context.scratchFolder, name))
  const plain = createPlainBm25(
    set.documents.map(({ id, parsed }) => ({ id, text: parsed.text })),
    language,
  )
  const ours: string[][] = []
  for (const { text } of set.queries) ours.push(await rankDocuments(retrieval, text))
  const { chunks } = await retrieval.indexState()
  await close()
  const score = (rankings: readonly (readonly string[])[], metric: typeof ndcg): number[] =>
    set.queries.map(({ id }, at) => metric(rankings[at] ?? [], set.relevance.get(id) ?? new Map(), DEPTH))
  const plainRankings = set.queries.map(({ text }) => plain(text, DEPTH))
  const oursNdcg = score(ours, ndcg)
  const plainNdcg = score(plainRankings, ndcg)
  const { low, high } = pairedInterval(oursNdcg, plainNdcg)
  const note =
    `plain BM25 ${mean(plainNdcg).toFixed(4)}, difference 95 % [${low.toFixed(4)}, ${high.toFixed(4)}], ` +
    `${set.queries.length} queries, ${set.documents.length} documents, ${chunks} passages`
  return [
    {
      name: `${name} nDCG@10`,
      value: mean(oursNdcg),
      unit: 'nDCG@10',
      note,
      ...(target !== undefined && { target: { operator: '>', value: target } }),
    },
    { name: `${name} recall@10`, value: mean(score(ours, recall)), unit: 'recall@10' },
    { name: `${name} MRR@10`, value: mean(score(ours, reciprocalRank)), unit: 'MRR@10' },
  ]
}

function prefixed<Value>(prefix: string, values: ReadonlyMap<string, Value>): [string, Value][] {
  return [...values].map(([id, value]) => [`${prefix} ${id}`, value])
}

async function readMixed(dataFolder: string): Promise<JudgedSet> {
  const parts = await Promise.all(MIXED.map(async (name) => ({ name, set: await readJudgedSet(dataFolder, name) })))
  return {
    documents: parts.flatMap(({ name, set }) => set.documents.map((one) => ({ ...one, id: `${name} ${one.id}` }))),
    queries: parts.flatMap(({ name, set }) => set.queries.map((one) => ({ ...one, id: `${name} ${one.id}` }))),
    relevance: new Map(
      parts.flatMap(({ name, set }) =>
        prefixed(name, set.relevance).map(([id, grades]) => [id, new Map(prefixed(name, grades))] as const),
      ),
    ),
  }
}

/** How well a library of two languages answers in the language of the question. */
async function measureMixed(context: BenchmarkContext): Promise<Measurement[]> {
  const name = MIXED.join(' with ')
  const set = await readMixed(context.dataFolder)
  const { retrieval, close } = await openRetrieval(set, join(context.scratchFolder, 'mixed'))
  const rankings: string[][] = []
  for (const { text } of set.queries) rankings.push(await rankDocuments(retrieval, text))
  await close()
  const measured = (metric: typeof ndcg, prefix: string): number =>
    mean(
      set.queries.flatMap(({ id }, at) =>
        id.startsWith(prefix) ? metric(rankings[at] ?? [], set.relevance.get(id) ?? new Map(), DEPTH) : [],
      ),
    )
  const foreign = set.queries.flatMap(({ id }, at) => {
    const own = id.split(' ')[0] ?? ''
    const ranking = rankings[at] ?? []
    return ranking.length === 0 ? [] : ranking.filter((found) => !found.startsWith(own)).length / ranking.length
  })
  return [
    { name: `${name} nDCG@10`, value: measured(ndcg, ''), unit: 'nDCG@10', note: `${set.queries.length} queries` },
    ...MIXED.map((part) => ({ name: `${name}: ${part} nDCG@10`, value: measured(ndcg, part), unit: 'nDCG@10' })),
    { name: `${name}: found in the other language`, value: mean(foreign), unit: 'share of the first ten' },
  ]
}

export const benchmark: Benchmark = {
  name: 'retrieval',
  description: 'ranking quality of search on labelled questions, beside plain stemmed BM25 in the same run',
  async run(context) {
    const measurements: Measurement[] = []
    for (const set of SETS) {
      context.log(set.name)
      measurements.push(...(await measureSet(set, context)))
    }
    context.log(MIXED.join(' with '))
    return [...measurements, ...(await measureMixed(context))]
  },
}
