import { join } from 'node:path'
import type { SearchHit } from '@learnpath/contracts'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import { analyseQuestion } from '../../server/modules/chat/question.ts'
import type { RetrievalApi } from '../../server/modules/retrieval/index.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readAskSet, type AskQuestion, type AskSet } from './ask-sets.ts'
import { findGoldSpan } from './gold-span.ts'
import { openJudgedLibrary } from './judged-library.ts'
import { openJudgedModels, type OpenModels } from './judged-models.ts'

const DEPTHS = [3, 4, 5, 6, 8, 10, 12]
const BUDGETS = [400, 800, 1200, 1600, 2400, 3200]
/** Characters of a token, rather too few: an engine without a tokenizer at hand counts so. */
const CHARACTERS_PER_TOKEN = 3.5
const BORDER_TOKENS = 40
const QUESTIONS = 400
const MAPPED = 0.8

interface Way {
  readonly name: string
  find(retrieval: RetrievalApi, question: string): Promise<readonly SearchHit[]>
}

const DEPTH = Math.max(...DEPTHS)

const search =
  (options: Partial<Parameters<RetrievalApi['search']>[0]>): Way['find'] =>
  async (retrieval, question) =>
    (await retrieval.search({ query: escapeQuery(question), limit: DEPTH, ...options })).hits

/** Question and telling words alone, asked apart; passages by the better of both places. */
async function twice(retrieval: RetrievalApi, question: string): Promise<readonly SearchHit[]> {
  const { frameWords } = analyseQuestion(question)
  const words = question.split(/[^\p{L}\p{N}'’.-]+/u).filter((word) => !frameWords.has(word.toLowerCase()))
  const lists = await Promise.all(
    [question, words.join(' ')].map(async (query) => await search({ mode: 'keyword' })(retrieval, query || question)),
  )
  const places = new Map<string, { readonly hit: SearchHit; readonly value: number }>()
  for (const hits of lists) {
    for (const hit of hits) {
      const before = places.get(hit.chunkId)?.value ?? 0
      places.set(hit.chunkId, { hit, value: before + 1 / (10 + hit.rank) })
    }
  }
  return [...places.values()].toSorted((a, b) => b.value - a.value).map(({ hit }) => hit)
}

const WAYS: readonly Way[] = [
  { name: 'keyword', find: search({ mode: 'keyword' }) },
  { name: 'hybrid', find: search({ mode: 'hybrid' }) },
  { name: 'keyword, diversity .3', find: search({ mode: 'keyword', diversity: 0.3 }) },
  { name: 'keyword, diversity .6', find: search({ mode: 'keyword', diversity: 0.6 }) },
  { name: 'keyword, asked twice', find: twice },
]

type Holds = (question: AskQuestion, hit: SearchHit) => boolean

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/gu, ' ').trim()

/** A passage of a right document that has the answer in it. */
const hasAnswer: Holds = ({ documentIds, answers }, hit) =>
  documentIds.has(hit.documentId) && answers.some((answer) => answer !== '' && plain(hit.text).includes(plain(answer)))

/** A passage with most of the words of the marked span. */
const hasSpan: Holds = ({ documentIds, gold }, hit) => {
  if (gold === undefined || !documentIds.has(hit.documentId)) return false
  const span = findGoldSpan(hit.text, gold.passage, gold.place)
  return span !== null && span.overlap >= MAPPED
}

function recallAt(found: readonly (readonly boolean[])[], depth: number): number {
  return found.filter((held) => held.slice(0, depth).some(Boolean)).length / found.length
}

const tokensOf = ({ text, title, headingPath }: SearchHit): number =>
  Math.ceil((text.length + title.length + headingPath.join(' ').length) / CHARACTERS_PER_TOKEN) + BORDER_TOKENS

function withinBudget(hits: readonly SearchHit[], budget: number): number {
  let left = budget
  const over = hits.findIndex((hit) => (left -= tokensOf(hit)) < 0)
  return over < 0 ? hits.length : over
}

async function measureSet(set: AskSet, models: OpenModels, context: BenchmarkContext): Promise<Measurement[]> {
  const holds = set.questions.some(({ gold }) => gold !== undefined) ? hasSpan : hasAnswer
  const questions = set.questions
    .filter(({ impossible, answers, gold }) => !impossible && (answers.length > 0 || gold !== undefined))
    .slice(0, QUESTIONS)
  const documents = set.documents.map((document) => ({ ...document, path: document.id }))
  const judged = { name: set.name, documents, queries: questions, relevance: new Map<string, Map<string, number>>() }
  const { retrieval, close } = await openJudgedLibrary(judged, join(context.scratchFolder, set.name), models)
  const measurements: Measurement[] = []
  for (const way of WAYS) {
    context.log(`${set.name}: ${way.name}`)
    const lists: (readonly SearchHit[])[] = []
    for (const { text } of questions) lists.push(await way.find(retrieval, text))
    const found = lists.map((hits, at) => hits.map((hit) => holds(questions[at] as AskQuestion, hit)))
    for (const depth of DEPTHS) {
      const tokens = lists.reduce(
        (sum, hits) => sum + hits.slice(0, depth).reduce((all, hit) => all + tokensOf(hit), 0),
        0,
      )
      measurements.push({
        name: `${set.name}, ${way.name}: answer within ${depth} passages`,
        value: recallAt(found, depth),
        unit: 'rate',
        note: `n ${questions.length}, ${Math.round(tokens / lists.length)} tokens`,
      })
    }
    if (way.name !== 'keyword' && way.name !== 'hybrid') continue
    for (const budget of BUDGETS) {
      const held = found.filter((flags, at) => flags.slice(0, withinBudget(lists[at] ?? [], budget)).some(Boolean))
      measurements.push({
        name: `${set.name}, ${way.name}: answer within ${budget} tokens`,
        value: held.length / found.length,
        unit: 'rate',
      })
    }
  }
  await close()
  return measurements
}

async function run(context: BenchmarkContext): Promise<Measurement[]> {
  const models = await openJudgedModels(context.modelsFolder)
  const measurements: Measurement[] = []
  for (const name of ['squad2-devhalf', 'xquad-de', 'odin', 'fairytaleqa']) {
    measurements.push(...(await measureSet(await readAskSet(context.dataFolder, name), models, context)))
  }
  await models.close()
  return measurements
}

export const benchmark: Benchmark = {
  name: 'passages',
  description: 'How many passages, and which, have to be put before a language model so that the answer is among them',
  run,
}
