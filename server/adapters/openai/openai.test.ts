import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { EngineScript } from '../../ports/language-engine.double.ts'
import { languageModelContract } from '../../ports/language-model.contract.ts'
import type { GenerationRequest } from '../../ports/language-model.ts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createOpenAiLanguageModelSource } from './openai-language-model-source.ts'
import type { OpenAiOptions } from './openai-options.ts'
import { startImitatedOpenAi, type ImitatedOpenAiOptions, type OpenAiKind } from './testing/imitated-openai.ts'

const NAME = 'qwen3-4b'
const tale: EngineScript = ({ messages }) => ({
  text: Array.from({ length: 200 }, (_, index) => ` ${messages.at(-1)?.content ?? ''}-${index}`),
  betweenMs: 1,
})

interface Setup extends Partial<ImitatedOpenAiOptions> {
  readonly options?: Partial<OpenAiOptions>
}

async function connected({ options = {}, ...server }: Setup = {}) {
  const imitated = await startImitatedOpenAi({ models: [NAME], script: tale, contextTokens: 2048, ...server })
  const source = createOpenAiLanguageModelSource({
    url: imitated.url,
    key: null,
    contextTokens: 2048,
    clock: createSystemClock(),
    ...options,
  })
  const cleanUp = async () => {
    await source.close()
    await imitated.stop()
  }
  return { server: imitated, source, model: source.model(NAME), cleanUp }
}

describe.each<OpenAiKind>(['openai', 'llama.cpp', 'vllm', 'lm-studio'])('as %s', (kind) => {
  languageModelContract(
    'a server of the OpenAI interface',
    async () => {
      const { server, source, cleanUp } = await connected({ kind })
      return { source, name: NAME, prompt: (topic) => topic, working: () => server.generating(), cleanUp }
    },
    { residency: false, missing: true },
  )
})

const asked: GenerationRequest = {
  messages: [{ role: 'user', content: 'What is a tide?' }],
  maximumTokens: 100,
  temperature: 0,
  seed: 7,
}
const schema = { type: 'object', properties: { answer: { type: 'string' } } }

async function using(setup: Setup, use: (subject: Awaited<ReturnType<typeof connected>>) => Promise<void>) {
  const subject = await connected(setup)
  try {
    await use(subject)
  } finally {
    await subject.cleanUp()
  }
}
const script: EngineScript = () => 'A tide is the sea rising.'

describe('a request to an OpenAI-compatible server', () => {
  test('asks for a stream with counts, a limit and a schema', () =>
    using({ script }, async ({ server, model }) => {
      await model.generate({ ...asked, schema })
      expect(server.requests).toMatchObject([{ method: 'POST', path: '/v1/chat/completions' }])
      expect(server.requests[0]?.body).toEqual({
        model: NAME,
        messages: asked.messages,
        stream: true,
        max_tokens: 100,
        temperature: 0,
        seed: 7,
        stream_options: { include_usage: true },
        response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
      })
    }))

  test('leaves out what the server refuses by name, once for all', () =>
    using(
      { script, kind: 'openai', refuses: ['max_tokens', 'temperature', 'chat_template_kwargs'] },
      async ({ server, model }) => {
        expect((await model.generate({ ...asked, think: false })).text).toBe('A tide is the sea rising.')
        expect(server.requests).toHaveLength(4)
        await model.generate({ ...asked, think: false })
        expect(server.requests).toHaveLength(5)
        expect(server.requests[4]?.body).toEqual({
          model: NAME,
          messages: asked.messages,
          stream: true,
          max_completion_tokens: 100,
          seed: 7,
          stream_options: { include_usage: true },
          reasoning_effort: 'none',
        })
      },
    ))

  test.each<[string, readonly string[], unknown]>([
    ['a schema', ['json_schema'], { type: 'json_object' }],
    ['any form', ['json_schema', 'json_object'], undefined],
  ])('is without %s where the server takes none', (_, refusesFormats, expected) =>
    using({ script, kind: 'lm-studio', refusesFormats }, async ({ server, model }) => {
      await model.generate({ ...asked, schema })
      expect(server.requests.at(-1)?.body['response_format']).toEqual(expected)
    }),
  )

  test('is tried once without all that is not needed when the server does not say what it refuses', () =>
    using({}, async ({ server, model }) => {
      server.say(({ body }) => ('seed' in body ? { status: 422, body: { detail: 'invalid request' } } : 'A tide.'))
      expect((await model.generate(asked)).text).toBe('A tide.')
      expect((await model.generate(asked)).text).toBe('A tide.')
      expect(server.requests).toHaveLength(3)
      server.say(() => ({ status: 400, error: 'the content is not allowed' }))
      await expect(model.generate(asked)).rejects.toMatchObject({
        code: 'LP_LANGUAGE_MODEL_FAILED',
        message: expect.stringContaining('not allowed'),
      })
    }))

  test('that is refused whatever is left out changes nothing for the next', () =>
    using({ script }, async ({ server, model }) => {
      server.say(() => ({ status: 400, error: 'the content is not allowed' }))
      await expect(model.generate(asked)).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_FAILED' })
      server.say(null)
      await model.generate(asked)
      expect(server.requests.at(-1)?.body).toHaveProperty('seed')
    }))

  test('knows where a refusal of FastAPI names what it does not take', () =>
    using({}, async ({ server, model }) => {
      const detail = [{ type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' }]
      server.say(({ body }) => ('seed' in body ? { status: 422, body: { detail } } : 'A tide.'))
      await model.generate(asked)
      expect(server.requests.at(-1)?.body).not.toHaveProperty('seed')
      expect(server.requests.at(-1)?.body).toHaveProperty('stream_options')
    }))

  test('has the key, which is in no error', () =>
    using({ script, key: 'sk-very-secret', options: { key: 'sk-very-secret' } }, async ({ server, model, source }) => {
      await model.generate(asked)
      server.say(() => ({ status: 500, error: 'wrong: sk-very-secret' }))
      const failure = await model.generate(asked).catch((error: unknown) => error)
      expect(failure).toMatchObject({
        code: 'LP_LANGUAGE_MODEL_FAILED',
        message: expect.stringContaining('wrong: [key]'),
      })
      expect(inspect(failure, { depth: 9 })).not.toContain('sk-very-secret')
      expect(source.place).toBe(`${server.url}/v1`)
    }))

  test('is refused without the key, and nothing of one is repeated', () =>
    using({ key: 'sk-very-secret', options: { key: 'sk-other' } }, async ({ model, source }) => {
      const refused = { code: 'LP_LANGUAGE_MODEL_UNREACHABLE', message: expect.not.stringContaining('sk-') }
      await expect(model.generate(asked)).rejects.toMatchObject(refused)
      await expect(source.models()).rejects.toMatchObject(refused)
    }))

  test('goes nowhere else when it is told to', () =>
    using({}, async ({ server, model }) => {
      const elsewhere = await startImitatedOpenAi({ models: [NAME], script })
      server.say(() => ({ status: 308, headers: { location: `${elsewhere.url}/v1/chat/completions` } }))
      await expect(model.generate(asked)).rejects.toMatchObject({ code: expect.stringMatching(/^LP_LANGUAGE_MODEL_/) })
      expect(elsewhere.requests).toEqual([])
      await elsewhere.stop()
    }))
})

describe('thoughts', () => {
  const thoughtful: EngineScript = () => ({ thoughts: 'The moon pulls at it.', text: 'A tide.' })

  test.each<OpenAiKind>(['llama.cpp', 'vllm'])('of %s are told apart from the text', (kind) =>
    using({ script: thoughtful, kind }, async ({ model }) => {
      const thoughts: string[] = []
      const { text } = await model.generate({ ...asked, onThinking: (piece) => thoughts.push(piece) })
      expect({ text, thoughts: thoughts.join('') }).toEqual({ text: 'A tide.', thoughts: 'The moon pulls at it.' })
    }),
  )

  test('that took all tokens get room, from then on at once', () =>
    using({ script: thoughtful }, async ({ server, model }) => {
      expect((await model.generate({ ...asked, maximumTokens: 4 })).text).toBe('A tide.')
      expect((await model.generate({ ...asked, maximumTokens: 4 })).text).toBe('A tide.')
      expect(server.requests.map(({ body }) => body['max_tokens'])).toEqual([4, 2052, 2052])
      expect(model.description.contextTokens).toBe(1024)
    }))
})

describe('an answer of an OpenAI-compatible server', () => {
  const text = 'Größe: 5 µm – „ja“ 🌊\nEnde.'

  test.each([1, 2, 3, 7, 64])('may come in pieces of %i bytes, within events and characters', (chunkBytes) =>
    using({ script: () => ({ text, chunkBytes }) }, async ({ model }) => {
      expect((await model.generate(asked)).text).toBe(text)
    }),
  )

  test('has counts from the server, and its speed where it tells it', () =>
    using(
      { script: () => ({ text: 'One two three.', betweenMs: 4, promptTokens: 321 }), kind: 'vllm' },
      async ({ model }) => {
        const { measure } = await model.generate(asked)
        expect(measure).toMatchObject({ loadMs: null, promptTokens: 321, generatedTokens: 3 })
        expect(measure.tokensPerSecond).toBeGreaterThan(0)
      },
    ))

  test('is measured as far as that goes where the server tells nothing', () =>
    using({ script, kind: 'openai', usage: 'never' }, async ({ model }) => {
      const { measure } = await model.generate(asked)
      expect(measure).toMatchObject({ promptTokens: null, generatedTokens: null, tokensPerSecond: null })
      expect(measure.firstTextMs).toBeGreaterThan(0)
    }))

  test('needs no last event where its choice has ended', () =>
    using(
      {
        script: () => ({
          text: '',
          ending: { raw: 'data: {"choices":[{"delta":{"content":"A tide."},"finish_reason":"stop"}]}' },
        }),
      },
      async ({ model }) => {
        expect(await model.generate(asked)).toMatchObject({ text: 'A tide.', ended: 'stop' })
      },
    ))

  test('does not begin with its role: reading the prompt may take as long as the first token may', () =>
    using(
      {
        kind: 'vllm',
        script: () => ({ text: 'A tide.', beforeFirstMs: 700 }),
        options: { silence: { firstMs: 60_000, nextMs: 400 } },
      },
      async ({ model }) => {
        expect((await model.generate(asked)).text).toBe('A tide.')
      },
    ))
})

describe.each<OpenAiKind>(['openai', 'llama.cpp', 'vllm', 'lm-studio'])('when %s', (kind) => {
  test.each<[string, EngineScript, object, SilenceLimits?]>([
    [
      'has too much to do',
      () => ({ status: 429, error: 'Rate limit reached', headers: { 'retry-after': '17' } }),
      { code: 'LP_LANGUAGE_MODEL_BUSY', context: { retryAfterSeconds: 17 } },
    ],
    ['still loads', () => ({ status: 503, error: 'Loading model' }), { code: 'LP_LANGUAGE_MODEL_BUSY' }],
    [
      'fails before the first token',
      () => ({ status: 500, error: 'out of memory' }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('out of memory') },
    ],
    [
      'fails in the middle',
      () => ({ text: 'One two', ending: { error: 'Compute error.' } }),
      { code: 'LP_LANGUAGE_MODEL_FAILED', message: expect.stringContaining('Compute error.') },
    ],
    [
      'sees in the middle that the prompt is too long',
      () => ({ text: '', ending: { error: 'Context size has been exceeded.' } }),
      { code: 'LP_PROMPT_TOO_LONG' },
    ],
    [
      'sends what is not JSON',
      () => ({ text: 'One', ending: { raw: 'data: <html>\n\n' } }),
      { code: 'LP_LANGUAGE_MODEL_FAILED' },
    ],
    [
      'sends JSON of another kind',
      () => ({ text: 'One', ending: { raw: 'data: [1]\n\n' } }),
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
  ])('%s, the answer is an error with a code, and nothing stays open', (_, failing, expected, silence) =>
    using({ script: failing, kind, options: silence === undefined ? {} : { silence } }, async ({ server, model }) => {
      await expect(model.generate(asked)).rejects.toMatchObject(expected)
      await expect.poll(() => server.generating(), { timeout: 10_000 }).toBe(0)
      if (silence !== undefined) return
      server.say(() => 'A tide.')
      expect((await model.generate(asked)).text).toBe('A tide.')
    }),
  )
})
