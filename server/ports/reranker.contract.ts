import { describe, expect, test } from 'vitest'
import type { Reranker } from './reranker.ts'

export interface RerankerSubject {
  readonly reranker: Reranker
  cleanUp(): Promise<void>
}

/** What every reranker has to keep to, whatever computes. */
export function rerankerContract(name: string, open: () => Promise<RerankerSubject>): void {
  const withReranker = async (use: (reranker: Reranker) => Promise<void>) => {
    const subject = await open()
    try {
      await use(subject.reranker)
    } finally {
      await subject.cleanUp()
    }
  }
  const query = 'when is high tide'

  describe(`${name} as a reranker`, () => {
    test('knows what it is before anything is scored', () =>
      withReranker(async ({ description }) => {
        expect(description.modelId).not.toBe('')
        expect(description.key).not.toBe('')
        expect(description.maximumTokens).toBeGreaterThan(0)
      }))

    test('scores each text, in order, alike alone and among others', () =>
      withReranker(async (reranker) => {
        const texts = Array.from({ length: 100 }, (_, index) =>
          index % 3 === 0 ? `high tide ${index}` : `harbour ${index}`,
        )
        const scores = await reranker.score({ query, texts, priority: 'ingestion' })
        expect(scores).toHaveLength(100)
        for (const index of [0, 1, 32, 99]) {
          const [alone = Number.NaN] = await reranker.score({ query, texts: [texts[index] ?? ''] })
          expect(scores[index]).toBeCloseTo(alone, 3)
        }
      }))

    test('takes nothing, empty texts, other scripts, broken characters and long texts', () =>
      withReranker(async (reranker) => {
        expect(await reranker.score({ query, texts: [] })).toHaveLength(0)
        const texts = ['', '満潮', 'half \uD83C a wave', 'tide '.repeat(20_000)]
        const scores = await reranker.score({ query, texts })
        expect(scores).toHaveLength(texts.length)
        expect(scores.every(Number.isFinite)).toBe(true)
      }))

    test('does nothing for a caller who has left', () =>
      withReranker(async (reranker) => {
        const signal = AbortSignal.abort(new Error('left'))
        await expect(reranker.score({ query, texts: ['tide'], signal })).rejects.toThrow('left')
        expect(await reranker.score({ query, texts: ['tide'] })).toHaveLength(1)
      }))
  })
}
