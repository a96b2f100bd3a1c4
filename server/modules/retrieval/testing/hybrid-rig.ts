import type { Cache } from '../../../ports/cache.ts'
import { createMemoryKeywordIndexStore } from './memory-keyword-index-store.ts'
import type { MemoryDocument } from './memory-library.ts'
import {
  createMeaningEmbedder,
  createMemoryModels,
  embedLibrary,
  followLibrary,
  type MeaningEmbedder,
  type MemoryModels,
} from './memory-models.ts'
import { createRetrievalRig, type RetrievalRig } from './retrieval-rig.ts'

export interface HybridRig extends RetrievalRig {
  readonly embedder: MeaningEmbedder
  readonly models: MemoryModels
  /** Lets the vectors that serve see the library's changes. */
  followVectors(): Promise<void>
}

/** Retrieval as in `createRetrievalRig`, with an embedder whose vectors of the documents serve. */
export async function createHybridRig(
  documents: readonly MemoryDocument[],
  embedder: MeaningEmbedder = createMeaningEmbedder(),
  sharedCache?: Cache,
): Promise<HybridRig> {
  const models = createMemoryModels()
  const rig = await createRetrievalRig(documents, createMemoryKeywordIndexStore(), models, sharedCache)
  const index = await embedLibrary(rig.library, embedder)
  embedder.calls = 0
  models.serve({ id: 'first', embedder, index })
  return {
    ...rig,
    embedder,
    models,
    followVectors: async () => {
      await followLibrary(rig.library, embedder, index)
    },
  }
}
