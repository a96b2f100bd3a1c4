import type { GateRule, MeasureVerdict, SuiteMeasure } from '@learnpath/contracts'
import { bootstrapInterval } from '../../../kernel/statistics/bootstrap.ts'
import { permutationTest } from '../../../kernel/statistics/permutation-test.ts'
import { mean } from '../../../kernel/statistics/quantile.ts'

/** Largest drops that are named. */
const NAMED = 5

const keyOf = (one: SuiteMeasure): string => `${one.case} ${one.measure}`

/** Of a drop, one-sided: the differences' signs are drawn alike both ways, so that it is half of the two-sided one. */
function dropProbability(differences: readonly number[], seed: number): number {
  const both = permutationTest(differences, seed)
  return mean(differences) <= 0 ? both / 2 : 1 - both / 2
}

const valueOf = (one: SuiteMeasure, id: string): number => one.values[id] ?? 0

const decimals = (value: number): string => value.toFixed(3)

interface Judged {
  readonly verdict: MeasureVerdict['verdict']
  readonly reason: string
}

function judge(difference: number, p: number, { alpha, minimumEffect, maximumDrop }: GateRule): Judged {
  const drop = -difference
  if (drop > maximumDrop) {
    return { verdict: 'worse', reason: `a drop of ${decimals(drop)}, more than ${maximumDrop} is never let through` }
  }
  if (drop >= minimumEffect && drop > 0 && p <= alpha) {
    return {
      verdict: 'worse',
      reason: `a drop of ${decimals(drop)} with p = ${decimals(p)}, at most ${alpha} is significant`,
    }
  }
  if (drop >= minimumEffect && drop > 0) {
    return { verdict: 'same', reason: `a drop of ${decimals(drop)} that is not significant (p = ${decimals(p)})` }
  }
  if (difference >= minimumEffect && difference > 0 && 1 - p <= alpha) {
    return { verdict: 'better', reason: `a gain of ${decimals(difference)}` }
  }
  return { verdict: 'same', reason: difference === 0 ? 'no difference' : `within ${minimumEffect}` }
}

function compared(before: SuiteMeasure, now: SuiteMeasure, rule: GateRule, seed: number): MeasureVerdict {
  const ids = Object.keys(before.values).filter((id) => id in now.values)
  const unpaired = Object.keys(before.values).length + Object.keys(now.values).length - 2 * ids.length
  const named = {
    case: now.case,
    measure: now.measure,
    before: before.mean,
    now: now.mean,
    pairs: ids.length,
    unpaired,
  }
  if (ids.length === 0) {
    const nothing = { difference: null, low: null, high: null, p: null, lost: [] }
    return { ...named, ...nothing, verdict: 'missing', reason: 'no question is the same as in the baseline' }
  }
  const differences = ids.map((id) => valueOf(now, id) - valueOf(before, id))
  const difference = mean(differences)
  const p = dropProbability(differences, seed)
  const lost = ids
    .map((id) => ({ id, before: valueOf(before, id), now: valueOf(now, id) }))
    .filter((one) => one.now < one.before)
    .toSorted((one, other) => one.now - one.before - (other.now - other.before))
    .slice(0, NAMED)
  return { ...named, difference, ...bootstrapInterval(differences, { seed }), p, lost, ...judge(difference, p, rule) }
}

function alone(one: SuiteMeasure, verdict: 'new' | 'missing'): MeasureVerdict {
  const isNew = verdict === 'new'
  return {
    case: one.case,
    measure: one.measure,
    verdict,
    before: isNew ? null : one.mean,
    now: isNew ? one.mean : null,
    difference: null,
    low: null,
    high: null,
    p: null,
    pairs: 0,
    unpaired: Object.keys(one.values).length,
    reason: isNew ? 'the baseline does not have it' : 'the baseline has it, and it was not measured',
    lost: [],
  }
}

/** What was measured against what was measured before, question by question. */
export function compareMeasures(
  before: readonly SuiteMeasure[],
  now: readonly SuiteMeasure[],
  { gate, seed }: { readonly gate: GateRule; readonly seed: number },
): MeasureVerdict[] {
  const known = new Map(before.map((one) => [keyOf(one), one]))
  const measured = new Set(now.map(keyOf))
  const verdicts = now.map((one) => {
    const former = known.get(keyOf(one))
    return former === undefined ? alone(one, 'new') : compared(former, one, gate, seed)
  })
  const missing = before.filter((one) => !measured.has(keyOf(one))).map((one) => alone(one, 'missing'))
  return [...verdicts, ...missing]
}

/** A measure that has gone missing fails as one that dropped. */
export const isFailing = ({ verdict }: MeasureVerdict): boolean => verdict === 'worse' || verdict === 'missing'
