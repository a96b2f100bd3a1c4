import type { AskResponse } from '@learnpath/contracts'
import { parseMarkdown } from '../../server/adapters/parsers/parse-markdown.ts'
import { ANSWER_THRESHOLD } from '../../server/modules/chat/answer-model.ts'
import { createChat, type ChatApi } from '../../server/modules/chat/index.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { abstentionScore, bestThreshold, type Judged } from './abstention-score.ts'
import { isForFitting } from './answer-samples.ts'
import { openAskLibrary, type AskLibrary } from './ask-library.ts'
import { readAskSet, readForeignQuestions, readMarkdownSet, type AskQuestion, type AskSet } from './ask-sets.ts'
import { findGoldSpan, type GoldSpan } from './gold-span.ts'

interface Asked {
  readonly question: AskQuestion
  readonly response: AskResponse
}

/** A gold passage whose words are found less than this in the parsed document counts as not mapped. */
const MAPPED = 0.8

/** What all sets add up to. */
interface Totals {
  quotes: number
  exactQuotes: number
  readonly answerMs: number[]
}

const rate = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole)
const measure = (name: string, value: number, note?: string): Measurement => ({
  name,
  value,
  unit: 'rate',
  ...(note === undefined ? {} : { note }),
})

async function askAll(library: AskLibrary, questions: readonly AskQuestion[], totals: Totals): Promise<Asked[]> {
  const clock = { now: () => 0, monotonicMs: () => performance.now() }
  const chat: ChatApi = createChat({ retrieval: library.retrieval, clock, metrics: createRecordingMetrics() })
  const texts = new Map<string, string>()
  const asked: Asked[] = []
  for (const question of questions) {
    const response = await chat.ask({ question: question.text, maxSentences: 4 })
    asked.push({ question, response })
    totals.answerMs.push(response.tookMs)
    for (const { documentId, start, end, text } of response.citations) {
      const whole = texts.get(documentId) ?? (await library.library.text(documentId)).text
      texts.set(documentId, whole)
      totals.quotes++
      if (whole.slice(start, end) === text) totals.exactQuotes++
    }
  }
  return asked
}

/** Whether a quote from a right document holds one of the answers, case and white space aside. */
function quotesAnswer({ question, response }: Asked, library: AskLibrary): boolean {
  const right = new Set([...question.documentIds].map((id) => library.documentIds.get(id)))
  const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/gu, ' ').trim()
  return response.citations.some(
    ({ documentId, text }) =>
      right.has(documentId) && question.answers.some((answer) => plain(text).includes(plain(answer))),
  )
}

function sentenceRates(name: string, asked: readonly Asked[], library: AskLibrary): Measurement[] {
  const answerable = asked.filter(({ question }) => !question.impossible)
  const answered = answerable.filter(({ response }) => !response.abstained)
  const hits = answered.filter((one) => quotesAnswer(one, library))
  const quotes = answered.reduce((sum, { response }) => sum + response.citations.length, 0)
  return [
    measure(
      `${name}: answer quoted, of all answerable`,
      rate(hits.length, answerable.length),
      `n ${answerable.length}`,
    ),
    measure(`${name}: answer quoted, of those answered`, rate(hits.length, answered.length)),
    measure(`${name}: answered`, rate(answered.length, answerable.length)),
    { name: `${name}: citations per answer`, value: rate(quotes, answered.length), unit: 'citations' },
  ]
}

function abstentionRates(asked: readonly Asked[]): Measurement[] {
  const judgedOf = (fitting: boolean): Judged[] =>
    asked
      .filter(({ question }) => isForFitting(question.id) === fitting)
      .map(({ question, response }) => ({ answerable: !question.impossible, confidence: response.confidence }))
  const held = judgedOf(false)
  const both = (label: string, threshold: number): Measurement[] => {
    const { abstaining, answering } = abstentionScore(held, threshold)
    const note = `threshold ${threshold}, n ${held.length}`
    return [
      measure(`squad2 ${label}: abstention precision`, abstaining.precision, note),
      measure(`squad2 ${label}: abstention recall`, abstaining.recall, note),
      measure(`squad2 ${label}: abstention F1`, abstaining.f1, note),
      measure(`squad2 ${label}: answering precision`, answering.precision, note),
      measure(`squad2 ${label}: answering recall`, answering.recall, note),
      measure(`squad2 ${label}: answering F1`, answering.f1, note),
    ]
  }
  return [
    ...both('product threshold', ANSWER_THRESHOLD),
    ...both('threshold for this set', bestThreshold(judgedOf(true))),
  ]
}

async function odinSpans(set: AskSet): Promise<Map<string, GoldSpan>> {
  const texts = new Map(set.documents.map(({ id, parsed }) => [id, parsed.text]))
  const spans = new Map<string, GoldSpan>()
  for (const { id, gold, documentIds } of set.questions) {
    const text = texts.get([...documentIds][0] ?? '')
    if (gold === undefined || text === undefined) continue
    const span = findGoldSpan(text, (await parseMarkdown(gold.passage)).text, gold.place)
    if (span !== null && span.overlap >= MAPPED) spans.set(id, span)
  }
  return spans
}

async function measureOdin(context: BenchmarkContext, totals: Totals): Promise<Measurement[]> {
  const set = await readAskSet(context.dataFolder, 'odin')
  const library = await openAskLibrary(set.documents, context.scratchFolder)
  const spans = await odinSpans(set)
  const mapped = set.questions.filter(({ id }) => spans.has(id))
  const asked = await askAll(library, mapped, totals)
  const overlaps = ({ question }: Asked, found: { documentId: string; start: number; end: number }): boolean => {
    const span = spans.get(question.id)
    const document = library.documentIds.get([...question.documentIds][0] ?? '')
    return span !== undefined && found.documentId === document && found.start < span.end && found.end > span.start
  }
  const cited = asked.filter((one) => one.response.citations.some((citation) => overlaps(one, citation)))
  const hit = asked.filter((one) => one.response.nearest.some((nearest) => overlaps(one, nearest)))
  const answered = asked.filter(({ response }) => !response.abstained)
  const quotes = answered.reduce((sum, { response }) => sum + response.citations.length, 0)
  await library.close()
  return [
    measure('odin: a cited span overlaps the gold span', rate(cited.length, asked.length), `n ${asked.length}`),
    measure('odin: a cited span overlaps the gold span, of those answered', rate(cited.length, answered.length)),
    measure('odin: a top-5 hit overlaps the gold span', rate(hit.length, asked.length)),
    measure('odin: answered', rate(answered.length, asked.length)),
    measure('odin: gold spans mapped', rate(mapped.length, set.questions.length), `at least ${MAPPED} of their words`),
    { name: 'odin: citations per answer', value: rate(quotes, answered.length), unit: 'citations' },
  ]
}

/** Questions of one set asked of another set's documents: nothing there answers them. */
async function measureForeign(context: BenchmarkContext, totals: Totals): Promise<Measurement[]> {
  const { dataFolder, scratchFolder } = context
  const pairs = [
    { documents: 'squad2-devhalf', questions: ['fairytaleqa', 'scifact', 'odin'] },
    { documents: 'fairytaleqa', questions: ['squad2-devhalf'] },
    { documents: 'odin', questions: ['xquad-en', 'fairytaleqa'] },
    { documents: 'mdn-de', questions: ['xquad-de'] },
  ]
  const results: Measurement[] = []
  for (const { documents, questions } of pairs) {
    const texts =
      documents === 'mdn-de'
        ? await readMarkdownSet(dataFolder, documents)
        : (await readAskSet(dataFolder, documents)).documents
    const library = await openAskLibrary(texts, scratchFolder)
    for (const name of questions) {
      const foreign = readForeignQuestions(dataFolder, name).filter(({ id }) => !isForFitting(id))
      const asked = await askAll(library, foreign, totals)
      const refused = asked.filter(({ response }) => response.abstained).length
      results.push(measure(`${name} asked of ${documents}: refused`, rate(refused, asked.length), `n ${asked.length}`))
    }
    await library.close()
  }
  return results
}

async function run(context: BenchmarkContext): Promise<Measurement[]> {
  const totals: Totals = { quotes: 0, exactQuotes: 0, answerMs: [] }
  const results: Measurement[] = []
  for (const name of ['squad2-devhalf', 'xquad-en', 'xquad-de', 'fairytaleqa']) {
    context.log(name)
    const set = await readAskSet(context.dataFolder, name)
    const library = await openAskLibrary(set.documents, context.scratchFolder)
    const asked = await askAll(library, set.questions, totals)
    results.push(...sentenceRates(name, asked, library))
    if (name === 'squad2-devhalf') results.push(...abstentionRates(asked))
    await library.close()
  }
  context.log('odin')
  results.push(...(await measureOdin(context, totals)))
  context.log('questions of other libraries')
  results.push(...(await measureForeign(context, totals)))
  return [
    ...results,
    {
      ...measure('quotes that are the exact substring', rate(totals.exactQuotes, totals.quotes), `n ${totals.quotes}`),
      target: { operator: '>=', value: 1 },
    },
    { name: 'time per answer, p50', value: percentile(totals.answerMs, 0.5), unit: 'ms' },
    { name: 'time per answer, p95', value: percentile(totals.answerMs, 0.95), unit: 'ms' },
  ]
}

export const benchmark: Benchmark = {
  name: 'ask',
  description:
    'Answers without a language model: is the answer quoted, is the source right, is a question without answer refused',
  run,
}
