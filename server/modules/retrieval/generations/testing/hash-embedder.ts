import { createHash } from 'node:crypto'
import type { Embedder, EmbedTexts } from '../../../../ports/embedder.ts'

export interface HashEmbedder extends Embedder {
  /** All texts that were embedded, in order. */
  readonly embedded: readonly string[]
  /** Called before a batch is embedded; may throw or wait. */
  before: (request: EmbedTexts) => Promise<void> | void
}

/** Vectors that depend on the words of a text and on the model alone: texts with common words are near each other. */
export function createHashEmbedder(key: string, dimensions = 64): HashEmbedder {
  const embedded: string[] = []
  const hasher: HashEmbedder = {
    embedded,
    before: () => undefined,
    description: { modelId: key.split('@')[0] ?? key, key, dimensions, maximumTokens: 512, languages: ['en'] },
    async embed(request) {
      await hasher.before(request)
      request.signal?.throwIfAborted()
      if (request.instruction === 'passage') embedded.push(...request.texts)
      return request.texts.map((text) => vectorOf(text, key, dimensions))
    },
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => text.split(/\s+/u).length)),
  }
  return hasher
}

function vectorOf(text: string, key: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const word of text.toLowerCase().match(/\p{L}+|\d+/gu) ?? ['']) {
    const digest = createHash('sha256').update(`${key} ${word}`).digest()
    for (let at = 0; at < dimensions; at += 1) vector[at] = (vector[at] ?? 0) + ((digest[at % 32] ?? 0) - 127.5) / 128
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
