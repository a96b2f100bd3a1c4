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
  compounds: 1,
  conditional: -2,
}

/**
 * Log odds that the best sentence answers, per unit of each feature; one model for all languages. Fitted by
 * `npx tsx bench/quality/fit-confidence.ts`, which prints them; run it again when a feature or the ranking changes.
 */
export const CONFIDENCE_WEIGHTS: Readonly<Record<keyof ConfidenceFeatures | 'intercept', number>> = {
  intercept: -0.58,
  context: 1.82,
  headingFit: 2.68,
  absent: -2.51,
  anchorsMissing: -1.08,
  margin: 0.48,
  denialMissing: -3.33,
  opposite: -1.74,
  heaviestMissing: -1.7,
  undefinedSubject: -1.89,
  detail: 2.25,
}

/**
 * Below this confidence LearnPath says that the documents do not hold the answer. Printed by the same program: it answers 87 % of
 * the fitting half's questions that SQuAD 2's documents answer.
 */
export const ANSWER_THRESHOLD = 0.549
