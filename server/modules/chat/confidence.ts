import { CONFIDENCE_WEIGHTS } from './answer-model.ts'
import type { Question } from './question.ts'
import type { QuestionTerm } from './question-terms.ts'
import { negationDiffers, type ScoredSentence } from './sentence-score.ts'

/** What tells whether the best sentence answers at all; each from 0 to 1. */
export interface ConfidenceFeatures {
  /** Share of the question's weight in the sentence itself. */
  readonly coverage: number
  /** Share of the question's weight in the whole passage with title and headings. */
  readonly context: number
  /** Share of the question's weight that its weightiest term missing from the passage has. */
  readonly rarestMissing: number
  /** Share of the question's weight in words that the library does not have at all. */
  readonly absent: number
  readonly anchorsMissing: number
  readonly evidence: number
  readonly order: number
  /** How far the best sentence is ahead of the next one of another passage. */
  readonly margin: number
  readonly negationDiffers: number
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
  const missing = terms.filter((_term, index) => !candidate.passage.matches.has(index))
  const shareOf = (weight: number): number => (total === 0 ? 1 : weight / total)
  return {
    coverage: features.coverage,
    context: features.passage,
    rarestMissing: shareOf(Math.max(0, ...missing.map((term) => term.weight))),
    absent: shareOf(terms.reduce((sum, term) => sum + (term.absent ? term.weight : 0), 0)),
    anchorsMissing: features.anchorsMissing,
    evidence: features.evidence,
    order: features.order,
    margin: rival === undefined ? 1 : 1 - Math.exp(rival.score - best.score),
    negationDiffers: negationDiffers(question, candidate.text) ? 1 : 0,
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
