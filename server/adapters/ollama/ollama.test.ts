import { describe, expect, test } from 'vitest'
import { languageModelContract } from '../../ports/language-model.contract.ts'
import type { EngineScript } from '../../ports/language-engine.double.ts'
import type { GenerationRequest } from '../../ports/language-model.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createOllamaLanguageModelSource, type OllamaOptions } from './ollama-language-model-source.ts'
import { startImitatedOllama, type ImitatedOllamaModel } from './testing/imitated-ollama.ts'

const NAME = 'llama3.2:3b'
const tale: EngineScript = ({ messages }) => ({
  text: Array.from({ length: 200 }, (_, index) => ` ${messages.at(-1)?.content ?? ''}-${index}`),
  betweenMs: 1,
})

interface Setup {
  readonly script?: EngineScript
  readonly model?: Partial<ImitatedOllamaModel>
  readonly options?: Partial<OllamaOptions>
}

async function connected({ script = tale, model = {}, options = {} }: Setup = {}) {
  const server = await startImitatedOllama({ models: [{ name: NAME, ...model }], script })
  const source = createOllamaLanguageModelSource({
    url: server.url,
    key: null,
    keepAlive: '30m',
    contextTokens: 2048,
    clock: createSystemClock(),
    ...options,
  })
  const cleanUp = async () => {
    await source.close()
    await server.stop()
  }
  return { server, source, model: source.model(NAME), cleanUp }
}

languageModelContract(
  'Ollama',
  async () => {
    const { server, source, cleanUp } = await connected()
    return { source, name: NAME, prompt: (topic) => topic, working: () => server.generating(), cleanUp }
  },
  { residency: true, missing: true },
)

const asked: GenerationRequest = {
  messages: [{ role: 'user', content: 'What is a tide?' }],
  maximumTokens: 100,
  temperature: 0,
  seed: 7,
}

async function using(setup: Setup, use: (subject: Awaited<ReturnType<typeof connected>>) => Promise<void>) {
  const subject = await connected(setup)
  try {
    await use(subject)
  } finally {
    await subject.cleanUp()
  }
}
const chats = (server: { readonly requests: readonly { readonly path: string; readonly body: object }[] }) =>
  server.requests.filter(({ path }) => path === '/api/chat').map(({ body }) => body)

describe('a request to Ollama', () => {
  test('sets the context and keeps the model, and lets nothing be cut off silently', () =>
    using({}, async ({ server, model }) => {
      const schema = { type: 'object', properties: { answer: { type: 'string' } } }
      await model.generate({ ...asked, temperature: 0.3, schema })
      expect(chats(server)).toEqual([
        {
          model: NAME,
          messages: asked.messages,
          stream: true,
          keep_alive: '30m',
          truncate: false,
          shift: false,
          format: schema,
          options: { num_ctx: 2048, num_predict: 100, temperature: 0.3, seed: 7 },
        },
      ])
    }))
})
