import { Agent, request } from 'undici'
import { createServiceHttp } from '../../kernel/streams/service-http.ts'
import type { LanguageModel, LanguageModelSource } from '../../ports/language-model.ts'
import { ModelList } from './openai-answers.ts'
import { asLearnPathError, nonsense, refusal } from './openai-errors.ts'
import { createOpenAiLanguageModel } from './openai-language-model.ts'
import type { OpenAiContext, OpenAiOptions } from './openai-options.ts'

const SILENCE = { firstMs: 300_000, nextMs: 60_000 }
const TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 10_000
const THINKING_TOKENS = 2048

/** Models behind the interface of OpenAI: llama.cpp's server, vLLM, LM Studio, OpenAI itself and many others. */
export function createOpenAiLanguageModelSource(options: OpenAiOptions): LanguageModelSource {
  // Times are watched by the connection itself: these here cannot tell waiting for a first token from silence.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: CONNECT_TIMEOUT_MS } })
  const { url, key, clock, ...rest } = options
  const http = createServiceHttp({
    url: new URL(url).pathname === '/' ? new URL('/v1', url).href : url,
    key,
    send: async (address, init) => await request(address, { ...init, dispatcher: agent }),
  })
  const context: OpenAiContext = {
    thinkingTokens: THINKING_TOKENS,
    silence: SILENCE,
    timeoutMs: TIMEOUT_MS,
    ...rest,
    http,
    now: () => clock.monotonicMs(),
  }
  const known = new Map<string, LanguageModel>()

  return {
    engine: 'openai',
    place: http.place,
    async models(signal) {
      const reply = await http
        .ask({ path: '/models', signal, withinMs: context.timeoutMs })
        .catch((failure: unknown) => {
          throw asLearnPathError(failure)
        })
      if (!reply.ok) throw refusal(http.place, null, reply)
      const list = ModelList.safeParse(reply.body)
      if (!list.success) throw nonsense(http.place, 'no list of models')
      return list.data.data.map(({ id }) => ({
        name: id,
        sizeBytes: null,
        parameters: null,
        quantization: null,
        digest: null,
      }))
    },
    model(name) {
      const model = known.get(name) ?? createOpenAiLanguageModel(name, context)
      known.set(name, model)
      return model
    },
    async close() {
      await agent.destroy()
    },
  }
}
