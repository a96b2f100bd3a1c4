import type { ConfidenceFeatures, SentenceFeatures } from './answer-features.ts'

/**
 * How much each feature says for a sentence, in log odds per unit. Set by hand and left round: weights fitted to half of the
 * labelled questions find no more answers in the other half (docs/explanation/extractive-answers.md).
 */
export const SENTENCE_WEIGHTS: Readonly<Record<keyof SentenceFeatures, number>> = {
  coverage: 6,
  neighbours: 2,
  headings: 1,
  headingFit: 2,
  passage: 2,
  order: 1,
  evidence: 1,
  rank: 4,
  opening: 0.2,
  fragment: -0.5,
  length: 0.3,
  anchorsMissing: -0.5,
}

/**
 * Log odds that the best sentence answers, per unit of each feature; one model for all languages. Fitted by
 * `npx tsx bench/quality/fit-confidence.ts`, which prints them; run it again when a feature or the ranking changes.
 */
export const CONFIDENCE_WEIGHTS: Readonly<Record<keyof ConfidenceFeatures | 'intercept', number>> = {
  intercept: -1.47,
  support: 1.76,
  context: 0.91,
  headingFit: 1,
  absent: -2.97,
  anchorsMissing: -1.33,
  margin: 0.8,
  denialMissing: -3.02,
}

/**
 * Below this confidence LearnPath says that the documents do not hold the answer. Printed by the same program: it refuses
 * 95 % of the fitting half's questions whose subject is not in the library.
 */
export const ANSWER_THRESHOLD = 0.437
