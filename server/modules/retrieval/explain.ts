import type { HitExplanation, LegExplanation, SearchResponse } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import { FUSION } from './hybrid/fusion-parameters.ts'
import { inverseDocumentFrequency } from './inverse-document-frequency.ts'
import type { QueryPlan } from './query-plan.ts'
import { RANKING } from './ranking-parameters.ts'
import type { Ranked } from './rescore.ts'

const KEYWORD_FORMULA =
  'score = sum of terms and bonuses; term = weight · frequency · (k1 + 1) / (frequency + k1 · (1 − b + b · length / averageLength)), ' +
  'weight = ln(1 + (chunks − documentFrequency + 0.5) / (documentFrequency + 0.5)) · weight of the match; ' +
  `words-together = ${RANKING.proximityShare} · the smaller weight of the two words`

const FORMULAS: Readonly<Record<SearchResponse['engine'], string>> = {
  keyword: KEYWORD_FORMULA,
  vector: 'score = cosine of query and passage',
  hybrid:
    'score = keyword / best keyword score + w · (cosine − last cosine) / (best cosine − last cosine), ' +
    `last = the ${FUSION.depth}th of the vector leg, w = ${FUSION.weights.base} + ${FUSION.weights.whenAgreeing} · that share of the best keyword hit ` +
    `(${FUSION.foreignWeights.base} where the model was not made for the language of the query); keyword: ${KEYWORD_FORMULA}`,
}

export interface ExplainedHit {
  readonly ranked: Ranked
  readonly legs: LegExplanation
  readonly engine: SearchResponse['engine']
}

/** Where a hit's score comes from: its place in each leg, and the parts that its keyword score sums up. */
export async function explainHit(
  index: KeywordIndex,
  { ranked, legs, engine }: ExplainedHit,
  plan: QueryPlan,
): Promise<HitExplanation> {
  const words = new Map(plan.terms.map((term) => [`${term.language}\n${term.term}`, term.word]))
  const parts = await index.explain(ranked.chunk.id, plan.terms)
  return {
    legs,
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
    formula: FORMULAS[engine],
  }
}
