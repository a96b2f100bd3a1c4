import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { languageModelContract } from '../../ports/language-model.contract.ts'
import type { EngineScript } from '../../ports/language-engine.double.ts'
import type { GenerationRequest, LanguageModel } from '../../ports/language-model.ts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createOllamaLanguageModelSource } from './ollama-language-model-source.ts'
import type { OllamaOptions } from './ollama-options.ts'
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

  test('has the key, which is in no error', () =>
    using({ options: { key: 'sk-very-secret' } }, async ({ server, model }) => {
      server.say(() => ({ status: 500, error: 'wrong: sk-very-secret' }))
      const failure = await model.generate(asked).catch((error: unknown) => error)
      expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-very-secret')
      expect(failure).toMatchObject({
        code: 'LP_LANGUAGE_MODEL_FAILED',
        message: expect.stringContaining('wrong: [key]'),
      })
      expect(inspect(failure, { depth: 9 })).not.toContain('sk-very-secret')
    }))

  test('goes nowhere else when it is told to', () =>
    using({}, async ({ server, model }) => {
      const elsewhere = await startImitatedOllama({ models: [{ name: NAME }], script: tale })
      server.say(() => ({ status: 307, headers: { location: `${elsewhere.url}/api/chat` } }))
      await expect(model.generate(asked)).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_UNREACHABLE' })
      expect(elsewhere.requests).toEqual([])
      await elsewhere.stop()
    }))
})

describe('thinking', () => {
  const thoughtful = { thoughts: 'The moon pulls.', text: 'A tide is the sea rising.' }
  const gather = async (model: LanguageModel, rest: Partial<GenerationRequest> = {}) => {
    const thoughts: string[] = []
    const generation = await model.generate({ ...asked, ...rest, onThinking: (piece) => thoughts.push(piece) })
    return { ...generation, thoughts: thoughts.join('') }
  }

  test('is left to the model when nothing is asked, gets room of its own, and is no part of the text', () =>
    using({ script: () => thoughtful, model: { thinks: true } }, async ({ server, model }) => {
      expect(await gather(model, { maximumTokens: 6 })).toMatchObject({
        thoughts: 'The moon pulls.',
        text: thoughtful.text,
      })
      expect(chats(server)[0]).toMatchObject({ options: { num_predict: 6 + 2048, num_ctx: 2048 + 2048 } })
      expect(model.description.contextTokens).toBe(2048)
      expect(chats(server)[0]).not.toHaveProperty('think')
    }))

  test('takes no tokens of the answer, which ends at its limit all the same', () =>
    using({ script: () => thoughtful, model: { thinks: true } }, async ({ server, model }) => {
      const { text, ended, thoughts } = await gather(model, { maximumTokens: 3 })
      expect({ text, ended, thoughts }).toEqual({ text: 'A tide is', ended: 'length', thoughts: 'The moon pulls.' })
      await expect.poll(() => server.generating(), { timeout: 10_000 }).toBe(0)
    }))

  test('can be asked for and forbidden', () =>
    using({ script: () => thoughtful, model: { thinks: true } }, async ({ server, model }) => {
      expect((await gather(model, { think: true })).thoughts).toBe('The moon pulls.')
      expect((await gather(model, { think: false })).thoughts).toBe('')
      expect(chats(server)).toMatchObject([
        { think: true, options: { num_predict: 100 + 2048 } },
        { think: false, options: { num_predict: 100 } },
      ])
    }))

  test.each([
    [true, {}],
    [false, { refusesThinkFalse: true }],
  ])('asked for as %s of a model that cannot is asked again without, once for all', (think, traits) =>
    using({ script: () => 'A tide.', model: traits }, async ({ server, model }) => {
      expect((await gather(model, { think })).text).toBe('A tide.')
      expect((await gather(model, { think })).text).toBe('A tide.')
      expect(chats(server).map((body) => 'think' in body)).toEqual([true, false, false])
    }),
  )

  test('that a model writes into its text is taken out', () =>
    using({ script: () => thoughtful }, async ({ model }) => {
      expect(await gather(model)).toMatchObject({ thoughts: 'The moon pulls.', text: thoughtful.text.trimStart() })
    }))
})

describe('what Ollama measures', () => {
  test('is taken from its last line: load, counts and speed', () =>
    using(
      { script: () => ({ text: 'One two three.', betweenMs: 5, promptTokens: 321 }), model: { loadMs: 30 } },
      async ({ model }) => {
        const first = (await model.generate(asked)).measure
        expect(first).toMatchObject({ promptTokens: 321, generatedTokens: 3 })
        expect(first.loadMs).toBeGreaterThanOrEqual(30)
        const second = (await model.generate(asked)).measure
        expect(second.loadMs).toBeLessThan(30)
        expect(second.tokensPerSecond).toBeGreaterThan(0)
      },
    ))

  test('is in memory as its list of running models has it', () =>
    using({ options: { keepAlive: '-1' } }, async ({ model }) => {
      await model.load()
      expect(await model.residency()).toEqual({
        sizeBytes: 2.8e9,
        vramBytes: 2e9,
        contextTokens: 2048,
        expiresAt: null,
      })
    }))

  test('is not more of a context than the model was made for', () =>
    using({ script: () => 'A tide.', model: { contextTokens: 1024 } }, async ({ server, model }) => {
      expect(model.description.contextTokens).toBe(2048)
      await model.generate(asked)
      expect(chats(server)).toMatchObject([{ options: { num_ctx: 1024 } }])
      expect(model.description.contextTokens).toBe(1024)
    }))

  test('is shared with the thoughts of a model that was made for little', () =>
    using({ script: () => 'A tide.', model: { contextTokens: 1024, thinks: true } }, async ({ server, model }) => {
      await model.generate(asked)
      expect(chats(server)).toMatchObject([{ options: { num_ctx: 1024, num_predict: 100 + 512 } }])
      expect(model.description.contextTokens).toBe(512)
    }))

  test.each([
    ['0', false],
    ['600', true],
    ['2h', true],
  ])('is loaded before use, with %j of rest: %s', (keepAlive, isLoaded) =>
    using({ options: { keepAlive } }, async ({ model }) => {
      await model.load()
      expect((await model.residency()) !== null).toBe(isLoaded)
      await model.generate({ ...asked, maximumTokens: 3 })
    }),
  )

  test('lists what it has', () =>
    using({}, async ({ source }) => {
      expect(await source.models()).toEqual([
        {
          name: NAME,
          sizeBytes: 2e9,
          parameters: '3.2B',
          quantization: 'Q4_K_M',
          digest: 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72',
        },
      ])
    }))

  test('counts tokens of later texts better than the first', () =>
    using({ script: () => ({ text: 'Yes.', promptTokens: 1500 }) }, async ({ model }) => {
      const text = 'The tide comes in and goes out again. '.repeat(100)
      const [before = 0] = await model.countTokens([text])
      await model.generate({ ...asked, messages: [{ role: 'user', content: text }] })
      const [after = 0] = await model.countTokens([text])
      expect(before).toBeLessThan(1500)
      expect(after).toBeGreaterThanOrEqual(1500)
      expect(after).toBeLessThan(1700)
    }))
})

describe('bytes', () => {
  const text = 'Größe: 5 µm – „ja“ 🌊\nEnde.'

  test.each([1, 2, 3, 7, 64])('may come in pieces of %i, within lines and characters', (chunkBytes) =>
    using({ script: () => ({ text, chunkBytes }) }, async ({ model }) => {
      const pieces: string[] = []
      await model.generate({ ...asked, onText: (piece) => pieces.push(piece) })
      expect(pieces.join('')).toBe(text)
    }),
  )
})

describe('when Ollama', () => {
  test.each<[string, EngineScript, object, SilenceLimits?]>([
    [
      'has a full queue',
      () => ({ status: 503, error: 'server busy, please try again.  maximum pending requests exceeded' }),
      { code: 'LP_LANGUAGE_MODEL_BUSY', context: { retryAfterSeconds: 5 } },
    ],
    [
      'names a time',
      () => ({ status: 429, error: 'too many requests', headers: { 'retry-after': '17' } }),
      { code: 'LP_LANGUAGE_MODEL_BUSY', context: { retryAfterSeconds: 17 } },
    ],
    [
      'fails before the first token',
      () => ({ status: 500, error: 'llama runner process has terminated: exit status 2' }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('exit status 2') },
    ],
    [
      'fails in the middle',
      () => ({ text: 'One two', ending: { error: 'an error was encountered while running the model' } }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('an error was encountered') },
    ],
    [
      'sees in the middle that the prompt is too long',
      () => ({ text: '', ending: { error: 'exceed_context_size_error' } }),
      { code: 'LP_PROMPT_TOO_LONG' },
    ],
    [
      'sends what is not JSON',
      () => ({ text: 'One', ending: { raw: '<html>\n' } }),
      { code: 'LP_LANGUAGE_MODEL_FAILED' },
    ],
    [
      'sends JSON of another kind',
      () => ({ text: 'One', ending: { raw: '[1]\n' } }),
      { code: 'LP_LANGUAGE_MODEL_FAILED' },
    ],
    [
      'breaks off in a line',
      () => ({ text: 'One', ending: { raw: '{"message":{"con' } }),
      { code: 'LP_LANGUAGE_MODEL_FAILED' },
    ],
    [
      'breaks the connection',
      () => ({ text: 'One two', ending: 'cut' }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('broke off') },
    ],
    [
      'ends without an end',
      () => ({ text: 'One two', ending: 'unfinished' }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('without an end') },
    ],
    [
      'falls silent',
      () => ({ text: 'One two', ending: 'silence' }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('fell silent') },
      { firstMs: 60_000, nextMs: 60 },
    ],
    [
      'says nothing for too long',
      () => ({ text: 'One', beforeFirstMs: 10_000 }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('does not answer in time') },
      { firstMs: 60, nextMs: 60_000 },
    ],
    ['refuses the caller', () => ({ status: 401, error: 'unauthorized' }), { code: 'LP_LANGUAGE_MODEL_UNREACHABLE' }],
  ])('%s, the answer is an error with a code, and nothing stays open', (_, script, expected, silence) =>
    using({ script, options: silence === undefined ? {} : { silence } }, async ({ server, model }) => {
      await expect(model.generate(asked)).rejects.toMatchObject(expected)
      await expect.poll(() => server.generating(), { timeout: 10_000 }).toBe(0)
      if (silence !== undefined) return
      server.say(() => 'A tide.')
      expect((await model.generate(asked)).text).toBe('A tide.')
    }),
  )

  test('loads for long, only the limit of the first token counts', () =>
    using(
      { script: () => 'A tide.', model: { loadMs: 700 }, options: { silence: { firstMs: 60_000, nextMs: 400 } } },
      async ({ model }) => {
        expect((await model.generate(asked)).text).toBe('A tide.')
      },
    ))

  test('lacks a model, the command that gets it is named', () =>
    using({}, async ({ source }) => {
      const missing = expect.objectContaining({
        code: 'LP_LANGUAGE_MODEL_MISSING',
        message: expect.stringContaining('"ollama pull phi4:14b"'),
      })
      await expect(source.model('phi4:14b').load()).rejects.toEqual(missing)
      await expect(source.model('phi4:14b').generate(asked)).rejects.toEqual(missing)
    }))

  test('is not there, or something else is, that is what is said', async () => {
    const gone = await connected()
    await gone.server.stop()
    const unreachable = { code: 'LP_LANGUAGE_MODEL_UNREACHABLE', message: expect.stringContaining('ECONNREFUSED') }
    await expect(gone.source.models()).rejects.toMatchObject(unreachable)
    await expect(gone.model.generate(asked)).rejects.toMatchObject(unreachable)
    await gone.source.close()
    const path = await connected()
    const lost = createOllamaLanguageModelSource({
      url: `${path.server.url}/elsewhere/`,
      key: null,
      keepAlive: '30m',
      contextTokens: 2048,
      clock: createSystemClock(),
    })
    expect(lost.place).toBe(`${path.server.url}/elsewhere`)
    await expect(lost.models()).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_UNREACHABLE' })
    await lost.close()
    await path.cleanUp()
  })

  test('has answered, its connection is used again; after leaving none stays open', async () => {
    // The answer that is left has to be under way still, however slow the machine.
    let betweenMs = 1
    await using({ script: () => ({ text: 'One two three.', betweenMs }) }, async ({ server, source, model }) => {
      for (let turn = 0; turn < 5; turn++) await model.generate(asked)
      // One may not be free yet when the next is needed.
      expect(server.openConnections()).toBeLessThanOrEqual(2)
      betweenMs = 60_000
      const leaving = new AbortController()
      await expect(
        model.generate({ ...asked, signal: leaving.signal, onText: () => leaving.abort() }),
      ).rejects.toMatchObject({ name: 'AbortError' })
      await expect.poll(() => server.cancelled(), { timeout: 10_000 }).toBe(1)
      await source.close()
      await expect.poll(() => server.openConnections(), { timeout: 10_000 }).toBe(0)
    })
  })
})
