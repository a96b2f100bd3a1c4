import { CONFIDENCE_WEIGHTS } from './answer-model.ts'
import { isNegated, type Question } from './question.ts'
import type { QuestionTerm } from './question-terms.ts'
import type { ScoredSentence } from './sentence-score.ts'

/** What tells whether the best sentence answers at all; each from 0 to 1. */
export interface ConfidenceFeatures {
  /** Share of the question's weight in the sentence, the ones beside it, title and headings. */
  readonly support: number
  /** Share of the question's weight in the whole passage with title and headings. */
  readonly context: number
  /** How far the question and one of the headings are the same words. */
  readonly headingFit: number
  /** Share of the question's weight in words that the library does not have, nor the passage a related one. */
  readonly absent: number
  /** Share of the question's names and numbers that are missing around the sentence. */
  readonly anchorsMissing: number
  /** How far the best sentence is ahead of the best one of another passage. */
  readonly margin: number
  /** 1 when the question denies ("which does not …") and the sentence does not. */
  readonly denialMissing: number
}

/** @param ranked all scored sentences, best first; at least one. */
export function confidenceFeatures(
  ranked: readonly [ScoredSentence, ...ScoredSentence[]],
  question: Question,
  terms: readonly QuestionTerm[],
): ConfidenceFeatures {
  const [best] = ranked
  const { features, candidate } = best
  const rival = ranked.find((other) => other.candidate.passage !== candidate.passage)
  const total = terms.reduce((sum, term) => sum + term.weight, 0)
  const absent = terms.filter((term, index) => term.absent && !candidate.passage.matches.has(index))
  return {
    support: features.coverage + features.neighbours + features.headings,
    context: features.passage,
    headingFit: features.headingFit,
    absent: total === 0 ? 1 : absent.reduce((sum, term) => sum + term.weight, 0) / total,
    anchorsMissing: features.anchorsMissing,
    margin: rival === undefined ? 1 : 1 - Math.exp(rival.score - best.score),
    denialMissing: question.negated && !isNegated(candidate.text) ? 1 : 0,
  }
}

/** Logistic model: the probability, from 0 to 1, that the best sentence answers the question. */
export function confidence(features: ConfidenceFeatures): number {
  let logOdds = CONFIDENCE_WEIGHTS.intercept
  for (const name of Object.keys(features) as (keyof ConfidenceFeatures)[]) {
    logOdds += CONFIDENCE_WEIGHTS[name] * features[name]
  }
  return 1 / (1 + Math.exp(-logOdds))
}
