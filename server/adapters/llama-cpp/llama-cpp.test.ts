import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { languageModelContract } from '../../ports/language-model.contract.ts'
import type { GenerationRequest } from '../../ports/language-model.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createLlamaCppLanguageModelSource, type LlamaCppLanguageModelSourceOptions } from './language-model-source.ts'
import { canRunStories, ENGINES, STORIES } from './testing/stories-model.ts'
import { ggufBytes } from './testing/gguf-bytes.ts'

// Each test starts a process that loads the engine: a second on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 120_000 })

const NAME = 'stories.gguf'
const SILENCE = { firstMs: 120_000, nextMs: 60_000 }

async function withSource(
  use: (subject: ReturnType<typeof open>) => Promise<void>,
  options: Partial<LlamaCppLanguageModelSourceOptions> = {},
) {
  const subject = open(options)
  try {
    await use(subject)
  } finally {
    await subject.cleanUp()
  }
}

function open(options: Partial<LlamaCppLanguageModelSourceOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-gguf-'))
  copyFileSync(STORIES, join(folder, NAME))
  const source = createLlamaCppLanguageModelSource({
    folder,
    enginesFolder: ENGINES,
    contextTokens: 8192,
    threads: 2,
    idleMs: 60_000,
    silence: SILENCE,
    clock: createSystemClock(),
    ...options,
  })
  const cleanUp = async () => {
    await source.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const working = () => source.processes().reduce((sum, process) => sum + process.working, 0)
  return { folder, source, model: source.model(NAME), working, cleanUp }
}

const asked = (prompt: string, rest: Partial<GenerationRequest> = {}): GenerationRequest => ({
  messages: [{ role: 'user', content: prompt }],
  maximumTokens: 40,
  temperature: 0,
  seed: 7,
  ...rest,
})

describe.skipIf(!canRunStories)(
  'llama.cpp with a real model (needs LEARNPATH_TEST_MODELS and LEARNPATH_TEST_ENGINES)',
  () => {
    languageModelContract(
      'llama.cpp',
      async () => {
        const { source, working, cleanUp } = open()
        const prompt = (topic: string) => `Once upon a time there was a ${topic}. Tell of it.`
        return await Promise.resolve({ source, name: NAME, prompt, working, cleanUp })
      },
      { residency: true, missing: true },
    )

    test('writes the story that the model knows, with its spaces', async () => {
      await withSource(async ({ model }) => {
        const { text, measure } = await model.generate(asked('Once upon a time'))
        expect(text).toMatch(/^, there was a little girl named Lily\. She loved to play with her toys/)
        expect(measure.promptTokens).toBeGreaterThan(4)
        expect(measure.generatedTokens).toBe(40)
        expect(measure.loadMs).toBeGreaterThan(0)
        expect((await model.generate(asked('Once upon a time'))).measure.loadMs).toBe(0)
      })
    })

    test('is as hot as asked: the same seed says the same, another one something else', async () => {
      await withSource(async ({ model }) => {
        const say = async (seed: number) => (await model.generate(asked('Lily', { temperature: 1.2, seed }))).text
        const first = await say(1)
        expect(await say(1)).toBe(first)
        expect(await say(2)).not.toBe(first)
      })
    })

    test('counts characters of several bytes as the model does, and writes them whole', async () => {
      await withSource(async ({ model }) => {
        // What is not in this vocabulary is written byte by byte, after one token for the space before: 2 and 4. The euro is in it.
        expect(await model.countTokens(['ü', '€', '😀'])).toEqual([3, 2, 5])
        const schema = { const: 'Größe 12 € 😀' }
        const pieces: string[] = []
        const { text } = await model.generate(asked('Say', { schema, onText: (piece) => pieces.push(piece) }))
        expect(JSON.parse(text)).toBe('Größe 12 € 😀')
        expect(pieces.join('')).not.toContain('\uFFFD')
      })
    })

    test('binds the answer to a schema', async () => {
      await withSource(async ({ model }) => {
        const schema = {
          type: 'object',
          properties: {
            name: { type: 'string', maxLength: 12, pattern: '^[a-z]+$' },
            age: { type: 'integer', minimum: 0 },
            mood: { anyOf: [{ type: 'string', enum: ['glad', 'sad'] }, { type: 'null' }] },
            toys: { type: 'array', items: { type: 'string', maxLength: 8 }, minItems: 1, maxItems: 3 },
          },
          required: ['name'],
          additionalProperties: false,
        }
        const { text, ended } = await model.generate(asked('Describe Lily: ', { schema, maximumTokens: 200 }))
        expect(ended).toBe('stop')
        const value: unknown = JSON.parse(text)
        expect(value).toEqual({
          name: expect.any(String),
          age: expect.any(Number),
          mood: expect.toSatisfy((mood) => ['glad', 'sad', null].includes(mood as string)),
          toys: expect.any(Array),
        })
      })
    })

    test('a process that is killed fails what it worked on, and the next use begins anew', async () => {
      await withSource(async ({ source, model }) => {
        await model.load()
        const [running] = source.processes()
        let killed = false
        const generation = model.generate(
          asked('Once upon a time', {
            maximumTokens: 400,
            onText() {
              if (!killed) process.kill(running?.processId ?? 0, 'SIGKILL')
              killed = true
            },
          }),
        )
        await expect(generation).rejects.toMatchObject({
          code: 'LP_LANGUAGE_MODEL_FAILED',
          message: expect.stringContaining('SIGKILL'),
        })
        expect(await model.residency()).toBeNull()
        expect((await model.generate(asked('Once upon a time'))).text).toContain('Lily')
      })
    })

    test('a process that hangs is given up, and ended when it does not stop', async () => {
      await withSource(
        async ({ source, model }) => {
          await model.load()
          const [hanging] = source.processes()
          process.kill(hanging?.processId ?? 0, 'SIGSTOP')
          await expect(model.generate(asked('Once upon a time'))).rejects.toMatchObject({
            code: 'LP_LANGUAGE_MODEL_FAILED',
            message: expect.stringContaining('no token for too long'),
          })
          await expect.poll(() => source.processes(), { timeout: 10_000 }).toEqual([])
          await model.load()
          expect((await model.generate(asked('Once upon a time'))).text).toContain('Lily')
        },
        { silence: { firstMs: 10_000, nextMs: 10_000 }, cancelMs: 300 },
      )
    })

    test('leaves memory when nobody has used it for a while', async () => {
      await withSource(
        async ({ source, model }) => {
          await model.generate(asked('Lily', { maximumTokens: 4 }))
          expect(source.processes()).toHaveLength(1)
          await expect.poll(async () => await model.residency(), { timeout: 10_000 }).toBeNull()
          expect(source.processes()).toEqual([])
        },
        { idleMs: 200 },
      )
    })

    test('uses that begin together share one process', async () => {
      await withSource(async ({ source, model }) => {
        await Promise.all([model.load(), model.countTokens(['Lily']), model.generate(asked('Lily')), model.load()])
        expect(source.processes()).toHaveLength(1)
      })
    })

    test('a file that is no model fails with the words of the engine', async () => {
      await withSource(async ({ folder, source }) => {
        const beginning = new Uint8Array(2000)
        beginning.set(new TextEncoder().encode('GGUF'))
        writeFileSync(join(folder, 'broken.gguf'), beginning)
        await expect(source.model('broken.gguf').load()).rejects.toMatchObject({ code: 'LP_LANGUAGE_MODEL_FAILED' })
      })
    })

    test('takes an absolute path as a name', async () => {
      await withSource(async ({ source }) => {
        const { text } = await source.model(STORIES).generate(asked('Once upon a time'))
        expect(text).toContain('Lily')
      })
    })
  },
)

describe('without the engine', () => {
  test('models are listed, and a use tells the command that installs it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-no-engine-'))
    writeFileSync(join(folder, 'small.gguf'), ggufBytes({ 'general.architecture': 'llama' }))
    const source = createLlamaCppLanguageModelSource({
      folder,
      enginesFolder: join(folder, 'engines'),
      contextTokens: 8192,
      threads: 2,
      idleMs: 1000,
      silence: SILENCE,
      clock: createSystemClock(),
    })
    expect(await source.models()).toHaveLength(1)
    await expect(source.model('small.gguf').load()).rejects.toMatchObject({
      code: 'LP_LANGUAGE_MODEL_ENGINE_MISSING',
      message: expect.stringContaining(`npm install --prefix ${join(folder, 'engines')} --omit=optional`),
    })
    rmSync(folder, { recursive: true, force: true })
  })
})
