import type { Estimate } from '@learnpath/contracts'
import { mean } from '../../../../kernel/statistics/quantile.ts'
import type { Judgement } from '../ratings.ts'
import { estimateOf } from './summarise-measures.ts'

/** Judgements that each subject must have been in before those of people stand for its quality. */
export const JUDGEMENTS_WANTED = 20
const WORST = 1
const POINT = 25

/**
 * Quality from 0 to 100 by what people said: the mean of their points where every judgement has some for both answers, else the share of
 * comparisons won, ties counting half. Null without judgements.
 */
export function peopleQuality(judgements: readonly Judgement[], subject: number, seed: number): Estimate | null {
  const hasPoints = judgements.every(({ points }) => points.every((given) => Object.keys(given).length > 0))
  const byQuestion = new Map<string, number[]>()
  for (const judgement of judgements) {
    const { first, second, questionId } = judgement
    if (first !== subject && second !== subject) continue
    const side = first === subject ? 0 : 1
    const value = hasPoints
      ? (mean(Object.values(judgement.points[side])) - WORST) * POINT
      : 100 * (side === 0 ? judgement.score : 1 - judgement.score)
    byQuestion.set(questionId, [...(byQuestion.get(questionId) ?? []), value])
  }
  return estimateOf([...byQuestion.values()].map(mean), seed, { least: 0, most: 100 })
}
