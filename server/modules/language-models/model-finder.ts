import { LearnPathError } from '@learnpath/contracts'
import type { LanguageModel, LanguageModelSource } from '../../ports/language-model.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { countGenerations } from './counted-model.ts'
import { parseModelId } from './model-id.ts'

/** Models by their id. Whether there is such a model shows when it is used. @throws LP_LANGUAGE_MODEL_UNKNOWN */
export type ModelFinder = (id: string) => LanguageModel

/** The same object for the same model of a source. */
export function createModelFinder(
  sources: readonly LanguageModelSource[],
  metrics: Pick<Metrics, 'languageModelEnded'>,
): ModelFinder {
  const counted = new WeakMap<LanguageModel, LanguageModel>()
  return (id) => {
    const { engine, name } = parseModelId(id)
    const source = sources.find((one) => one.engine === engine)
    if (source === undefined) {
      throw new LearnPathError('LP_LANGUAGE_MODEL_UNKNOWN', { detail: `${id}: ${engine} is not connected` })
    }
    const model = source.model(name)
    const found = counted.get(model) ?? countGenerations(model, metrics)
    counted.set(model, found)
    return found
  }
}
