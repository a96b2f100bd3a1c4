import type { HitExplanation } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import type { QueryPlan } from './query-plan.ts'
import { RANKING } from './ranking-parameters.ts'
import type { Ranked } from './rescore.ts'

const FORMULA =
  'score = sum of terms and bonuses; term = weight · frequency · (k1 + 1) / (frequency + k1 · (1 − b + b · length / averageLength)), ' +
  'weight = ln(1 + (chunks − documentFrequency + 0.5) / (documentFrequency + 0.5)) · weight of the match; ' +
  `words-together = ${RANKING.proximityShare} · the smaller weight of the two words`

/** Where a hit's score comes from; the parts sum to the score. */
export function explainHit(index: KeywordIndex, ranked: Ranked, plan: QueryPlan): HitExplanation {
  const words = new Map(plan.terms.map((term) => [`${term.language}\n${term.term}`, term.word]))
  const parts = index.explain(ranked.chunk.id, plan.terms)
  return {
    legs: { keyword: null, vector: null, fused: null, rerank: null },
    terms: parts.map(({ term, frequency, score, statistics }) => ({
      term: term.term,
      word: words.get(`${term.language}\n${term.term}`) ?? term.term,
      documentFrequency: statistics.documentFrequency,
      weight: term.weight * inverseDocumentFrequency(statistics),
      frequency,
      score,
    })),
    bonuses: ranked.pairs.map(({ words: pair, score }) => ({ kind: 'words-together', words: pair, score })),
    length: parts[0]?.length ?? 0,
    averageLength: parts[0]?.statistics.averageLength ?? 0,
    formula: FORMULA,
  }
}
