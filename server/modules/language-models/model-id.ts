import { LanguageModelEngine, LearnPathError } from '@learnpath/contracts'

export interface ModelId {
  readonly engine: LanguageModelEngine
  readonly name: string
}

/** "ollama:llama3.2:3b" is the model llama3.2:3b of Ollama. @throws LP_LANGUAGE_MODEL_UNKNOWN */
export function parseModelId(id: string): ModelId {
  const colon = id.indexOf(':')
  const engine = LanguageModelEngine.safeParse(id.slice(0, Math.max(0, colon)))
  const name = id.slice(colon + 1)
  if (engine.success && name !== '') return { engine: engine.data, name }
  const engines = LanguageModelEngine.options.join(', ')
  const detail = `"${id.slice(0, 200)}" is not the name of an engine (${engines}), a colon and the name of a model`
  throw new LearnPathError('LP_LANGUAGE_MODEL_UNKNOWN', { detail })
}
