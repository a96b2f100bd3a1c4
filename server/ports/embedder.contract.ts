import { describe, expect, test } from 'vitest'
import type { Embedder } from './embedder.ts'

export interface EmbedderSubject {
  readonly embedder: Embedder
  cleanUp(): Promise<void>
}

export interface EmbedderTraits {
  /** Whether its model has instructions: then a query and a passage of the same words have different vectors. */
  readonly instructions: boolean
}

export function cosine(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}

/** Up to rounding: batches are computed in another order than single texts. */
const SAME = 0.9999
const LONGEST_WORDS = 20_000

/** What every embedder has to keep to, whatever computes. */
export function embedderContract(
  name: string,
  open: () => Promise<EmbedderSubject>,
  { instructions }: EmbedderTraits,
): void {
  const withEmbedder = async (use: (embedder: Embedder) => Promise<void>) => {
    const subject = await open()
    try {
      await use(subject.embedder)
    } finally {
      await subject.cleanUp()
    }
  }

  describe(`${name} as an embedder`, () => {
    test('knows what it is before anything is embedded', () =>
      withEmbedder(async ({ description }) => {
        expect(description.modelId).not.toBe('')
        expect(description.key).not.toBe('')
        expect(description.dimensions).toBeGreaterThan(0)
        expect(description.maximumTokens).toBeGreaterThan(0)
      }))

    test('gives each text its vector, in order, of unit length', () =>
      withEmbedder(async (embedder) => {
        const texts = Array.from(
          { length: 150 },
          (_, index) => `tide number ${index} of the ${'long '.repeat(index % 7)}day`,
        )
        const vectors = await embedder.embed({ texts, instruction: 'passage', priority: 'ingestion' })
        expect(vectors).toHaveLength(150)
        for (const vector of vectors) {
          expect(vector).toHaveLength(embedder.description.dimensions)
          expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
        }
        for (const index of [0, 31, 32, 64, 149]) {
          const [alone] = await embedder.embed({ texts: [texts[index] ?? ''], instruction: 'passage' })
          expect(cosine(vectors[index] ?? new Float32Array(), alone ?? new Float32Array())).toBeGreaterThan(SAME)
        }
      }))

    test('gives a text the same vector whatever else is asked for at the same time', () =>
      withEmbedder(async (embedder) => {
        const ask = async (text: string) => (await embedder.embed({ texts: [text], instruction: 'none' }))[0]
        const words = Array.from({ length: 30 }, (_, index) => `harbour ${index}`)
        const together = await Promise.all(words.map(ask))
        for (const [index, word] of words.entries()) {
          expect(
            cosine(together[index] ?? new Float32Array(), (await ask(word)) ?? new Float32Array()),
          ).toBeGreaterThan(SAME)
        }
      }))

    test('takes nothing, empty texts, other scripts and broken characters', () =>
      withEmbedder(async (embedder) => {
        expect(await embedder.embed({ texts: [], instruction: 'query' })).toEqual([])
        expect(await embedder.countTokens([], 'query')).toEqual([])
        const texts = ['', ' ', '\n\t', '満潮は一日に二回', 'e\u0301cluse', '🌊🌊', 'half \uD83C a wave', '\u0000']
        const vectors = await embedder.embed({ texts, instruction: 'passage' })
        expect(vectors).toHaveLength(texts.length)
        expect(vectors.every((vector) => Math.abs(Math.hypot(...vector) - 1) < 0.001)).toBe(true)
      }))

    test('reads the beginning of a text that is longer than it reads', () =>
      withEmbedder(async (embedder) => {
        const long = Array.from({ length: LONGEST_WORDS }, (_, index) => `w${index % 977}`).join(' ')
        const [vector, other] = await embedder.embed({ texts: [long, 'short'], instruction: 'passage' })
        expect(vector).toHaveLength(embedder.description.dimensions)
        expect(cosine(vector ?? new Float32Array(), other ?? new Float32Array())).toBeLessThan(SAME)
      }))

    test('counts tokens', () =>
      withEmbedder(async (embedder) => {
        const [short = 0, longer = 0] = await embedder.countTokens(['tide', 'tide and ebb and flood'], 'none')
        expect(short).toBeGreaterThan(0)
        expect(longer).toBeGreaterThan(short)
        if (!instructions) return
        const [asQuery = 0] = await embedder.countTokens(['tide'], 'query')
        expect(asQuery).toBeGreaterThan(short)
      }))

    test('puts instructions before texts where its model has them', () =>
      withEmbedder(async (embedder) => {
        const [query] = await embedder.embed({ texts: ['high tide'], instruction: 'query' })
        const [passage] = await embedder.embed({ texts: ['high tide'], instruction: 'passage' })
        const similarity = cosine(query ?? new Float32Array(), passage ?? new Float32Array())
        expect(similarity < SAME).toBe(instructions)
      }))

    test('does nothing for a caller who has left', () =>
      withEmbedder(async (embedder) => {
        const signal = AbortSignal.abort(new Error('left'))
        await expect(embedder.embed({ texts: ['tide'], instruction: 'query', signal })).rejects.toThrow('left')
        expect(await embedder.embed({ texts: ['tide'], instruction: 'query' })).toHaveLength(1)
      }))
  })
}
