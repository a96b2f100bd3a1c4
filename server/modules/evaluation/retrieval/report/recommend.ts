import type { RetrievalRecommendation } from '@learnpath/contracts'
import { bootstrapInterval } from '../../../../kernel/statistics/bootstrap.ts'
import { permutationTest } from '../../../../kernel/statistics/permutation-test.ts'
import { mean } from '../../../../kernel/statistics/quantile.ts'
import { pairsNeeded, spreadOf } from './sample-size.ts'

/** What a choice is made by. */
export interface Contender {
  readonly name: string
  /** nDCG@10 of each question, in the same order for all. */
  readonly values: readonly number[]
  readonly p50Ms: number
  readonly memoryBytes: number
}

/** Difference of nDCG@10 that counts as none. */
const MARGIN = 0.01
const ALPHA = 0.05
/** An interval that reaches further than this says nothing about a difference of the size of the margin. */
const TOO_WIDE = 0.05
/** What searching takes anyway: below it, less is no gain. */
const BASE_MS = 1
const BASE_BYTES = 16_000_000

interface Compared {
  readonly contender: Contender
  /** Mean difference to the best; 0 or less. */
  readonly difference: number
  readonly low: number
  readonly high: number
  readonly p: number
  readonly spread: number
}

/** Time and memory count alike: half the time is worth as much as half the memory. */
const costOf = ({ p50Ms, memoryBytes }: Contender): number => (p50Ms + BASE_MS) * (memoryBytes + BASE_BYTES)

function compareWith(best: Contender, contender: Contender, seed: number): Compared {
  const differences = contender.values.map((value, at) => value - (best.values[at] ?? 0))
  const { low, high } = bootstrapInterval(differences, { seed })
  const difference = mean(differences)
  return { contender, difference, low, high, p: permutationTest(differences, seed), spread: spreadOf(differences) }
}

const isWorse = ({ difference, p }: Compared): boolean => difference < 0 && p < ALPHA
const isShownAlike = ({ low }: Compared): boolean => low >= -MARGIN
/** As good, as far as the questions tell. */
const isAsGood = (one: Compared): boolean => isShownAlike(one) || (one.difference >= -MARGIN && !isWorse(one))

const decimals = (value: number): string => value.toFixed(3)
const times = (factor: number): string => (factor >= 10 ? factor.toFixed(0) : factor.toFixed(1))

/** Such as "3.1x faster, 1/4 of the memory". */
function savings(chosen: Contender, best: Contender): string {
  const faster = best.p50Ms / chosen.p50Ms
  const smaller = chosen.memoryBytes === 0 ? Infinity : best.memoryBytes / chosen.memoryBytes
  const parts: string[] = []
  if (faster >= 1.1) parts.push(`${times(faster)}x faster`)
  if (smaller === Infinity && best.memoryBytes > 0) parts.push('no model in memory')
  else if (smaller >= 1.1) parts.push(`1/${times(smaller)} of the memory`)
  return parts.length === 0 ? 'no dearer' : parts.join(', ')
}

function certaintyOf(chosen: Compared, others: readonly Compared[]): RetrievalRecommendation['certainty'] {
  if (chosen.difference < 0) {
    if (isShownAlike(chosen)) return 'shown'
    return chosen.low < -TOO_WIDE ? 'open' : 'likely'
  }
  const cheaper = others.filter(({ contender }) => costOf(contender) < costOf(chosen.contender))
  if (cheaper.some((one) => !isWorse(one))) return 'open'
  return others.every((one) => isWorse(one) || isShownAlike(one)) ? 'shown' : 'likely'
}

/** The rival that keeps the question open. */
function openRival(chosen: Compared, others: readonly Compared[]): Compared | null {
  if (chosen.difference < 0) return chosen
  return others.find((one) => !isWorse(one) && costOf(one.contender) < costOf(chosen.contender)) ?? null
}

function reasonsFor(chosen: Compared, best: Contender, others: readonly Compared[]): string[] {
  const reasons: string[] = []
  if (chosen.contender !== best) {
    reasons.push(
      `nDCG@10 ${decimals(mean(chosen.contender.values))} against ${decimals(mean(best.values))} of ${best.name}: ` +
        `difference ${decimals(chosen.difference)}, 95 % [${decimals(chosen.low)}, ${decimals(chosen.high)}], p = ${decimals(chosen.p)}`,
      `compared with ${best.name}: ${savings(chosen.contender, best)}`,
    )
  }
  for (const other of others) {
    if (!isWorse(other)) continue
    reasons.push(
      `${other.contender.name} is worse by ${decimals(-other.difference)} than ${best.name}, 95 % ` +
        `[${decimals(-other.high)}, ${decimals(-other.low)}], p = ${decimals(other.p)}`,
    )
  }
  return reasons
}

function sentenceFor(
  chosen: Compared,
  best: Contender,
  told: Pick<RetrievalRecommendation, 'certainty' | 'questionsNeeded'>,
): string {
  const { name } = chosen.contender
  const ending =
    told.certainty === 'open' && told.questionsNeeded !== null
      ? ` The questions are too few to be sure: about ${told.questionsNeeded} would show it.`
      : ''
  if (chosen.contender === best) return `${name}: the best of those compared.${ending}`
  const same = chosen.difference >= -MARGIN ? `within ±${MARGIN.toFixed(2)}` : 'no worse that it shows'
  return `${name}: same quality as ${best.name} (${same}), ${savings(chosen.contender, best)}.${ending}`
}

/**
 * The cheapest of those that are as good as the best: not significantly worse and within the margin on average, or shown to be
 * within it. Null with fewer than two.
 */
export function recommend(contenders: readonly Contender[], seed: number): RetrievalRecommendation | null {
  const [first] = contenders
  if (first === undefined || contenders.length < 2) return null
  const quality = new Map(contenders.map((contender) => [contender, mean(contender.values)]))
  const best = contenders.reduce(
    (leader, one) => ((quality.get(one) ?? 0) > (quality.get(leader) ?? 0) ? one : leader),
    first,
  )
  const compared = contenders.map((contender) => compareWith(best, contender, seed))
  const asGood = compared.filter((one) => one.contender === best || isAsGood(one))
  const chosen =
    asGood.toSorted((one, other) => costOf(one.contender) - costOf(other.contender))[0] ?? compareWith(best, best, seed)
  const others = compared.filter((one) => one.contender !== chosen.contender && one.contender !== best)
  const certainty = certaintyOf(chosen, others)
  const rival = certainty === 'open' ? openRival(chosen, others) : null
  const questionsNeeded =
    rival === null ? null : pairsNeeded(Math.max(MARGIN, Math.abs(rival.difference)), rival.spread)
  return {
    subject: chosen.contender.name,
    best: best.name,
    certainty,
    sentence: sentenceFor(chosen, best, { certainty, questionsNeeded }),
    reasons: reasonsFor(chosen, best, others),
    margin: MARGIN,
    questionsNeeded,
  }
}
