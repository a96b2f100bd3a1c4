import { randomFor } from '../seeded-random.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { mean, quantile } from './quantile.ts'
import type { Interval } from './wilson-interval.ts'

const RESAMPLES = 2000
const LEVEL = 0.95

export interface BootstrapOptions {
  readonly seed: number
  /** Default 2000. */
  readonly resamples?: number
  /** Default 0.95. */
  readonly level?: number
  /** Default: the mean. */
  readonly statistic?: (values: readonly number[]) => number
}

/**
 * 95 % interval of a statistic of independent values by the bias-corrected and accelerated bootstrap (Efron 1987): values are drawn
 * again and again, and the percentiles are shifted for bias and skewness, the latter by leaving out one value at a time. The same seed
 * gives the same interval. A single value gives itself: nothing is known of its spread.
 */
export function bootstrapInterval(values: readonly number[], options: BootstrapOptions): Interval {
  const { seed, resamples = RESAMPLES, level = LEVEL, statistic = mean } = options
  const observed = statistic(values)
  if (values.length < 2 || values.every((value) => value === values[0])) return { low: observed, high: observed }
  const drawn = resampled(values, { random: randomFor(seed, 'bootstrap'), resamples, statistic })
  const bias = normalQuantile(shareBelow(drawn, observed))
  const acceleration = accelerationOf(values, statistic)
  const end = (share: number): number => {
    const z = bias + normalQuantile(share)
    return quantile(drawn, normalCdf(bias + z / (1 - acceleration * z)))
  }
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) }
}

/** Ascending. */
function resampled(
  values: readonly number[],
  {
    random,
    resamples,
    statistic,
  }: Required<Pick<BootstrapOptions, 'resamples' | 'statistic'>> & { random: () => number },
): Float64Array {
  const drawn = new Float64Array(resamples)
  const sample: number[] = [...values]
  for (let round = 0; round < resamples; round++) {
    for (let at = 0; at < sample.length; at++) sample[at] = values[Math.floor(random() * values.length)] ?? 0
    drawn[round] = statistic(sample)
  }
  return drawn.toSorted()
}

/** Equal ones count half; never 0 or 1, which no finite shift belongs to. */
function shareBelow(drawn: Float64Array, observed: number): number {
  let below = 0
  for (const value of drawn) below += value < observed ? 1 : value === observed ? 0.5 : 0
  const least = 0.5 / drawn.length
  return Math.min(1 - least, Math.max(least, below / drawn.length))
}

function accelerationOf(values: readonly number[], statistic: (values: readonly number[]) => number): number {
  const without = values.map((_, left) => statistic(values.filter((__, at) => at !== left)))
  const centre = mean(without)
  const squares = without.reduce((sum, value) => sum + (centre - value) ** 2, 0)
  const cubes = without.reduce((sum, value) => sum + (centre - value) ** 3, 0)
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
}
