import { describe, expect, test } from 'vitest'
import type { GenerationRequest, LanguageModel, LanguageModelSource } from './language-model.ts'

export interface LanguageModelSubject {
  readonly source: LanguageModelSource
  /** Of a model that it has. */
  readonly name: string
  /** A prompt to which the model says at least 60 tokens, which differ from those to other prompts. */
  prompt(topic: string): string
  /** Answers that the engine works on now; what it does for somebody who left is among them. */
  working(): number | Promise<number>
  cleanUp(): Promise<void>
}

export interface LanguageModelTraits {
  /** Whether the engine tells what a model takes of memory, and unloads it when asked. */
  readonly residency: boolean
  /** Whether it knows that it lacks a model. */
  readonly missing: boolean
}

const asked = (prompt: string, rest: Partial<GenerationRequest> = {}): GenerationRequest => ({
  messages: [
    { role: 'system', content: 'You tell stories.' },
    { role: 'user', content: prompt },
  ],
  maximumTokens: 48,
  temperature: 0,
  seed: 7,
  ...rest,
})

/** What every engine of language models has to keep to. */
export function languageModelContract(
  name: string,
  open: () => Promise<LanguageModelSubject>,
  traits: LanguageModelTraits,
): void {
  const withModel = async (use: (model: LanguageModel, subject: LanguageModelSubject) => Promise<void>) => {
    const subject = await open()
    try {
      await use(subject.source.model(subject.name), subject)
    } finally {
      await subject.cleanUp()
    }
  }
  const settled = async (subject: LanguageModelSubject) => {
    await expect.poll(async () => await subject.working(), { timeout: 10_000, interval: 5 }).toBe(0)
  }

  describe(`${name} as an engine of language models`, () => {
    test('knows its models without loading one, and each is one object', () =>
      withModel(async (model, { source, name: known }) => {
        expect(model.description).toMatchObject({ id: `${source.engine}:${known}`, engine: source.engine, name: known })
        expect(model.description.contextTokens).toBeGreaterThan(0)
        expect(source.model(known)).toBe(model)
        expect((await source.models()).map((offered) => offered.name)).toContain(known)
        expect(source.place).not.toBe('')
      }))

    test('sends its text in pieces, which are the whole, and measures it', () =>
      withModel(async (model, { prompt }) => {
        const pieces: string[] = []
        const { text, measure } = await model.generate(asked(prompt('tide'), { onText: (piece) => pieces.push(piece) }))
        expect(pieces.length).toBeGreaterThan(3)
        expect(pieces).not.toContain('')
        expect(pieces.join('')).toBe(text)
        expect(text.trim()).not.toBe('')
        expect(measure.firstTokenMs ?? Infinity).toBeLessThanOrEqual(measure.firstTextMs ?? 0)
        expect(measure.firstTextMs ?? Infinity).toBeLessThanOrEqual(measure.totalMs)
        expect(measure.promptTokens).toBeGreaterThan(0)
        expect(measure.generatedTokens).toBeGreaterThan(0)
        expect(measure.tokensPerSecond).toBeGreaterThan(0)
      }))

    test('ends at the limit of tokens and says so', () =>
      withModel(async (model, { prompt }) => {
        const { ended, text } = await model.generate(asked(prompt('tide'), { maximumTokens: 5 }))
        expect(ended).toBe('length')
        const longer = await model.generate(asked(prompt('tide'), { maximumTokens: 20 }))
        expect(longer.text.length).toBeGreaterThan(text.length)
        expect(longer.text.startsWith(text.trimEnd())).toBe(true)
      }))

    test('says the same to the same, alone and beside others', () =>
      withModel(async (model, { prompt }) => {
        const topics = ['tide', 'harbour', 'lighthouse', 'storm']
        const alone: string[] = []
        for (const topic of topics) alone.push((await model.generate(asked(prompt(topic)))).text)
        expect(new Set(alone).size).toBe(topics.length)
        const beside = await Promise.all(
          topics.map(async (topic) => {
            const pieces: string[] = []
            await model.generate(asked(prompt(topic), { onText: (piece) => pieces.push(piece) }))
            return pieces.join('')
          }),
        )
        expect(beside).toEqual(alone)
      }))

    test('stops in the engine too when the caller leaves in the middle', () =>
      withModel(async (model, subject) => {
        const leaving = new AbortController()
        const reason = new Error('left')
        const generation = model.generate(
          asked(subject.prompt('tide'), { signal: leaving.signal, onText: () => leaving.abort(reason) }),
        )
        await expect(generation).rejects.toBe(reason)
        await settled(subject)
      }))

    test('does nothing for a caller who has left before', () =>
      withModel(async (model, subject) => {
        const reason = new Error('left')
        await expect(model.generate(asked(subject.prompt('tide'), { signal: AbortSignal.abort(reason) }))).rejects.toBe(
          reason,
        )
        await settled(subject)
      }))

    test('hands on what a receiver of pieces throws, and stops', () =>
      withModel(async (model, subject) => {
        const failure = new Error('no more')
        const generation = model.generate(
          asked(subject.prompt('tide'), {
            onText: () => {
              throw failure
            },
          }),
        )
        await expect(generation).rejects.toBe(failure)
        await settled(subject)
      }))

    test('is as good as new after many who left', () =>
      withModel(async (model, subject) => {
        const whole = await model.generate(asked(subject.prompt('tide')))
        await Promise.all(
          Array.from({ length: 24 }, async (_, index) => {
            const leaving = new AbortController()
            const generation = model.generate(
              asked(subject.prompt(`storm ${index}`), { signal: leaving.signal, onText: () => leaving.abort() }),
            )
            await expect(generation).rejects.toMatchObject({ name: 'AbortError' })
          }),
        )
        await settled(subject)
        expect((await model.generate(asked(subject.prompt('tide')))).text).toBe(whole.text)
      }))

    test('counts tokens of each text, in order', () =>
      withModel(async (model, { prompt }) => {
        expect(await model.countTokens([])).toEqual([])
        const [nothing, short, long] = await model.countTokens(['', 'tide', `${prompt('tide')} `.repeat(5)])
        expect(nothing).toBe(0)
        expect(short).toBeGreaterThan(0)
        expect(long).toBeGreaterThan(short ?? Infinity)
      }))

    test('refuses a prompt that is longer than its context', () =>
      withModel(async (model) => {
        const words = 'the tide comes in and goes out again '
        const prompt = words.repeat(Math.ceil((2 * model.description.contextTokens) / 6))
        await expect(model.generate(asked(prompt))).rejects.toMatchObject({ code: 'LP_PROMPT_TOO_LONG' })
      }))

    test.runIf(traits.missing)('says that it lacks a model when that is used', () =>
      withModel(async (_, { source, prompt }) => {
        const missing = source.model('no-such-model')
        await expect(missing.generate(asked(prompt('tide')))).rejects.toMatchObject({
          code: 'LP_LANGUAGE_MODEL_MISSING',
        })
      }),
    )

    test.runIf(traits.residency)('is in memory after loading, and not after unloading', () =>
      withModel(async (model) => {
        expect(await model.residency()).toBeNull()
        await model.load()
        const residency = await model.residency()
        expect(residency?.sizeBytes).toBeGreaterThan(0)
        expect(residency?.contextTokens).toBe(model.description.contextTokens)
        await model.unload()
        expect(await model.residency()).toBeNull()
      }),
    )

    test.runIf(!traits.residency)('takes loading and unloading, though the engine does both by itself', () =>
      withModel(async (model) => {
        await model.load()
        expect(await model.residency()).toBeNull()
        await model.unload()
      }),
    )
  })
}
