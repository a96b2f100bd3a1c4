import { join } from 'node:path'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { Reranker } from '../../server/ports/reranker.ts'
import { openStaticEmbedder } from './static-embedder.ts'

const DEFAULT_EMBEDDER = 'potion-base-2M-int8'

/** The embedder that comes with the tests. */
export async function openJudgedModels(
  modelsFolder: string,
): Promise<{ embedder: Embedder; reranker: Reranker | null; close: () => Promise<void> }> {
  const embedder = await openStaticEmbedder(join(modelsFolder, DEFAULT_EMBEDDER), ['en'])
  return { embedder, reranker: null, close: async () => await Promise.resolve() }
}
