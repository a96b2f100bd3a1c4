import type { HitExplanation } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { QueryPlan } from './query-plan.ts'
import type { Ranked } from './rescore.ts'

const FORMULA =
  'score = Σ weight · frequency · (k1 + 1) / (frequency + k1 · (1 − b + b · length / averageLength)); ' +
  'weight = ln(1 + (chunks − documentFrequency + 0.5) / (documentFrequency + 0.5)) · weight of the match'

/** Where a hit's score comes from, term by term; the parts sum to the score. */
export function explainHit(index: KeywordIndex, ranked: Ranked, plan: QueryPlan): HitExplanation {
  const words = new Map(plan.terms.map((term) => [`${term.language}\n${term.term}`, term.word]))
  const parts = index.explain(ranked.chunk.id, plan.terms)
  return {
    terms: parts.map(({ term, frequency, score, statistics }) => ({
      term: term.term,
      word: words.get(`${term.language}\n${term.term}`) ?? term.term,
      documentFrequency: statistics.documentFrequency,
      weight: term.weight * inverseDocumentFrequency(statistics),
      frequency,
      score,
    })),
    length: parts[0]?.length ?? 0,
    averageLength: parts[0]?.statistics.averageLength ?? 0,
    formula: FORMULA,
  }
}

/** BM25's idf as Lucene has it, never negative. Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework", 2009. */
export function inverseDocumentFrequency(statistics: {
  readonly documentFrequency: number
  readonly chunkCount: number
}): number {
  const { documentFrequency, chunkCount } = statistics
  if (documentFrequency === 0) return 0
  return Math.log(1 + (chunkCount - documentFrequency + 0.5) / (documentFrequency + 0.5))
}
