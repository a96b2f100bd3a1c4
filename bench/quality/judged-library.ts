import { createLocalKeywordIndex } from '../../server/adapters/local-index/keyword-index.ts'
import { createLocalKeywordIndexStore } from '../../server/adapters/local-index/keyword-index-store.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { chunkDocument } from '../../server/modules/ingestion/chunk-document.ts'
import { createRetrieval, type RetrievalApi } from '../../server/modules/retrieval/index.ts'
import { createMemoryLibrary } from '../../server/modules/retrieval/testing/memory-library.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { Reranker } from '../../server/ports/reranker.ts'
import type { JudgedSet } from './beir.ts'
import { embedLibrary } from './embed-library.ts'

export interface JudgedModels {
  readonly embedder: Embedder | null
  readonly reranker: Reranker | null
}

export interface JudgedLibrary {
  readonly retrieval: RetrievalApi
  close(): Promise<void>
}

const ignore = (): void => undefined
const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }

/** Retrieval as the product has it, on a library in memory: real chunks, analysis, index and ranking. */
export async function openJudgedLibrary(
  set: JudgedSet,
  folder: string,
  models: JudgedModels = { embedder: null, reranker: null },
): Promise<JudgedLibrary> {
  const library = createMemoryLibrary()
  const indexStore = await createLocalKeywordIndexStore({
    folder,
    openIndex: async (generation) => await createLocalKeywordIndex({ folder: generation }),
    logger,
  })
  for (const { id, title, path, parsed } of set.documents) {
    const language = detectLanguage(parsed.text)
    const passages = chunkDocument(parsed, language).map((chunk) => ({
      text: parsed.text.slice(chunk.start, chunk.end),
      headings: chunk.headingPath,
    }))
    library.publish({ id, title, language, passages, path })
  }
  const serving = models.embedder === null ? null : await embedLibrary(library, models.embedder, { folder, logger })
  const retrieval = createRetrieval({
    library,
    indexStore,
    generations: {
      serving: () => serving,
      notServingReason: () => (serving === null ? 'no model serves' : null),
      reranker: () => models.reranker,
    },
    eventBus: { publish: ignore, subscribe: () => ignore },
    clock: { now: () => 0, monotonicMs: () => performance.now() },
    logger,
    metrics: { cacheLookedUp: ignore, searched: ignore, searchStageEnded: ignore },
  })
  await retrieval.rebuild()
  return {
    retrieval,
    close: async () => {
      await retrieval.stop()
      await indexStore.close()
      await serving?.index.close()
    },
  }
}
