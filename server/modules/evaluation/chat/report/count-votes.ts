import { RatedQuality, type Estimate, type SubjectStrength, type VoteReport } from '@learnpath/contracts'
import { bradleyTerry, bradleyTerryIntervals, type Contest } from '../../../../kernel/statistics/bradley-terry.ts'
import { mean } from '../../../../kernel/statistics/quantile.ts'
import { signTest } from '../../../../kernel/statistics/sign-test.ts'
import { votesNeeded } from '../../../../kernel/statistics/votes-needed.ts'
import { wilsonInterval } from '../../../../kernel/statistics/wilson-interval.ts'
import type { Judgement } from '../ratings.ts'
import { estimateOf } from './summarise-measures.ts'

const SIGNIFICANT = 0.05

/** Values by what they belong to. */
function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known === undefined) groups.set(keyOf(item), [item])
    else known.push(item)
  }
  return [...groups.values()]
}

/** Judgements on two subjects, as of the first; null without any. */
export function countVotes(
  judgements: readonly Judgement[],
  { first, second, seed }: { readonly first: number; readonly second: number; readonly seed: number },
): VoteReport | null {
  const own = judgements.filter((one) => one.first === first && one.second === second)
  const scores = own.map(({ score }) => score)
  const byQuestion = estimateOf(
    grouped(own, ({ questionId }) => questionId).map((group) => mean(group.map(({ score }) => score))),
    seed,
    { least: 0, most: 1 },
  )
  if (byQuestion === null) return null
  const wins = scores.filter((score) => score === 1).length
  const losses = scores.filter((score) => score === 0).length
  const won = scores.reduce((sum, score) => sum + score, 0)
  const winRate: Estimate = { n: own.length, value: won / own.length, ...wilsonInterval(won, own.length) }
  const pValue = signTest(wins, losses)
  return {
    wins,
    losses,
    ties: own.length - wins - losses,
    bothBad: own.filter(({ bothBad }) => bothBad).length,
    winRate,
    byQuestion,
    pValue,
    moreVotes: moreVotes(winRate, pValue),
  }
}

function moreVotes({ n, value }: Estimate, pValue: number): number | null {
  if (pValue < SIGNIFICANT) return 0
  const needed = votesNeeded(value)
  // A difference that would have been shown by so many votes and was not: one more has to tell.
  return needed === null ? null : Math.max(1, needed - n)
}

/** Strengths of all from all judgements; null for fewer than three that were judged. */
export function rankSubjects(
  judgements: readonly Judgement[],
  labels: readonly string[],
  seed: number,
): SubjectStrength[] | null {
  const judged = [...new Set(judgements.flatMap(({ first, second }) => [first, second]))].toSorted((a, b) => a - b)
  if (judged.length < 3) return null
  const place = (subject: number): number => judged.indexOf(subject)
  const contest = ({ first, second, score }: Judgement): Contest => ({
    first: place(first),
    second: place(second),
    score,
  })
  const strengths = bradleyTerry(judged.length, judgements.map(contest))
  const groups = grouped(judgements, ({ questionId }) => questionId).map((group) => group.map(contest))
  const intervals = bradleyTerryIntervals(judged.length, groups, { seed })
  return judged
    .map((subject, at): SubjectStrength => {
      const value = strengths[at] ?? 0
      const { low, high } = intervals[at] ?? { low: value, high: value }
      const n = judgements.filter(({ first, second }) => first === subject || second === subject).length
      return { label: labels[subject] ?? '', strength: { n, value, low, high }, winShare: 1 / (1 + Math.exp(-value)) }
    })
    .toSorted((one, other) => other.strength.value - one.strength.value)
}

/** Points of one subject by what was rated, from all pairs that it was in. */
export function pointsOf(
  judgements: readonly Judgement[],
  subject: number,
  seed: number,
): Record<RatedQuality, Estimate | null> {
  const own = judgements.flatMap(({ first, second, points, questionId }) =>
    first === subject
      ? [{ questionId, points: points[0] }]
      : second === subject
        ? [{ questionId, points: points[1] }]
        : [],
  )
  const of = (quality: RatedQuality): Estimate | null => {
    const given = own.flatMap(({ questionId, points }) => {
      const value = points[quality]
      return value === undefined ? [] : [{ questionId, value }]
    })
    const groups = grouped(given, ({ questionId }) => questionId)
    return estimateOf(
      groups.map((group) => mean(group.map(({ value }) => value))),
      seed,
      { least: 1, most: 5 },
    )
  }
  return Object.fromEntries(RatedQuality.options.map((quality) => [quality, of(quality)])) as Record<
    RatedQuality,
    Estimate | null
  >
}

/** Judgements that a subject was in. */
export const judgementsOf = (judgements: readonly Judgement[], subject: number): number =>
  judgements.filter(({ first, second }) => first === subject || second === subject).length
