import type { Reranker, RerankTexts } from './reranker.ts'

export interface WordReranker extends Reranker {
  /** Everything it was asked for, in order. */
  readonly requests: readonly RerankTexts[]
}

/** Scores a text by how many words of the query it holds, less a quarter for each word of the query that it lacks. */
export function createWordReranker(given: Partial<Reranker['description']> = {}): WordReranker {
  const requests: RerankTexts[] = []
  return {
    description: { modelId: 'words', key: 'words@1', maximumTokens: 64, ...given },
    requests,
    async score(request) {
      requests.push(request)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      request.signal?.throwIfAborted()
      const wanted = new Set(request.query.toLowerCase().split(/\s+/u))
      return Float32Array.from(request.texts, (text) => {
        const held = new Set(text.toLowerCase().split(/\s+/u))
        return [...wanted].reduce((score, word) => score + (held.has(word) ? 1 : -0.25), 0)
      })
    },
  }
}
