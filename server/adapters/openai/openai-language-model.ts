import { createTokenEstimate } from '../../kernel/text/token-estimate.ts'
import type { Generation, GenerationRequest, LanguageModel } from '../../ports/language-model.ts'
import { chat } from './openai-chat.ts'
import { dialectAfter, FIRST_DIALECT, settingsOf, type Dialect } from './openai-dialect.ts'
import { asLearnPathError, refusal } from './openai-errors.ts'
import type { OpenAiContext } from './openai-options.ts'

/** One model behind an OpenAI-compatible server. The server alone knows what is in memory. */
export function createOpenAiLanguageModel(name: string, context: OpenAiContext): LanguageModel {
  const { http, contextTokens, thinkingTokens, silence, now } = context
  const estimate = createTokenEstimate()
  /** What the server took last. */
  let dialect = FIRST_DIALECT
  /** Whether it was seen to spend its tokens on thoughts. */
  let thinks = false

  /** Asks in other ways until the server takes one; a way that it takes is remembered. */
  async function ask(request: GenerationRequest, limit: number): Promise<Generation> {
    for (let tried: Dialect | null = dialect; ;) {
      const settings = settingsOf(request, limit, tried)
      const body = { model: name, messages: request.messages, stream: true, ...settings }
      const outcome = await chat({ http, request, body, silence, now })
      if (!('status' in outcome)) {
        dialect = tried
        return outcome
      }
      const error = refusal(http.place, name, outcome)
      tried = error.code === 'LP_LANGUAGE_MODEL_FAILED' ? dialectAfter(outcome, settings, tried) : null
      if (tried === null) throw error
    }
  }

  async function generate(request: GenerationRequest): Promise<Generation> {
    request.signal?.throwIfAborted()
    const { maximumTokens, limitsThoughts = false } = request
    const leavesRoom = !limitsThoughts && (request.think === true || (thinks && request.think !== false))
    const generation = await ask(request, maximumTokens + (leavesRoom ? thinkingTokens : 0))
    estimate.learn(
      request.messages.map(({ content }) => content),
      generation.measure.promptTokens,
    )
    // All tokens went into thoughts: whether a model thinks cannot be asked, so that the first answer tells it.
    if (leavesRoom || generation.text !== '' || generation.ended !== 'length') return generation
    thinks = true
    if (limitsThoughts) return generation
    return await ask(request, maximumTokens + thinkingTokens)
  }

  return {
    get description() {
      const left = thinks ? Math.max(contextTokens - thinkingTokens, Math.floor(contextTokens / 2)) : contextTokens
      return { id: `openai:${name}`, engine: 'openai' as const, name, contextTokens: left }
    },
    async generate(request) {
      try {
        return await generate(request)
      } catch (failure) {
        throw asLearnPathError(failure)
      }
    },
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => estimate.count(text))),
    load: async () => await Promise.resolve(),
    unload: async () => await Promise.resolve(),
    residency: async () => await Promise.resolve(null),
  }
}
