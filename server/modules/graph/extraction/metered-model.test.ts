import { LearnPathError } from '@learnpath/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScriptedModel } from '../../../ports/language-model.double.ts'
import type { Generation, LanguageModel } from '../../../ports/language-model.ts'
import { BudgetSpent, meteredModel, type TokenBudget } from './metered-model.ts'
import { promptCeiling } from './prompt-ceiling.ts'

/** In memory, as strict as the stored one. */
function createBudget(maximum: number) {
  let spent = 0
  let reserved = 0
  const budget: TokenBudget = {
    async reserve(tokens) {
      if (spent + tokens > maximum) return await Promise.resolve(false)
      reserved = tokens
      return true
    },
    async settle({ promptTokens, completionTokens }) {
      spent += promptTokens + completionTokens
      reserved = 0
      await Promise.resolve()
    },
  }
  return { budget, spent: () => spent, reserved: () => reserved }
}

const request = (content: string, maximumTokens: number) => ({
  messages: [{ role: 'user' as const, content }],
  maximumTokens,
  temperature: 0,
  seed: 1,
})

type Way = 'answers' | 'is cut' | 'writes on' | 'breaks off' | 'is away' | 'tells no counts'

/** A model of which each token of a prompt is one byte, the most that there can be, and which may not heed its limit. */
function createModel(ways: readonly Way[], taken: { tokens: number }): LanguageModel {
  let call = 0
  return {
    ...createScriptedModel(() => []),
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => Buffer.byteLength(text))),
    async generate(asked): Promise<Generation> {
      const way = ways[call++ % ways.length]
      await Promise.resolve()
      if (way === 'is away') throw new LearnPathError('LP_LANGUAGE_MODEL_UNREACHABLE')
      const promptTokens = Buffer.byteLength(asked.messages.map(({ content }) => content).join(''))
      taken.tokens += promptTokens
      const wanted = { answers: 3, 'writes on': 10_000, 'breaks off': 5 }[way as string] ?? asked.maximumTokens
      let made = 0
      for (; made < wanted && asked.signal?.aborted !== true; made++) {
        taken.tokens += 1
        asked.onText?.('x')
      }
      // The token beyond the limit that shows that it is not heeded was made, and is not paid for by the one who set the limit.
      if (asked.signal?.aborted === true) taken.tokens -= 1
      asked.signal?.throwIfAborted()
      if (way === 'breaks off') throw new LearnPathError('LP_LANGUAGE_MODEL_UNREACHABLE')
      const counts = way === 'tells no counts' ? null : made
      const measure = { loadMs: null, firstTextMs: 1, firstTokenMs: 1, totalMs: 2, tokensPerSecond: 1 }
      return {
        text: 'x'.repeat(made),
        ended: 'stop',
        measure: { ...measure, promptTokens: counts === null ? null : promptTokens, generatedTokens: counts },
      }
    },
  }
}

describe('a metered model', () => {
  it('never takes more than its budget, whatever the model does', async () => {
    const ways = fc.constantFrom<Way>('answers', 'is cut', 'writes on', 'breaks off', 'is away', 'tells no counts')
    await fc.assert(
      fc.asyncProperty(
        fc.array(ways, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 1, max: 900 })), {
          maxLength: 30,
        }),
        async (script, maximum, calls) => {
          const taken = { tokens: 0 }
          const { budget, spent, reserved } = createBudget(maximum)
          const { model } = meteredModel(createModel(script, taken), budget)
          for (const [content, tokens] of calls) {
            await model.generate(request(content, tokens)).catch((failure: unknown) => {
              if (!(failure instanceof LearnPathError || failure instanceof BudgetSpent)) throw failure
            })
            expect(taken.tokens).toBeLessThanOrEqual(maximum)
            expect(taken.tokens).toBeLessThanOrEqual(spent())
            expect(spent()).toBeLessThanOrEqual(maximum)
            expect(reserved()).toBe(0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is not asked when its reserve is not left', async () => {
    const scripted = createScriptedModel(() => ['{}'])
    const asked = request('hello', 50)
    const enough = promptCeiling(asked) + 50
    await expect(meteredModel(scripted, createBudget(enough - 1).budget).model.generate(asked)).rejects.toThrow(
      BudgetSpent,
    )
    expect(scripted.requests).toHaveLength(0)
    await meteredModel(scripted, createBudget(enough).budget).model.generate(asked)
    expect(scripted.requests[0]).toMatchObject({ think: false, limitsThoughts: true, maximumTokens: 50 })
  })
})

it('a prompt has no more tokens than its ceiling, though normalising lengthens it', () => {
  for (const text of ['hello', 'Überraschung', '\u{FDFA}'.repeat(40), '漢字'.repeat(9), '👩‍👩‍👧']) {
    const longest = Math.max(Buffer.byteLength(text), Buffer.byteLength(text.normalize('NFKC')))
    expect(promptCeiling({ messages: [{ role: 'user', content: text }] })).toBeGreaterThan(longest)
  }
})
