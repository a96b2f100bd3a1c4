import { basename } from 'node:path'
import { join } from 'node:path'
import { normalizeVector } from '../../server/adapters/inference/pooling.ts'
import { openSafetensors } from '../../server/adapters/inference/safetensors.ts'
import { loadTokenizer } from '../../server/adapters/inference/tokenizer.ts'
import type { Embedder } from '../../server/ports/embedder.ts'

/** A Model2Vec folder with 32 bit rows as an embedder in the plainest code: the mean of the tokens' rows, unknown ones left out. */
export async function openStaticEmbedder(folder: string, languages: readonly string[]): Promise<Embedder> {
  const tokenizer = await loadTokenizer(folder)
  const file = await openSafetensors(join(folder, 'model.safetensors'))
  const [, dimensions = 0] = file.tensors.get('embeddings')?.shape ?? []
  const bytes = await file.read('embeddings')
  await file.close()
  const rows = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT)
  const embed = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions)
    for (const token of tokenizer.encodeBare(text)) {
      if (token === tokenizer.unknownId) continue
      for (let at = 0; at < dimensions; at += 1) vector[at] = (vector[at] ?? 0) + (rows[token * dimensions + at] ?? 0)
    }
    return normalizeVector(vector)
  }
  const modelId = basename(folder)
  return {
    description: { modelId, key: modelId, dimensions, maximumTokens: 1_000_000, languages },
    embed: async ({ texts }) => await Promise.resolve(texts.map(embed)),
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => tokenizer.encodeBare(text).length)),
  }
}
