import type { LanguageModel } from '../../ports/language-model.ts'
import type { Metrics } from '../../ports/metrics.ts'

/** A model whose generations are counted, whoever asks for them. */
export function countGenerations(model: LanguageModel, metrics: Pick<Metrics, 'languageModelEnded'>): LanguageModel {
  const { engine } = model.description
  return {
    description: model.description,
    async generate(request) {
      try {
        const generation = await model.generate(request)
        metrics.languageModelEnded({ engine, outcome: generation.ended }, generation.measure)
        return generation
      } catch (failure) {
        metrics.languageModelEnded({ engine, outcome: request.signal?.aborted === true ? 'cancelled' : 'failed' }, null)
        throw failure
      }
    },
    countTokens: async (texts) => await model.countTokens(texts),
    load: async (signal) => await model.load(signal),
    unload: async () => await model.unload(),
    residency: async (signal) => await model.residency(signal),
  }
}
