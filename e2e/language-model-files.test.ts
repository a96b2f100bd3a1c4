// Real tokens of a real model, from llama.cpp in its own process through the whole product to a client on the other side.
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AskEvent } from '@learnpath/contracts'
import { canRunStories, ENGINES, writeStoriesModel } from '../server/adapters/llama-cpp/testing/stories-model.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'

const MODEL = 'gguf:stories.gguf'
const CONTEXT_TOKENS = 8192
const TIDES = '# Tides\n\nThe tides are caused by the gravity of the moon. High water comes about twice a day.\n'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

describe.skipIf(!canRunStories)(
  'a language model file (needs LEARNPATH_TEST_MODELS and LEARNPATH_TEST_ENGINES)',
  () => {
    let home = ''
    let product: ProductProcess
    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'learnpath-gguf-'))
      await mkdir(join(home, 'models', 'gguf'), { recursive: true })
      await mkdir(join(home, 'engines'))
      await symlink(join(ENGINES, 'node_modules'), join(home, 'engines', 'node_modules'))
      writeStoriesModel(join(home, 'models', 'gguf', 'stories.gguf'), CONTEXT_TOKENS)
      product = await startProduct({ home })
      await product.client.addDocuments({
        collection: 'sea',
        files: [{ path: 'tides.md', bytes: new Blob([TIDES]) }],
      })
      await settled(product.client)
    })
    afterAll(async () => {
      await product.stop()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    })

    const ask = async (answerTokens: number, signal?: AbortSignal) =>
      await fetch(`${product.url}/ask`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ question: 'What causes the tides?', model: MODEL, settings: { answerTokens } }),
        ...(signal === undefined ? {} : { signal }),
      })

    async function* eventsOf(response: Response): AsyncGenerator<AskEvent> {
      let rest = ''
      const decoder = new TextDecoder()
      for await (const bytes of response.body ?? []) {
        rest += decoder.decode(bytes, { stream: true })
        const blocks = rest.split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const data = /^data: (.*)$/mu.exec(block)?.[1]
          if (data !== undefined) yield JSON.parse(data) as AskEvent
        }
      }
    }

    const metric = async (line: string): Promise<number> => {
      const page = await (await fetch(`${product.url}/metrics`)).text()
      const found = page.split('\n').find((one) => one.startsWith(`${line} `))
      return Number(found?.slice(line.length) ?? 0)
    }

    it('is listed with its number format, and answers nobody before it is chosen', async () => {
      const { models, chain } = await product.client.call('listLanguageModels')
      expect(models).toMatchObject([{ id: MODEL, quantization: 'F32', loaded: null }])
      expect(chain).toEqual(['extractive'])
    })

    it('streams its tokens, and the answer is measured', async () => {
      const events: AskEvent[] = []
      for await (const event of eventsOf(await ask(60))) events.push(event)
      const [first] = events
      const last = events.at(-1)
      expect(first).toMatchObject({ type: 'sources-found', engine: MODEL })
      expect(events.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(10)
      expect(last).toMatchObject({
        type: 'answer-end',
        response: { engine: MODEL, fallbacks: [], generation: { generatedTokens: 60, ended: 'length' } },
      })
      const { generation } = (last as Extract<AskEvent, { type: 'answer-end' }>).response
      expect(generation?.promptTokens).toBeGreaterThan(100)
      expect(generation?.tokensPerSecond).toBeGreaterThan(0)
      expect((await product.client.call('listLanguageModels')).models[0]?.loaded?.contextTokens).toBe(CONTEXT_TOKENS)
    })

    it('stops when the client leaves, and is there for the next', async () => {
      const cancelled = 'learnpath_language_model_generations_total{engine="gguf",outcome="cancelled"}'
      const before = await metric(cancelled)
      const leaving = new AbortController()
      const reading = (async () => {
        for await (const event of eventsOf(await ask(4000, leaving.signal))) {
          if (event.type === 'text-delta') leaving.abort()
        }
      })()
      await expect(reading).rejects.toThrow(/abort/iu)
      await expect.poll(async () => await metric(cancelled), { timeout: 10_000 }).toBe(before + 1)
      await expect.poll(async () => await metric('learnpath_language_model_files_working'), { timeout: 30_000 }).toBe(0)
      const events: AskEvent[] = []
      for await (const event of eventsOf(await ask(16))) events.push(event)
      expect(events.at(-1)).toMatchObject({ type: 'answer-end', response: { engine: MODEL } })
    })

    it('leaves memory when told to', async () => {
      expect(
        (await product.client.call('unloadLanguageModel', { body: { model: MODEL } })).models[0]?.loaded,
      ).toBeNull()
      expect(await metric('learnpath_language_model_files_loaded')).toBe(0)
    })
  },
)
