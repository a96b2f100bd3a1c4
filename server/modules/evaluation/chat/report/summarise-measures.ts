import { ChatMeasure, type Estimate, type MeasureSummary, type PairedDifference } from '@learnpath/contracts'
import { bootstrapInterval } from '../../../../kernel/statistics/bootstrap.ts'
import { permutationTest } from '../../../../kernel/statistics/permutation-test.ts'
import { mean, quantile } from '../../../../kernel/statistics/quantile.ts'
import { automaticQuality } from '../measure-answer.ts'
import type { StoredAnswer } from '../stored-chat-run.ts'

type Reading = (answer: StoredAnswer) => number | null

export const qualityOf: Reading = ({ measures, failure }) => automaticQuality(measures, failure !== null)
export const readingOf =
  (measure: ChatMeasure): Reading =>
  ({ measures }) =>
    measures[measure]

/**
 * Mean per question, over its follow-ups and repetitions: answers to one question hang together, so that the question is what counts as
 * an observation.
 */
export function byQuestion(answers: readonly StoredAnswer[], reading: Reading): ReadonlyMap<string, number> {
  const values = new Map<string, number[]>()
  for (const answer of answers) {
    const value = reading(answer)
    if (value === null) continue
    const known = values.get(answer.questionId)
    if (known === undefined) values.set(answer.questionId, [value])
    else known.push(value)
  }
  return new Map([...values].map(([question, own]) => [question, mean(own)]))
}

/** Mean of independent values with its interval; null of nothing. */
export function estimateOf(values: readonly number[], seed: number): Estimate | null {
  if (values.length === 0) return null
  return { n: values.length, value: mean(values), ...bootstrapInterval(values, { seed }) }
}

/** Null when no answer has a value. */
export function summarise(answers: readonly StoredAnswer[], reading: Reading, seed: number): MeasureSummary | null {
  const all = answers.flatMap((answer) => reading(answer) ?? []).toSorted((one, other) => one - other)
  return summaryOf(all, estimateOf([...byQuestion(answers, reading).values()], seed))
}

/** Of values that are observations themselves. */
export const summariseValues = (values: readonly number[], seed: number): MeasureSummary | null =>
  summaryOf(
    values.toSorted((one, other) => one - other),
    estimateOf(values, seed),
  )

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
  const estimate = estimateOf(differences, seed)
  return estimate === null ? null : { ...estimate, pValue: permutationTest(differences, seed) }
}

/** One value per measure. */
export function perMeasure<Value>(make: (measure: ChatMeasure) => Value): Record<ChatMeasure, Value> {
  return Object.fromEntries(ChatMeasure.options.map((measure) => [measure, make(measure)])) as Record<
    ChatMeasure,
    Value
  >
}
