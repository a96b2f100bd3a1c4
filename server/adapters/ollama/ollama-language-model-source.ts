import { Agent, request } from 'undici'
import { createServiceHttp } from '../../kernel/streams/service-http.ts'
import type { LanguageModel, LanguageModelSource } from '../../ports/language-model.ts'
import { Tags } from './ollama-answers.ts'
import { asLearnPathError, nonsense, refusal } from './ollama-errors.ts'
import { createOllamaLanguageModel } from './ollama-language-model.ts'
import type { OllamaContext, OllamaOptions } from './ollama-options.ts'

const SILENCE = { firstMs: 300_000, nextMs: 60_000 }
const TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 10_000
const THINKING_TOKENS = 2048

/** Models of an Ollama server, by its own interface: the one that can keep models in memory and set the length of their context. */
export function createOllamaLanguageModelSource(options: OllamaOptions): LanguageModelSource {
  // Times are watched by the connection itself: these here cannot tell loading from silence.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: CONNECT_TIMEOUT_MS } })
  const { url, key, clock, ...rest } = options
  const http = createServiceHttp({
    url,
    key,
    send: async (address, init) => await request(address, { ...init, dispatcher: agent }),
  })
  const context: OllamaContext = {
    thinkingTokens: THINKING_TOKENS,
    silence: SILENCE,
    timeoutMs: TIMEOUT_MS,
    ...rest,
    http,
    now: () => clock.monotonicMs(),
  }
  const known = new Map<string, LanguageModel>()

  return {
    engine: 'ollama',
    place: http.place,
    async models(signal) {
      const reply = await http
        .ask({ path: '/api/tags', signal, withinMs: context.timeoutMs })
        .catch((failure: unknown) => {
          throw asLearnPathError(failure)
        })
      if (!reply.ok) throw refusal(http.place, null, reply)
      const tags = Tags.safeParse(reply.body)
      if (!tags.success) throw nonsense(http.place, 'no list of models')
      return (tags.data.models ?? []).map(({ name, size, digest, details }) => ({
        name,
        sizeBytes: size ?? null,
        parameters: details?.parameter_size ?? null,
        quantization: details?.quantization_level ?? null,
        digest: digest ?? null,
      }))
    },
    model(name) {
      const model = known.get(name) ?? createOllamaLanguageModel(name, context)
      known.set(name, model)
      return model
    },
    async close() {
      await agent.destroy()
    },
  }
}
