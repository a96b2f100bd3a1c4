import {
  RETRIEVAL_METRICS,
  type Estimate,
  type LabelOrigin,
  type ReferenceDifference,
  type RetrievalMetric,
  type RetrievalSubjectReport,
} from '@learnpath/contracts'
import { breathe } from '../../../../kernel/breathe.ts'
import { overlap, rankCorrelation } from '../../../../kernel/ranking/compare-rankings.ts'
import { bootstrapInterval } from '../../../../kernel/statistics/bootstrap.ts'
import { permutationTest } from '../../../../kernel/statistics/permutation-test.ts'
import { mean, quantile } from '../../../../kernel/statistics/quantile.ts'
import type { SubjectResult } from '../search-questions.ts'

/** Results of one subject, in the order of the questions. */
export type SubjectResults = readonly SubjectResult[]

const TOP = 10

const valuesOf = (results: SubjectResults, metric: RetrievalMetric): number[] =>
  results.map(({ measures }) => measures[metric])

function estimate(values: readonly number[], seed: number): Estimate {
  return { n: values.length, value: mean(values), ...bootstrapInterval(values, { seed }) }
}

function difference(own: readonly number[], reference: readonly number[], seed: number): ReferenceDifference {
  const differences = own.map((value, at) => value - (reference[at] ?? 0))
  const count = (test: (one: number) => boolean): number => differences.filter(test).length
  return {
    n: differences.length,
    value: mean(differences),
    ...bootstrapInterval(differences, { seed }),
    pValue: permutationTest(differences, seed),
    wins: count((one) => one > 0),
    ties: count((one) => one === 0),
    losses: count((one) => one < 0),
  }
}

/** A value of each metric; gives way to other work in between, as resampling thousands of questions takes a while. */
async function ofEachMetric<Value>(make: (metric: RetrievalMetric) => Value): Promise<Record<RetrievalMetric, Value>> {
  const made: [RetrievalMetric, Value][] = []
  for (const metric of RETRIEVAL_METRICS) {
    made.push([metric, make(metric)])
    await breathe()
  }
  return Object.fromEntries(made) as Record<RetrievalMetric, Value>
}

export async function metricsOf(results: SubjectResults, seed: number): Promise<RetrievalSubjectReport['metrics']> {
  return await ofEachMetric((metric) => estimate(valuesOf(results, metric), seed))
}

export function byOriginOf(
  results: SubjectResults,
  origins: readonly LabelOrigin[],
  seed: number,
): RetrievalSubjectReport['byOrigin'] {
  return [...new Set(origins)].toSorted().map((origin) => {
    const own = results.filter((_, at) => origins[at] === origin)
    return { origin, ndcg10: estimate(valuesOf(own, 'ndcg10'), seed) }
  })
}

export function latencyOf(results: SubjectResults): RetrievalSubjectReport['latency'] {
  const times = Float64Array.from(results, ({ tookMs }) => tookMs).toSorted()
  return { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), searches: times.length }
}

/** Too fast for the clock counts as alike. */
const speedOf = (ownMs: number, referenceMs: number): number => (ownMs > 0 && referenceMs > 0 ? referenceMs / ownMs : 1)

export async function againstReference(
  results: SubjectResults,
  reference: SubjectResults,
  seed: number,
): Promise<RetrievalSubjectReport['againstReference']> {
  const topOf = (at: number): readonly string[] => reference[at]?.top ?? []
  const correlations = results.flatMap(({ top }, at) => rankCorrelation(top, topOf(at), TOP) ?? [])
  return {
    metrics: await ofEachMetric((metric) => difference(valuesOf(results, metric), valuesOf(reference, metric), seed)),
    overlap10: mean(results.map(({ top }, at) => overlap(top, topOf(at), TOP))),
    rankCorrelation: correlations.length === 0 ? null : mean(correlations),
    speed: speedOf(latencyOf(results).p50Ms, latencyOf(reference).p50Ms),
  }
}
