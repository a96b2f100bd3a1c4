import type { ConfidenceFeatures } from './confidence.ts'
import type { SentenceFeatures } from './sentence-score.ts'

/*
 * Fitted figures, one set for all languages. To fit them anew: `npx tsx bench/quality/fit-answer-model.ts`
 * (it prints this file's constants; docs/explanation/extractive-answers.md says on which data and what came out).
 */

/** Log odds that a sentence holds the answer, per unit of each feature. */
export const SENTENCE_WEIGHTS: Readonly<Record<keyof SentenceFeatures, number>> = {
  coverage: 6,
  neighbours: 2,
  headings: 1,
  passage: 2,
  order: 1,
  evidence: 1,
  rank: 2,
  opening: 0.2,
  fragment: -0.5,
  length: 0.3,
  anchorsMissing: -0.5,
}

/** Log odds that the best sentence answers, per unit of each feature. */
export const CONFIDENCE_WEIGHTS: Readonly<Record<keyof ConfidenceFeatures | 'intercept', number>> = {
  intercept: -4,
  coverage: 3,
  context: 2,
  rarestMissing: -1,
  absent: -2,
  anchorsMissing: -1,
  evidence: 0.5,
  order: 0.5,
  margin: 0.5,
  negationDiffers: -0.5,
}

/** Below this confidence LearnPath says that the documents do not hold the answer. */
export const ANSWER_THRESHOLD = 0.4
