import type { HitExplanation } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import type { QueryPlan } from './query-plan.ts'
import type { Ranked } from './rescore.ts'

const FORMULA =
  'score = sum of terms and bonuses; term = weight · frequency · (k1 + 1) / (frequency + k1 · (1 − b + b · length / averageLength)), ' +
  'weight = ln(1 + (chunks − documentFrequency + 0.5) / (documentFrequency + 0.5)) · weight of the match; ' +
  'words-together = 0.4 · the smaller weight of the two words; same-document = 0.2 · score of the best other passage'

/** Where a hit's score comes from; the parts sum to the score. */
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
    bonuses: [
      ...ranked.pairs.map(({ words: pair, score }) => ({ kind: 'words-together' as const, words: pair, score })),
      ...(ranked.documentScore > 0 ? [{ kind: 'same-document' as const, words: '', score: ranked.documentScore }] : []),
    ],
    length: parts[0]?.length ?? 0,
    averageLength: parts[0]?.statistics.averageLength ?? 0,
    formula: FORMULA,
  }
}
