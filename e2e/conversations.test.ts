// A process that is killed in the middle of an answer: nothing that was answered is lost, and what was not says so.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startImitatedOllama } from '../server/adapters/ollama/testing/imitated-ollama.ts'
import type { ImitatedEngine } from '../server/ports/language-engine.double.ts'
import { settled } from '../tools/product-process.ts'
import { runCommand } from './run-command.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const QUESTION = 'Where do the light reactions take place?'
const TEXT = 'The light reactions take place in the thylakoid membranes [1].'

let home = ''
let engine: ImitatedEngine
let product: RunningLearnPath
const start = async (): Promise<RunningLearnPath> =>
  await startLearnPath({
    home,
    environment: { LEARNPATH_OLLAMA_URL: engine.url, LEARNPATH_CHAT_MODELS: 'ollama:tiny:1b' },
  })

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-conversations-'))
  engine = await startImitatedOllama({ models: [{ name: 'tiny:1b' }], script: () => TEXT })
  product = await start()
  await product.client.addSampleLibrary()
  await settled(product.client)
}, 120_000)
afterAll(async () => {
  await product.stop()
  await engine.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

it('killed while it answers keeps what was answered, and tells what was not', { timeout: 90_000 }, async () => {
  const { id } = await product.client.call('createConversation', { body: {} })
  const params = { id }
  const whole = await product.client.call('askInConversation', { params, body: { question: QUESTION } })
  expect(whole).toMatchObject({ state: 'complete', response: { engine: 'ollama:tiny:1b' } })

  engine.say(() => ({ text: `${TEXT} `.repeat(500), betweenMs: 20 }))
  const killed: Promise<unknown>[] = []
  const asking = (async () => {
    for await (const { type } of product.client.askInConversation(id, { question: 'And then?' })) {
      if (type === 'text-delta' && killed.length === 0) killed.push(product.stop('SIGKILL'))
    }
  })()
  await expect(asking).rejects.toBeInstanceOf(Error)
  expect(await Promise.all(killed)).toEqual(['SIGKILL'])
  product = await start()
  const { turns } = await product.client.call('getConversation', { params })
  expect(turns[0]).toEqual(whole)
  expect(turns[1]).toMatchObject({
    parentId: whole.id,
    state: 'failed',
    response: null,
    failure: { code: 'LP_ANSWER_INTERRUPTED' },
  })

  engine.say(null)
  const again = await product.client.call('askInConversation', { params, body: { question: 'And then?' } })
  expect(again).toMatchObject({ parentId: whole.id, state: 'complete' })
})

it('stopped in order keeps what there was of an answer', { timeout: 90_000 }, async () => {
  const { id } = await product.client.call('createConversation', { body: {} })
  engine.say(() => ({ text: `${TEXT} `.repeat(500), betweenMs: 20 }))
  let stopped: Promise<unknown> | null = null
  let written = ''
  for await (const event of product.client.askInConversation(id, { question: QUESTION })) {
    if (event.type === 'text-delta') written += event.text
    if (written.length > 3 * TEXT.length) stopped ??= product.stop()
  }
  expect(await stopped).toBe(0)
  engine.say(null)
  product = await start()
  const { turns } = await product.client.call('getConversation', { params: { id } })
  expect(turns).toMatchObject([{ state: 'stopped', response: { engine: 'ollama:tiny:1b' } }])
  expect(turns[0]?.response?.answer).toContain('The light reactions')
})

it('leaving a stream ends the work of the model', { timeout: 60_000 }, async () => {
  const { id } = await product.client.call('createConversation', { body: {} })
  engine.say(() => ({ text: `${TEXT} `.repeat(500), betweenMs: 20 }))
  const before = engine.cancelled()
  for await (const { type } of product.client.askInConversation(id, { question: QUESTION })) {
    if (type === 'text-delta') break
  }
  await expect.poll(() => engine.cancelled(), { timeout: 10_000 }).toBe(before + 1)
  expect(engine.generating()).toBe(0)
  const state = async () => (await product.client.call('getConversation', { params: { id } })).turns[0]?.state
  await expect.poll(state).toBe('stopped')
  engine.say(null)
})

it(
  'on the command line each line is a question; the conversation is one JSON document',
  { timeout: 60_000 },
  async () => {
    const environment = { LEARNPATH_HOME: home }
    const asked = await runCommand(['chat', '--model', 'extractive', '--json'], {
      environment,
      input: `${QUESTION}\nWhat is photosynthesis?\n`,
    })
    expect(asked.exitCode).toBe(0)
    const conversation = JSON.parse(asked.output) as {
      readonly id: string
      readonly turns: readonly { state: string }[]
    }
    expect(conversation.turns.map(({ state }) => state)).toEqual(['complete', 'complete'])
    const shown = await runCommand(['conversations', 'show', 'last'], { environment })
    expect(shown.output).toContain(`> ${QUESTION}`)
    expect(shown.output).toMatch(/\[1\] english\/photosynthesis\.pdf p\. 2/)
    const file = join(home, 'talk.md')
    expect((await runCommand(['conversations', 'export', 'last', '-o', file], { environment })).exitCode).toBe(0)
    expect((await runCommand(['conversations', 'export', 'last', '-o', file], { environment })).exitCode).toBe(2)
    const list = await runCommand(['conversations', '--contains', 'photosynthesis'], { environment })
    expect(list.output).toContain(conversation.id)
    expect((await runCommand(['conversations', 'delete', conversation.id], { environment })).exitCode).toBe(0)
    expect((await runCommand(['conversations', 'show', conversation.id], { environment })).exitCode).toBe(1)
  },
)
