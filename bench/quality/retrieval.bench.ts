import { join } from 'node:path'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import type { RetrievalApi } from '../../server/modules/retrieval/index.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readJudgedSet } from './beir.ts'
import { openJudgedLibrary } from './judged-library.ts'
import { readMixedSet } from './mixed-set.ts'
import { createPlainBm25 } from './plain-bm25.ts'
import { ndcg, recall, reciprocalRank } from '../../server/kernel/ranking/ranking-metrics.ts'
import { mean } from '../../server/kernel/statistics/quantile.ts'
import { pairedInterval } from './paired-interval.ts'

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
  const { retrieval, close } = await openJudgedLibrary(set, join(context.scratchFolder, name))
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

/** How well a library of two languages answers in the language of the question. */
async function measureMixed(context: BenchmarkContext): Promise<Measurement[]> {
  const name = MIXED.join(' with ')
  const set = await readMixedSet(context.dataFolder, MIXED)
  const { retrieval, close } = await openJudgedLibrary(set, join(context.scratchFolder, 'mixed'))
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
