import type { AnswerSettings } from '@learnpath/contracts'
import type { GenerationRequest, LanguageModel } from '../../ports/language-model.ts'

/** Measured in docs/decisions (grounding): more passages hold hardly more answers and take longer to read. */
export const PASSAGES = 8
const SOURCE_TOKENS = 2400
const ANSWER_TOKENS = 768
/** Thoughts come before the answer and need room as well. */
const THINKING_TOKENS = 1024
/** The answer, thoughts included, may not take more than this of the context. */
const ANSWER_SHARE = 0.4

export interface AnswerLimits {
  /** Tokens of all sources at most. */
  readonly sourceTokens: number
  /** Tokens of the context that are kept for the answer and the thoughts before it. */
  readonly answerTokens: number
  readonly generation: Pick<GenerationRequest, 'maximumTokens' | 'temperature' | 'seed' | 'think'>
}

/** What was asked for, or what is best, within what the model can read. */
export function answerLimits(settings: AnswerSettings, { description }: LanguageModel): AnswerLimits {
  const { answerTokens = ANSWER_TOKENS, temperature = 0, seed = 0, think } = settings
  const room = Math.floor(description.contextTokens * ANSWER_SHARE)
  return {
    sourceTokens: SOURCE_TOKENS,
    answerTokens: Math.min(answerTokens + (think === true ? THINKING_TOKENS : 0), room),
    generation: {
      maximumTokens: Math.min(answerTokens, room),
      temperature,
      seed,
      ...(think === undefined ? {} : { think }),
    },
  }
}
