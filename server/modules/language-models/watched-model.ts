import { LearnPathError } from '@learnpath/contracts'
import type { Generation, GenerationRequest, LanguageModel } from '../../ports/language-model.ts'
import type { Metrics } from '../../ports/metrics.ts'

export interface WatchedModelDependencies {
  readonly metrics: Pick<Metrics, 'languageModelEnded'>
  /** How long nothing may come, before the first token (loading included) or after it. */
  readonly patienceMs: number
}

/** A model whose generations are counted, and given up when nothing comes of them for too long. */
export function watchModel(model: LanguageModel, { metrics, patienceMs }: WatchedModelDependencies): LanguageModel {
  const { engine } = model.description
  async function generate(request: GenerationRequest): Promise<Generation> {
    const patience = startPatience(patienceMs)
    const { onText, onThinking, signal } = request
    const watched: GenerationRequest = {
      ...request,
      signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
      onText(text) {
        patience.renew()
        onText?.(text)
      },
      onThinking(text) {
        patience.renew()
        onThinking?.(text)
      },
    }
    try {
      const generation = await model.generate(watched)
      metrics.languageModelEnded({ engine, outcome: generation.ended }, generation.measure)
      return generation
    } catch (failure) {
      const outcome = signal?.aborted === true ? 'cancelled' : 'failed'
      metrics.languageModelEnded({ engine, outcome }, null)
      throw failure
    } finally {
      patience.end()
    }
  }
  return {
    description: model.description,
    generate,
    countTokens: async (texts) => await model.countTokens(texts),
    load: async (signal) => await model.load(signal),
    unload: async () => await model.unload(),
    residency: async (signal) => await model.residency(signal),
  }
}

function startPatience(patienceMs: number): { readonly signal: AbortSignal; renew(): void; end(): void } {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    const detail = `nothing came for ${patienceMs / 1000} seconds (LEARNPATH_CHAT_FIRST_TOKEN_SECONDS)`
    controller.abort(new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail }))
  }, patienceMs)
  timer.unref()
  return { signal: controller.signal, renew: () => void timer.refresh(), end: () => clearTimeout(timer) }
}
