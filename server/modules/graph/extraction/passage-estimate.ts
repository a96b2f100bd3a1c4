import { z } from 'zod'
import type { LanguageModel } from '../../../ports/language-model.ts'
import { ExtractedObject } from './extracted-object.ts'
import { extractionPrompt, limitsFor } from './extraction-prompt.ts'
import { promptCeiling } from './prompt-ceiling.ts'

/** What reading one passage takes, when the first answer is a good one. */
export interface PassageEstimate {
  /** Rather too many. */
  readonly promptTokens: number
  /** At most. */
  readonly completionTokens: number
  /** That are set aside before the call, see `meteredModel`. */
  readonly reserve: number
}

export type EstimatePassages = (texts: readonly string[]) => Promise<readonly PassageEstimate[]>

/** What the tokens of the schema's marks and of a chat template add to those of the texts. */
const BESIDE = 24

/** What passages take with this model. */
export async function passageEstimator(model: Pick<LanguageModel, 'countTokens'>): Promise<EstimatePassages> {
  const frame = extractionPrompt('', limitsFor(''))
  const schema = z.toJSONSchema(ExtractedObject, { io: 'input' })
  // The schema is in the prompt too.
  const told = [...frame, { role: 'system' as const, content: JSON.stringify(schema) }]
  const counted = await model.countTokens(told.map(({ content }) => content))
  const fixed = counted.reduce((sum, tokens) => sum + tokens, BESIDE)
  const ceiling = promptCeiling({ messages: told, schema })
  return async (texts) => {
    const tokens = await model.countTokens(texts)
    return texts.map((text, at) => {
      const completionTokens = limitsFor(text).tokens
      const reserve = ceiling + Buffer.byteLength(text) + completionTokens
      return { promptTokens: fixed + (tokens[at] ?? 0), completionTokens, reserve }
    })
  }
}
