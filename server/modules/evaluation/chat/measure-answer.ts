import type { AskResponse, ChatMeasure, FollowUpQuestion } from '@learnpath/contracts'
import { coveredTopics } from './topic-coverage.ts'

type Measures = Record<ChatMeasure, number | null>

/** What is measured by the clock and the engine while an answer is made. */
export type MeasuredWork = Pick<
  Measures,
  | 'firstTextMs'
  | 'totalMs'
  | 'tokensPerSecond'
  | 'generatedTokens'
  | 'loadMs'
  | 'modelBytes'
  | 'vramBytes'
  | 'processorMs'
  | 'residentBytes'
>

export interface AskedQuestion extends FollowUpQuestion {
  readonly language: string
}

export interface JudgedAnswer {
  readonly topics: { topic: string; found: boolean }[]
  readonly measures: Measures
}

const SUPPORT = { supported: 1, partly: 0.5, 'not-found': 0 } as const

export const NOTHING_MEASURED: MeasuredWork = {
  firstTextMs: null,
  totalMs: null,
  tokensPerSecond: null,
  generatedTokens: null,
  loadMs: null,
  modelBytes: null,
  vramBytes: null,
  processorMs: null,
  residentBytes: null,
}

/**
 * What an answer is worth, as far as a program can tell. An answer that failed has spoken of no topic and is right about nothing; whether
 * its sentences are true is not asked of one that has none.
 */
export function judgeAnswer(asked: AskedQuestion, response: AskResponse | null, work: MeasuredWork): JudgedAnswer {
  const isSilent = response === null || response.abstained
  const topics = coveredTopics(asked.topics, isSilent ? '' : response.answer, asked.language)
  const found = topics.filter((topic) => topic.found).length
  const expectsAnswer = asked.answerable !== false
  return {
    topics,
    measures: {
      ...work,
      topicCoverage: topics.length === 0 || !expectsAnswer ? null : found / topics.length,
      citationPrecision: isSilent ? null : citationPrecision(response),
      faithfulness: isSilent ? null : faithfulness(response),
      abstentionRight: abstentionRight(asked, response),
      documentCited: asked.documents.length === 0 || !expectsAnswer ? null : citesOneOf(asked.documents, response),
    },
  }
}

function abstentionRight({ answerable }: AskedQuestion, response: AskResponse | null): number | null {
  if (answerable === null) return null
  return Number(response !== null && response.abstained !== answerable)
}

/** Of each marker behind a sentence: whether the passage behind it bears the sentence. */
function citationPrecision({ sentences }: AskResponse): number | null {
  const worth = sentences.flatMap(({ citations, quotes, support }) =>
    citations.map((n) => (quotes.some((quote) => quote.n === n) ? SUPPORT[support] : 0)),
  )
  return worth.length === 0 ? null : sum(worth) / worth.length
}

function faithfulness({ sentences }: AskResponse): number | null {
  return sentences.length === 0 ? null : sum(sentences.map(({ support }) => SUPPORT[support])) / sentences.length
}

function citesOneOf(documents: readonly string[], response: AskResponse | null): number {
  const names = (response?.citations ?? []).flatMap(({ path, title }) => [path.toLowerCase(), title.toLowerCase()])
  return Number(documents.some((document) => names.some((name) => name.endsWith(document.toLowerCase()))))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * One number from 0 to 100 for the automatic measures of an answer: the mean of those that it has. An answer that failed, or that is
 * missing where there should be one, has 0; null when nothing was expected of it.
 */
export function automaticQuality(measures: Measures, failed: boolean): number | null {
  const {
    topicCoverage,
    citationPrecision: cited,
    faithfulness: faithful,
    abstentionRight: right,
    documentCited,
  } = measures
  const expected = [topicCoverage, right, documentCited].filter((value) => value !== null)
  if (failed) return 0
  const own = [cited, faithful].filter((value) => value !== null)
  if (expected.length === 0 && own.length === 0) return null
  return (100 * sum([...expected, ...own])) / (expected.length + own.length)
}
