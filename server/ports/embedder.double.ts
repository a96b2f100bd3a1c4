import type { Embedder, EmbedderDescription, EmbedTexts } from './embedder.ts'

export interface HashingEmbedder extends Embedder {
  /** Everything it was asked for, in order. */
  readonly requests: readonly EmbedTexts[]
}

const INSTRUCTIONS = { query: 'query: ', passage: 'passage: ', none: '' } as const

/**
 * Vectors of the words of a text without a model: texts with the same words get the same vector, those that share words are near
 * each other. A token is a word; two more stand for the special tokens of a model.
 */
export function createHashingEmbedder(given: Partial<EmbedderDescription> = {}): HashingEmbedder {
  const description = {
    modelId: 'hashing',
    key: 'hashing@1',
    dimensions: 16,
    maximumTokens: 64,
    languages: ['en'],
    ...given,
  }
  const requests: EmbedTexts[] = []
  const wordsOf = (text: string, instruction: EmbedTexts['instruction']) =>
    `${INSTRUCTIONS[instruction]}${text}`.split(/\s+/u).filter((word) => word !== '')
  return {
    description,
    requests,
    async embed(request) {
      requests.push(request)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
      request.signal?.throwIfAborted()
      return request.texts.map((text) =>
        hashedVector(
          wordsOf(text, request.instruction).slice(0, description.maximumTokens - 2),
          description.dimensions,
        ),
      )
    },
    countTokens: async (texts, instruction) => texts.map((text) => wordsOf(text, instruction).length + 2),
  }
}

/** Signed feature hashing, of unit length; the first number is never zero, so that a text without words has a vector as well. */
function hashedVector(words: readonly string[], dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  vector[0] = 0.5
  for (const word of words) {
    let hash = 0x811c9dc5
    for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
    const place = 1 + ((hash >>> 1) % (dimensions - 1))
    vector[place] = (vector[place] ?? 0) + (hash % 2 === 0 ? 1 : -1)
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
