import type { Generation, GenerationRequest, LanguageModel } from './language-model.ts'

export interface ScriptedModel extends LanguageModel {
  /** What was asked, in order. */
  readonly requests: readonly GenerationRequest[]
}

/** What it says to a request, or the error that it throws. The pieces are sent one by one. */
export type Script = (request: GenerationRequest, call: number) => readonly string[] | Error

/** A model that says what the test wants. A piece that is longer than the limit of tokens is no concern of it. */
export function createScriptedModel(
  script: Script,
  { id = 'ollama:scripted', contextTokens = 4096 } = {},
): ScriptedModel {
  const requests: GenerationRequest[] = []
  return {
    requests,
    description: { id, engine: 'ollama', name: id.slice(id.indexOf(':') + 1), contextTokens },
    async generate(request): Promise<Generation> {
      requests.push(request)
      const said = script(request, requests.length)
      for (const piece of said instanceof Error ? [] : said) {
        request.signal?.throwIfAborted()
        request.onText?.(piece)
        await Promise.resolve()
      }
      if (said instanceof Error) throw said
      request.signal?.throwIfAborted()
      const measure = { loadMs: 1, firstTextMs: 2, firstTokenMs: 2, totalMs: 10, promptTokens: 100 }
      return {
        text: said.join(''),
        ended: 'stop',
        measure: { ...measure, generatedTokens: said.length, tokensPerSecond: said.length * 100 },
      }
    },
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => Math.ceil(text.length / 4))),
    load: async () => await Promise.resolve(),
    unload: async () => await Promise.resolve(),
    residency: async () => await Promise.resolve(null),
  }
}
