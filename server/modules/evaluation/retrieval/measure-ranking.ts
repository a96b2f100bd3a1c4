import { RETRIEVAL_METRICS, type RetrievalMetric } from '@learnpath/contracts'
import {
  firstRelevantRank,
  ndcg,
  precision,
  recall,
  reciprocalRank,
  type Grades,
} from '../../../kernel/ranking/ranking-metrics.ts'

/** Hits asked for: the deepest measure. */
export const DEPTH = 50
/** A document has many passages: so many give some ten documents. */
export const DOCUMENT_DEPTH = 100
const PAGE = 10

export type RankingMeasures = Readonly<Record<RetrievalMetric, number>>

/** Whether one of the first `depth` counts. */
const hit = (ranking: readonly string[], grades: Grades, depth: number): number => {
  const rank = firstRelevantRank(ranking, grades)
  return rank !== null && rank <= depth ? 1 : 0
}

const MEASURES: Readonly<Record<RetrievalMetric, (ranking: readonly string[], grades: Grades) => number>> = {
  ndcg10: (ranking, grades) => ndcg(ranking, grades, PAGE),
  mrr10: (ranking, grades) => reciprocalRank(ranking, grades, PAGE),
  recall5: (ranking, grades) => recall(ranking, grades, 5),
  recall10: (ranking, grades) => recall(ranking, grades, PAGE),
  recall50: (ranking, grades) => recall(ranking, grades, DEPTH),
  hit1: (ranking, grades) => hit(ranking, grades, 1),
  hit3: (ranking, grades) => hit(ranking, grades, 3),
  hit10: (ranking, grades) => hit(ranking, grades, PAGE),
  precision10: (ranking, grades) => precision(ranking, grades, PAGE),
}

/** All measures of one ranking, each from 0 to 1. */
export function measureRanking(ranking: readonly string[], grades: Grades): RankingMeasures {
  const measured = RETRIEVAL_METRICS.map((metric) => [metric, MEASURES[metric](ranking, grades)] as const)
  return Object.fromEntries(measured) as Record<RetrievalMetric, number>
}
