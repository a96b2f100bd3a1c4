import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { type KeywordCorpus, keywordCorpus } from './keyword-corpus.ts'
import { KEYWORD_ENGINES, LIMIT } from './keyword-engines.ts'
import { openSearchLibrary } from './search-library.ts'

const SIZES = [
  { count: 20_000, p50Ms: 3, besideMiniSearch: true },
  { count: 100_000, p50Ms: 10, besideMiniSearch: false },
]
/** Phrases of common words, some frequent as such and some hardly found. */
const PHRASES = [
  '"such as"',
  '"in the United States"',
  '"the cell"',
  '"cells of the"',
  '"number of people"',
  '"the people of the city"',
  '"different types of cells"',
  '"time of the year"',
  '"used in the study"',
  '"world of cells"',
]

interface Asked {
  readonly name: string
  search(question: string): Promise<unknown>
}

/** Every question to each in turn, so that load from elsewhere meets all alike. */
async function times(asked: readonly Asked[], questions: readonly string[]): Promise<Map<string, number[]>> {
  const taken = new Map(asked.map(({ name }) => [name, [] as number[]]))
  for (const question of questions) {
    for (const { name, search } of asked) {
      const started = performance.now()
      await search(question)
      taken.get(name)?.push(performance.now() - started)
    }
  }
  return taken
}

function quantile(values: readonly number[] | undefined, share: number): number {
  const sorted = (values ?? []).toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

async function measureAt(
  { count, p50Ms, besideMiniSearch }: (typeof SIZES)[number],
  corpus: KeywordCorpus,
  context: BenchmarkContext,
): Promise<Measurement[]> {
  const label = `${count / 1000}k`
  const chunks = corpus.chunks.slice(0, count)
  context.log(`${label}: building`)
  const folder = join(context.scratchFolder, label)
  await mkdir(folder)
  const library = await openSearchLibrary(chunks, folder)
  // Another instance for every round: what one remembers would answer the next.
  const ours = (): Asked => {
    const retrieval = library.open()
    return {
      name: 'LearnPath',
      search: async (query) => await retrieval.search({ query, limit: LIMIT, offset: 0, explain: false }),
    }
  }
  const others: Asked[] = []
  for (const kind of besideMiniSearch ? KEYWORD_ENGINES.filter(({ name }) => name === 'MiniSearch') : []) {
    const other = join(folder, kind.name)
    await kind.build(chunks, other)
    const engine = await kind.open?.(other)
    if (engine !== undefined) others.push({ name: kind.name, search: engine.search })
  }
  const questions = corpus.questions.map(escapeQuery)
  for (let round = 0; round < 2; round += 1) await times([ours()], questions)
  const taken = await times([ours(), ...others], questions)
  const phrases = await times([ours()], PHRASES)
  await library.close()
  const p50 = quantile(taken.get('LearnPath'), 0.5)
  return [
    { name: `${label} search p50`, value: p50, unit: 'ms', target: { operator: '<', value: p50Ms } },
    { name: `${label} search p95`, value: quantile(taken.get('LearnPath'), 0.95), unit: 'ms' },
    { name: `${label} phrase p50`, value: quantile(phrases.get('LearnPath'), 0.5), unit: 'ms' },
    { name: `${label} phrase worst`, value: quantile(phrases.get('LearnPath'), 1), unit: 'ms' },
    ...others.flatMap(({ name }): Measurement[] => {
      const other = quantile(taken.get(name), 0.5)
      return [
        { name: `${label} ${name} p50`, value: other, unit: 'ms', note: 'ids alone, without the text of the hits' },
        {
          name: `${label} p50 of ${name} over ours`,
          value: other / p50,
          unit: 'ratio',
          target: { operator: '>', value: 1 },
        },
      ]
    }),
  ]
}

export const benchmark: Benchmark = {
  name: 'search',
  description: 'the whole search, from the question to ten hits with text and highlights, nothing remembered',
  async run(context) {
    const corpus = await keywordCorpus(context.dataFolder, Math.max(...SIZES.map(({ count }) => count)))
    const measurements: Measurement[] = []
    for (const size of SIZES) measurements.push(...(await measureAt(size, corpus, context)))
    return measurements
  },
}
