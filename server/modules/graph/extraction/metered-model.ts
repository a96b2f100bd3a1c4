import { LearnPathError, type ErrorCode } from '@learnpath/contracts'
import type { Generation, GenerationRequest, LanguageModel } from '../../../ports/language-model.ts'
import { promptCeiling } from './prompt-ceiling.ts'

export interface TokensSpent {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** What generations may take together. */
export interface TokenBudget {
  /** Sets so many tokens aside for one call. @returns false when that many are not left: the call is not made then */
  reserve(tokens: number): Promise<boolean>
  /** What the call took, whose reserve ends with it. */
  settle(spent: TokensSpent): Promise<void>
}

/** Not enough of the budget is left for the next call. */
export class BudgetSpent extends Error {
  constructor() {
    super('the next call could take more than is left of the budget')
  }
}

/** What became of the calls for one passage. */
export interface MeteredCalls {
  readonly model: LanguageModel
  /** Why the last call gave nothing; null when it gave an answer. */
  failure(): { readonly code: ErrorCode; readonly message: string } | null
}

/** Codes of calls that an engine did not begin to work on, if no word of an answer came. */
const NOT_BEGUN: ReadonlySet<ErrorCode> = new Set([
  'LP_LANGUAGE_MODEL_UNREACHABLE',
  'LP_LANGUAGE_MODEL_BUSY',
  'LP_LANGUAGE_MODEL_MISSING',
  'LP_PROMPT_TOO_LONG',
])

/**
 * A model of which no call is made unless the most that it can take is set aside before: the ceiling of its prompt, and the tokens of the
 * answer, beyond which it is cut off. A call that fails on its way is charged with all of that.
 */
export function meteredModel(model: LanguageModel, budget: TokenBudget): MeteredCalls {
  let failed: { readonly code: ErrorCode; readonly message: string } | null = null

  async function generate(request: GenerationRequest): Promise<Generation> {
    const promptTokens = promptCeiling(request)
    const completionTokens = request.maximumTokens
    if (!(await budget.reserve(promptTokens + completionTokens))) throw new BudgetSpent()
    const watched = cutOffAfter(completionTokens, request)
    let spent: TokensSpent = { promptTokens, completionTokens }
    try {
      // Thoughts would be paid for, and the form leaves little to think about.
      const generation = await model.generate({ ...watched.request, think: false, limitsThoughts: true })
      spent = await spentOn(model, request, generation)
      failed = null
      return generation
    } catch (failure) {
      if (!(failure instanceof LearnPathError)) throw failure
      failed = { code: failure.code, message: failure.message }
      if (NOT_BEGUN.has(failure.code) && watched.pieces() === 0) spent = { promptTokens: 0, completionTokens: 0 }
      throw failure
    } finally {
      await budget.settle(spent)
    }
  }

  return { model: { ...model, description: model.description, generate }, failure: () => failed }
}

/** No engine makes more pieces than tokens: what goes beyond them does not heed its limit. */
function cutOffAfter(tokens: number, request: GenerationRequest) {
  const controller = new AbortController()
  let pieces = 0
  const count = () => {
    pieces += 1
    if (pieces <= tokens) return
    const detail = 'it wrote more than it was asked for'
    controller.abort(new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail }))
  }
  const signals = [controller.signal, ...(request.signal === undefined ? [] : [request.signal])]
  const watched = { ...request, signal: AbortSignal.any(signals), onText: count, onThinking: count }
  return { request: watched, pieces: () => pieces }
}

/** What the engine says; where it does not, the model's own estimate, which is rather too high. */
async function spentOn(
  model: LanguageModel,
  { messages }: GenerationRequest,
  { text, measure }: Generation,
): Promise<TokensSpent> {
  const { promptTokens, generatedTokens } = measure
  if (promptTokens !== null && generatedTokens !== null) return { promptTokens, completionTokens: generatedTokens }
  const [answer = 0, ...prompt] = await model.countTokens([text, ...messages.map(({ content }) => content)])
  return {
    promptTokens: promptTokens ?? prompt.reduce((sum, tokens) => sum + tokens, 0),
    completionTokens: generatedTokens ?? answer,
  }
}
