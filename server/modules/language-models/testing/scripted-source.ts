import { LearnPathError, type ErrorCode, type LanguageModelEngine } from '@learnpath/contracts'
import { createScriptedModel, type Script, type ScriptedModel } from '../../../ports/language-model.double.ts'
import type { LanguageModel, LanguageModelSource, OfferedModel } from '../../../ports/language-model.ts'

export interface ScriptedSource extends LanguageModelSource {
  /** Names of models that were loaded, in order. */
  readonly loads: readonly string[]
  /** What the model of that name was asked. */
  scripted(name: string): ScriptedModel
}

export interface ScriptedSourceOptions {
  readonly engine?: LanguageModelEngine
  /** What each model says. */
  readonly scripts: Readonly<Record<string, Script>>
  /** Why it cannot be asked for its models, nor load one. */
  readonly failure?: ErrorCode
}

/** An engine whose models say what the test wants. The one that was loaded last is in memory. */
export function createScriptedSource({ engine = 'ollama', scripts, failure }: ScriptedSourceOptions): ScriptedSource {
  const loads: string[] = []
  let loaded: string | null = null
  const refuse = () => {
    if (failure !== undefined) throw new LearnPathError(failure, { detail: 'http://engine' })
  }
  const known = new Map<string, { readonly scripted: ScriptedModel; readonly model: LanguageModel }>()
  function open(name: string) {
    const script = scripts[name] ?? (() => new LearnPathError('LP_LANGUAGE_MODEL_MISSING', { detail: name }))
    const scripted = createScriptedModel(script, { id: `${engine}:${name}` })
    const model: LanguageModel = {
      ...scripted,
      async load() {
        refuse()
        loads.push(name)
        loaded = name
        await Promise.resolve()
      },
      async unload() {
        if (loaded === name) loaded = null
        await Promise.resolve()
      },
      residency: async () =>
        await Promise.resolve(
          loaded === name ? { sizeBytes: 1000, vramBytes: null, contextTokens: 4096, expiresAt: null } : null,
        ),
    }
    return { scripted, model }
  }
  const get = (name: string) => {
    const found = known.get(name) ?? open(name)
    known.set(name, found)
    return found
  }
  const offered = (name: string): OfferedModel => ({
    name,
    sizeBytes: 2000,
    parameters: '3B',
    quantization: 'Q4_K_M',
    digest: null,
  })
  return {
    loads,
    scripted: (name) => get(name).scripted,
    engine,
    place: 'http://engine',
    async models() {
      refuse()
      return await Promise.resolve(Object.keys(scripts).map((name) => offered(name)))
    },
    model: (name) => get(name).model,
    close: async () => await Promise.resolve(),
  }
}
