import type { Candidate } from './candidate-sentences.ts'
import type { ConfidenceFeatures } from './answer-features.ts'
import { CONFIDENCE_WEIGHTS } from './answer-model.ts'
import { holdsOpposite } from './opposites.ts'
import { isNegated, type Question } from './question.ts'
import type { QuestionTerm } from './question-terms.ts'
import type { ScoredSentence } from './sentence-score.ts'

/** From here on a heading is the subject itself, not only about something of it. */
const SAME_HEADING = 0.75
const HEAVY = 6
const LONG_QUESTION = 80

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
    context: features.passage,
    headingFit: features.headingFit,
    absent: total === 0 ? 1 : absent.reduce((sum, term) => sum + term.weight, 0) / total,
    anchorsMissing: features.anchorsMissing,
    margin: rival === undefined ? 1 : 1 - Math.exp(rival.score - best.score),
    denialMissing: question.negated && !isNegated(candidate.text) ? 1 : 0,
    opposite: holdsOpposite(question.text, textAround(candidate), candidate.passage.hit.language) ? 1 : 0,
    heaviestMissing: Math.max(
      0,
      ...terms.map((term, index) => (term.weight * (1 - (candidate.matches.get(index) ?? 0))) / HEAVY),
    ),
    undefinedSubject:
      question.answerType === 'definition' && features.headingFit < SAME_HEADING ? 1 - features.evidence : 0,
    detail: Math.min(1, terms.reduce((sum, { word }) => sum + word.length, 0) / LONG_QUESTION),
  }
}

function textAround({ passage, ordinal }: Candidate): string {
  return passage.candidates
    .slice(Math.max(0, ordinal - 1), ordinal + 2)
    .map(({ text }) => text)
    .join('\n')
}

/** Logistic model: the probability, from 0 to 1, that the best sentence answers the question. */
export function confidence(features: ConfidenceFeatures): number {
  let logOdds = CONFIDENCE_WEIGHTS.intercept
  for (const name of Object.keys(features) as (keyof ConfidenceFeatures)[]) {
    logOdds += CONFIDENCE_WEIGHTS[name] * features[name]
  }
  return 1 / (1 + Math.exp(-logOdds))
}
