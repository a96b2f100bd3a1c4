import { ChatMeasure, type Estimate, type MeasureSummary, type PairedDifference } from '@learnpath/contracts'
import { bootstrapInterval } from '../../../../kernel/statistics/bootstrap.ts'
import { permutationTest } from '../../../../kernel/statistics/permutation-test.ts'
import { mean, quantile } from '../../../../kernel/statistics/quantile.ts'
import { wilsonInterval } from '../../../../kernel/statistics/wilson-interval.ts'
import { automaticQuality } from '../measure-answer.ts'
import type { StoredAnswer } from '../stored-chat-run.ts'

/** What is read of an answer. */
export interface Reading {
  readonly of: (answer: StoredAnswer) => number | null
  /** Values lie between 0 and this; null when there is no end to them. */
  readonly most: number | null
}

const SHARES: ReadonlySet<ChatMeasure> = new Set([
  'topicCoverage',
  'citationPrecision',
  'faithfulness',
  'abstentionRight',
  'documentCited',
])

export const QUALITY: Reading = {
  of: ({ measures, failure }) => automaticQuality(measures, failure !== null),
  most: 100,
}
export const readingOf = (measure: ChatMeasure): Reading => ({
  of: ({ measures }) => measures[measure],
  most: SHARES.has(measure) ? 1 : null,
})

/**
 * Mean per question, over its follow-ups and repetitions: answers to one question hang together, so that the question is what counts as
 * an observation.
 */
export function byQuestion(answers: readonly StoredAnswer[], reading: Reading): ReadonlyMap<string, number> {
  const values = new Map<string, number[]>()
  for (const answer of answers) {
    const value = reading.of(answer)
    if (value === null) continue
    const known = values.get(answer.questionId)
    if (known === undefined) values.set(answer.questionId, [value])
    else known.push(value)
  }
  return new Map([...values].map(([question, own]) => [question, mean(own)]))
}

interface Bounds {
  readonly least: number
  readonly most: number
}

/**
 * Mean of independent values with its interval; null of nothing. Drawing again from values that are all the same shows no spread, which is
 * no proof that there is none: where values have bounds, the interval is then that of a share (Wilson), which is rather too wide.
 */
export function estimateOf(values: readonly number[], seed: number, bounds: Bounds | null = null): Estimate | null {
  if (values.length === 0) return null
  const estimate = { n: values.length, value: mean(values) }
  const isConstant = values.every((value) => value === values[0])
  if (bounds === null || !isConstant) return { ...estimate, ...bootstrapInterval(values, { seed }) }
  const range = bounds.most - bounds.least
  const { low, high } = wilsonInterval(((estimate.value - bounds.least) / range) * values.length, values.length)
  return { ...estimate, low: bounds.least + low * range, high: bounds.least + high * range }
}

/** Null when no answer has a value. */
export function summarise(answers: readonly StoredAnswer[], reading: Reading, seed: number): MeasureSummary | null {
  const all = answers.flatMap((answer) => reading.of(answer) ?? []).toSorted((one, other) => one - other)
  return summaryOf(all, estimateOf([...byQuestion(answers, reading).values()], seed, boundsOf(reading)))
}

/** Of values that are observations themselves. */
export const summariseValues = (values: readonly number[], seed: number): MeasureSummary | null =>
  summaryOf(
    values.toSorted((one, other) => one - other),
    estimateOf(values, seed),
  )

const boundsOf = ({ most }: Reading): Bounds | null => (most === null ? null : { least: 0, most })

function summaryOf(ascending: readonly number[], estimate: Estimate | null): MeasureSummary | null {
  if (estimate === null) return null
  return { ...estimate, answers: ascending.length, median: quantile(ascending, 0.5), p95: quantile(ascending, 0.95) }
}

/** First minus second over the questions that both have a value for; null when there is none. */
export function pairedDifference(
  first: readonly StoredAnswer[],
  second: readonly StoredAnswer[],
  reading: Reading,
  seed: number,
): PairedDifference | null {
  const other = byQuestion(second, reading)
  const differences = [...byQuestion(first, reading)].flatMap(([question, value]) => {
    const compared = other.get(question)
    return compared === undefined ? [] : [value - compared]
  })
  const { most } = reading
  const estimate = estimateOf(differences, seed, most === null ? null : { least: -most, most })
  return estimate === null ? null : { ...estimate, pValue: permutationTest(differences, seed) }
}

/** One value per measure. */
export function perMeasure<Value>(make: (measure: ChatMeasure) => Value): Record<ChatMeasure, Value> {
  return Object.fromEntries(ChatMeasure.options.map((measure) => [measure, make(measure)])) as Record<
    ChatMeasure,
    Value
  >
}
