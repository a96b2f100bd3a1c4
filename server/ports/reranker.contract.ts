import { describe, expect, test } from 'vitest'
import type { Reranker } from './reranker.ts'

export interface RerankerSubject {
  readonly reranker: Reranker
  cleanUp(): Promise<void>
}

/** What every reranker has to keep to, whatever computes. */
export function rerankerContract(name: string, open: () => Promise<RerankerSubject>): void {
  const check = (title: string, body: (reranker: Reranker) => Promise<void>) =>
    test(title, async () => {
      const subject = await open()
      try {
        await body(subject.reranker)
      } finally {
        await subject.cleanUp()
      }
    })
  const query = 'when is high tide'

  describe(`${name} as a reranker`, () => {
    check('knows what it is before anything is scored', async ({ description }) => {
      expect(description.modelId).not.toBe('')
      expect(description.key).not.toBe('')
      expect(description.maximumTokens).toBeGreaterThan(0)
    })

    check('scores each text, in order, alike alone and among others', async (reranker) => {
      const texts = Array.from({ length: 100 }, (_, index) =>
        index % 3 === 0 ? `high tide ${index}` : `harbour ${index}`,
      )
      const scores = await reranker.score({ query, texts, priority: 'ingestion' })
      expect(scores).toHaveLength(100)
      for (const index of [0, 1, 32, 99]) {
        const [alone = Number.NaN] = await reranker.score({ query, texts: [texts[index] ?? ''] })
        expect(scores[index]).toBeCloseTo(alone, 3)
      }
    })

    check('takes nothing, empty texts, other scripts, broken characters and long texts', async (reranker) => {
      expect(await reranker.score({ query, texts: [] })).toHaveLength(0)
      const texts = ['', '満潮', 'half \uD83C a wave', 'tide '.repeat(20_000)]
      const scores = await reranker.score({ query, texts })
      expect(scores).toHaveLength(texts.length)
      expect(scores.every(Number.isFinite)).toBe(true)
    })

    check('does nothing for a caller who has left', async (reranker) => {
      const signal = AbortSignal.abort(new Error('left'))
      await expect(reranker.score({ query, texts: ['tide'], signal })).rejects.toThrow()
      expect(await reranker.score({ query, texts: ['tide'] })).toHaveLength(1)
    })
  })
}
