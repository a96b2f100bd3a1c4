// The client of OpenAI and that of the Model Context Protocol on answers of a language model, through the whole product.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import OpenAI from 'openai'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startImitatedOllama } from '../server/adapters/ollama/testing/imitated-ollama.ts'
import type { EngineScript, ImitatedEngine } from '../server/ports/language-engine.double.ts'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const MODEL = 'ollama:llama3.2:3b'
const TEXT = 'The harbour has a crane. It lifts 52 tonnes. The crane was built in 1911. Gulls sleep on it.'
const messages = [{ role: 'user' as const, content: 'How many tonnes does the crane of the harbour lift?' }]

/** With a wrong number, and one that there is not. */
const wrong: EngineScript = () => ({
  text: 'The crane lifts 52 tonnes [4]. The crane was built in 1911 [1]. It is painted blue [8]. Gulls sleep on it.',
  betweenMs: 5,
})
const endless: EngineScript = () => ({
  text: ['The crane lifts 52 tonnes [1].', ...Array.from({ length: 5000 }, (_, index) => ` And ${index}.`)],
  betweenMs: 5,
})

let home = ''
let ollama: ImitatedEngine
let product: RunningLearnPath
let openai: OpenAI
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-agents-models-'))
  ollama = await startImitatedOllama({ models: [{ name: 'llama3.2:3b' }], script: wrong })
  product = await startLearnPath({
    home,
    environment: { LEARNPATH_OLLAMA_URL: ollama.url, LEARNPATH_CHAT_MODELS: MODEL },
  })
  await product.client.addDocuments({ files: [{ path: 'harbour.md', bytes: new Blob([TEXT]) }] })
  await settled(product.client)
  openai = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'none', maxRetries: 0 })
})
afterEach(() => ollama.say(null))
afterAll(async () => {
  await product.stop()
  await ollama.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

test('a stream brings checked sentences one by one, with the numbers of passages that there are', async () => {
  const pieces: string[] = []
  for await (const chunk of await openai.chat.completions.create({ model: 'learnpath', messages, stream: true })) {
    const content = chunk.choices[0]?.delta.content ?? ''
    if (content !== '') pieces.push(content)
  }
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces[0]).toBe('The crane lifts 52 tonnes [1].')
  expect(pieces.join('')).not.toMatch(/\[[48]\]/u)
  const whole = await openai.chat.completions.create({ model: MODEL, messages })
  expect(whole.choices[0]?.message.content).toBe(pieces.join(''))
  expect(whole.usage?.completion_tokens).toBeGreaterThan(10)
})

test('a system message is a wish below the rules, and the models are listed', async () => {
  const system = { role: 'system' as const, content: 'Answer like a pirate.' }
  await openai.chat.completions.create({ model: MODEL, messages: [system, ...messages] })
  const asked = JSON.stringify(ollama.requests.findLast(({ path }) => path === '/api/chat')?.body['messages'])
  expect(asked.indexOf('Use only what the sources say')).toBeGreaterThan(0)
  expect(asked.indexOf('Answer like a pirate.')).toBeGreaterThan(asked.indexOf('Use only what the sources say'))
  expect((await openai.models.list()).data.map(({ id }) => id)).toContain(MODEL)
  const unknown = openai.chat.completions.create({ model: 'gpt-4o', messages })
  await expect(unknown).rejects.toMatchObject({ status: 404, code: 'LP_LANGUAGE_MODEL_UNKNOWN' })
})

test('who leaves ends the work in the engine, over either interface', async () => {
  ollama.say(endless)
  const before = ollama.cancelled()
  const stream = await openai.chat.completions.create({ model: 'learnpath', messages, stream: true })
  for await (const chunk of stream) if ((chunk.choices[0]?.delta.content ?? '') !== '') break
  await expect.poll(() => ollama.cancelled(), { timeout: 10_000 }).toBe(before + 1)

  const host = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  await host.connect(new StreamableHTTPClientTransport(new URL(`${product.url}/mcp`)))
  const leaving = new AbortController()
  const call = host.callTool(
    { name: 'ask', arguments: { question: messages[0]?.content } },
    { signal: leaving.signal, onprogress: () => leaving.abort() },
  )
  await expect(call).rejects.toThrow(/abort/iu)
  await expect.poll(() => ollama.cancelled(), { timeout: 10_000 }).toBe(before + 2)
  expect(ollama.generating()).toBe(0)
  await host.close()
})
