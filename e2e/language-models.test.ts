// Language models through the whole product: imitated servers of Ollama and of the OpenAI interface, real connections, the built program.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AskEvent } from '@learnpath/contracts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startImitatedOllama } from '../server/adapters/ollama/testing/imitated-ollama.ts'
import { startImitatedOpenAi } from '../server/adapters/openai/testing/imitated-openai.ts'
import { answerFromSources } from '../server/ports/grounded-script.double.ts'
import type { EngineScript, ImitatedEngine } from '../server/ports/language-engine.double.ts'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const HARBOURS = 50
const KEY = 'sk-e2e-secret'
const harbour = (number: number) =>
  `## Harbour ${number}\n\nThe harbour number ${number} has a crane that lifts ${number * 7 + 3} tonnes.\n`
const questionOf = (number: number) => `How many tonnes does the crane of harbour number ${number} lift?`

const grounded: EngineScript = (request) => ({ text: answerFromSources(request), betweenMs: 1 })
/** Begins well and does not end by itself. */
const endless: EngineScript = (request) => ({
  text: [answerFromSources(request), ...Array.from({ length: 5000 }, (_, index) => ` more ${index}`)],
  betweenMs: 5,
})

let home = ''
let ollama: ImitatedEngine
let openAi: ImitatedEngine
let product: RunningLearnPath
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-language-models-'))
  ollama = await startImitatedOllama({ models: [{ name: 'llama3.2:3b', loadMs: 500 }], script: grounded })
  openAi = await startImitatedOpenAi({ models: ['qwen3-4b'], script: grounded, key: KEY, contextTokens: 8192 })
  product = await startLearnPath({
    home,
    environment: {
      LEARNPATH_OLLAMA_URL: ollama.url,
      LEARNPATH_OPENAI_URL: openAi.url,
      LEARNPATH_OPENAI_KEY: KEY,
      LEARNPATH_CHAT_MODELS: 'ollama:llama3.2:3b, openai:qwen3-4b',
    },
  })
  const text = Array.from({ length: HARBOURS }, (_, number) => harbour(number)).join('\n')
  await product.client.addDocuments({ files: [{ path: 'harbours.md', bytes: new Blob([text]) }] })
  await settled(product.client)
})
afterEach(() => {
  ollama.say(null)
  openAi.say(null)
})
afterAll(async () => {
  await product.stop()
  await Promise.all([ollama.stop(), openAi.stop()])
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function eventsOf(question: string): Promise<AskEvent[]> {
  const events: AskEvent[] = []
  for await (const event of product.client.askStream({ question })) events.push(event)
  return events
}

test('the first model of the chain is brought into memory when the product starts, which does not wait for it', async () => {
  await expect.poll(() => ollama.requests.map(({ path }) => path), { timeout: 10_000 }).toContain('/api/generate')
  const { body } = ollama.requests.find(({ path }) => path === '/api/generate') ?? { body: null }
  expect(body).toMatchObject({ model: 'llama3.2:3b', keep_alive: '30m', options: { num_ctx: 8192 } })
})

test('what is connected is listed with what is in memory', async () => {
  const inMemory = async () => {
    const { models } = await product.client.call('listLanguageModels')
    return models.find(({ id }) => id === 'ollama:llama3.2:3b')?.loaded
  }
  await expect.poll(inMemory, { timeout: 10_000 }).toMatchObject({ contextTokens: 8192 })
  const { models, sources, chain } = await product.client.call('listLanguageModels')
  expect(models.map(({ id }) => id)).toContain('openai:qwen3-4b')
  expect(sources.map(({ failure }) => failure)).toEqual(sources.map(() => null))
  expect(chain).toEqual(['ollama:llama3.2:3b', 'openai:qwen3-4b', 'extractive'])
})

describe('an answer', () => {
  test('is written by the model, streamed, cited and measured', async () => {
    const events = await eventsOf(questionOf(7))
    const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
    expect(events.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(3)
    const [end] = events.slice(-1)
    expect(end).toMatchObject({
      type: 'answer-end',
      response: {
        answer: text,
        engine: 'ollama:llama3.2:3b',
        fallbacks: [],
        abstained: false,
        sentences: [{ support: 'supported' }],
        generation: { tokensPerSecond: expect.any(Number), promptTokens: expect.any(Number) },
      },
    })
    expect(text).toContain('52 tonnes')
  })

  test('comes from the next model when the first breaks off in the middle, and says so', async () => {
    ollama.say(() => ({
      text: 'The crane lifts',
      ending: { error: 'an error was encountered while running the model' },
    }))
    const response = await product.client.ask({ question: questionOf(8) })
    expect(response).toMatchObject({
      engine: 'openai:qwen3-4b',
      fallbacks: [{ engine: 'ollama:llama3.2:3b', code: 'LP_LANGUAGE_MODEL_FAILED' }],
    })
    expect(response.answer).toContain('59 tonnes')
    expect(response.answer).not.toContain('The crane lifts The')
  })

  test.each<[string, EngineScript, string]>([
    ['has a full queue', () => ({ status: 503, error: 'server busy, please try again.' }), 'LP_LANGUAGE_MODEL_BUSY'],
    ['sends nonsense', () => ({ text: 'x', ending: { raw: '<html>\n' } }), 'LP_LANGUAGE_MODEL_FAILED'],
    ['breaks the connection', () => ({ text: 'x', ending: 'cut' }), 'LP_LANGUAGE_MODEL_FAILED'],
    ['writes nothing', () => '', 'LP_LANGUAGE_MODEL_FAILED'],
  ])('is of the documents, word for word, when the whole chain %s', async (_, script, code) => {
    ollama.say(script)
    openAi.say(script)
    const response = await product.client.ask({ question: questionOf(9) })
    expect(response.engine).toBe('extractive')
    expect(response.fallbacks.map((fallback) => fallback.code)).toEqual([code, code])
    expect(response.answer).toContain('66 tonnes')
  })

  test('is told not to be in the documents when the model finds nothing there', async () => {
    ollama.say(() => 'NOT_IN_SOURCES')
    const response = await product.client.ask({ question: 'Which harbour has a lighthouse keeper called Ruprecht?' })
    expect(response).toMatchObject({ engine: 'ollama:llama3.2:3b', abstained: true })
  })
})

describe('fifty at once', () => {
  test('are answered, none with the words of another', async () => {
    const answers = await Promise.all(
      Array.from({ length: HARBOURS }, async (_, number) => await product.client.ask({ question: questionOf(number) })),
    )
    expect(answers.map(({ engine }) => engine)).toEqual(answers.map(() => 'ollama:llama3.2:3b'))
    for (const [number, { answer }] of answers.entries()) {
      expect(answer).toContain(`harbour number ${number} has a crane that lifts ${number * 7 + 3} tonnes`)
    }
  })
})

describe('a reader who leaves', () => {
  test('ends the work in the engine', async () => {
    ollama.say(endless)
    const before = ollama.cancelled()
    const leaving = new AbortController()
    const reading = (async () => {
      for await (const event of product.client.askStream({ question: questionOf(3) }, { signal: leaving.signal })) {
        if (event.type === 'text-delta') leaving.abort()
      }
    })()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => ollama.cancelled() - before, { timeout: 10_000 }).toBe(1)
    expect(ollama.generating()).toBe(0)
  })

  test('and a hundred who do leave nothing behind', async () => {
    ollama.say(endless)
    const before = ollama.cancelled()
    await Promise.all(
      Array.from({ length: 100 }, async (_, number) => {
        const leaving = new AbortController()
        const reading = (async () => {
          const stream = product.client.askStream(
            { question: questionOf(number % HARBOURS) },
            { signal: leaving.signal },
          )
          for await (const event of stream) if (event.type === 'text-delta') leaving.abort()
        })()
        await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
      }),
    )
    await expect.poll(() => ollama.generating(), { timeout: 10_000 }).toBe(0)
    expect(ollama.cancelled() - before).toBe(100)
    ollama.say(null)
    expect((await product.client.ask({ question: questionOf(4) })).answer).toContain('31 tonnes')
  })
})

test('the key is in nothing that the product wrote', async () => {
  openAi.say(() => ({ status: 500, error: `wrong key ${KEY}` }))
  ollama.say(() => ({ status: 500, error: 'wrong' }))
  const response = await product.client.ask({ question: questionOf(5) })
  expect(openAi.requests.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`)
  expect(JSON.stringify(response)).not.toContain(KEY)
  expect(product.output()).not.toContain(KEY)
})
