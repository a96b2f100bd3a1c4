import type { ErrorCode } from '@learnpath/contracts'
import type { ChunkReader, ReadableChunk } from '../../../ports/chunk-reader.ts'
import type { LanguageModel } from '../../../ports/language-model.ts'
import type { LanguageModelsApi } from '../../language-models/index.ts'
import { checkReading, type CheckedReading } from './check-reading.ts'
import { closeCutAnswer } from './close-cut-answer.ts'
import { ExtractedObject } from './extracted-object.ts'
import { extractionPrompt, limitsFor } from './extraction-prompt.ts'
import { meteredModel, type TokenBudget } from './metered-model.ts'

/** Why a passage could not be read; no code: the model answered, but not in the form that was asked for. */
export interface PassageFailure {
  readonly code: ErrorCode | null
  readonly message: string
}

export type PassageOutcome =
  | ({ readonly ok: true } & CheckedReading)
  | { readonly ok: false; readonly failure: PassageFailure }

export interface PassageReaderDependencies {
  readonly languageModels: Pick<LanguageModelsApi, 'generateObject' | 'get'>
  readonly chunkReader: Pick<ChunkReader, 'read'>
}

export interface PassageRequest {
  readonly chunk: ReadableChunk
  readonly model: string
  readonly budget: TokenBudget
  readonly signal: AbortSignal
}

const SEED = 1

/**
 * Has a language model read one passage, and keeps of it what stands there.
 * @throws BudgetSpent, LP_LANGUAGE_MODEL_UNKNOWN, the reason of the signal
 */
export async function readPassage(
  { languageModels, chunkReader }: PassageReaderDependencies,
  { chunk, model, budget, signal }: PassageRequest,
): Promise<PassageOutcome> {
  const limits = limitsFor(chunk.text)
  const metered = meteredModel(languageModels.get(model), budget)
  const made = await languageModels.generateObject({
    schema: ExtractedObject,
    messages: extractionPrompt(chunk.text, limits),
    maximumTokens: limits.tokens,
    seed: SEED,
    model,
    around: () => withCutAnswers(metered.model),
    signal,
  })
  if (made === null) {
    const form = { code: null, message: 'its answers did not have the form that was asked for' }
    return { ok: false, failure: metered.failure() ?? form }
  }
  const [read] = await chunkReader.read([chunk], signal)
  const known = read ?? { language: chunk.language, mentions: [], sentenceEnds: [] }
  return { ok: true, ...checkReading(made.value, { ...known, text: chunk.text }) }
}

/** An answer that its limit ended is as good as what it holds. */
const withCutAnswers = (model: LanguageModel): LanguageModel => ({
  ...model,
  async generate(request) {
    const generation = await model.generate(request)
    if (generation.ended !== 'length') return generation
    return { ...generation, text: closeCutAnswer(generation.text) ?? generation.text }
  },
})
