import { join } from 'node:path'
import { createLocalVectorIndexStore } from '../../server/adapters/vector-index/vector-index-store.ts'
import type { LibraryApi } from '../../server/modules/library/index.ts'
import { embeddingInput } from '../../server/modules/retrieval/generations/embedding-input.ts'
import type { ServingGeneration } from '../../server/modules/retrieval/generations/generations-api.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { Logger } from '../../server/ports/logger.ts'

const DOCUMENTS = 1_000_000
const TEXTS_PER_BATCH = 64

/** All passages in the product's own vector index, by what the product puts before a model. */
export async function embedLibrary(
  library: Pick<LibraryApi, 'latestSequence' | 'indexableDocuments'>,
  embedder: Embedder,
  { folder, logger }: { readonly folder: string; readonly logger: Logger },
): Promise<ServingGeneration> {
  const { dimensions, modelId } = embedder.description
  const store = createLocalVectorIndexStore({ folder: join(folder, 'vectors'), logger })
  const index = await store.open('judged', dimensions)
  const sequence = await library.latestSequence()
  for (const document of await library.indexableDocuments(null, DOCUMENTS)) {
    const vectors: Float32Array[] = []
    for (let at = 0; at < document.chunks.length; at += TEXTS_PER_BATCH) {
      const texts = document.chunks.slice(at, at + TEXTS_PER_BATCH).map((chunk) => embeddingInput(document, chunk))
      vectors.push(...(await embedder.embed({ texts, instruction: 'passage', priority: 'ingestion' })))
    }
    const entries = document.chunks.map(({ id }, at) => ({
      chunkId: id,
      documentId: document.documentId,
      workspaceId: document.workspaceId,
      collectionId: document.collectionId,
      vector: vectors[at] ?? new Float32Array(dimensions),
    }))
    await index.replaceDocument(sequence, document.documentId, entries)
  }
  return { generation: { id: 'judged', model: modelId, precision: 'none', dimensions }, embedder, index }
}
