import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createFilesystemBlobStore } from '../../server/adapters/filesystem/blob-store.ts'
import { createLocalKeywordIndex } from '../../server/adapters/local-index/keyword-index.ts'
import { createLocalKeywordIndexStore } from '../../server/adapters/local-index/keyword-index-store.ts'
import { createSqliteRelationalStore } from '../../server/adapters/sqlite/relational-store.ts'
import { createInProcessEventBus } from '../../server/adapters/system/in-process-event-bus.ts'
import { createSystemClock } from '../../server/adapters/system/system-clock.ts'
import { detectLanguage } from '../../server/kernel/text/detect-language.ts'
import { chunkDocument } from '../../server/modules/ingestion/chunk-document.ts'
import { createLibrary, type LibraryApi } from '../../server/modules/library/index.ts'
import type { ServingGeneration } from '../../server/modules/retrieval/generations/generations-api.ts'
import { createRetrieval, type RetrievalApi } from '../../server/modules/retrieval/index.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import { createCountingIdSource } from '../../server/ports/id-source.double.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { RelationalStore } from '../../server/ports/relational-store.ts'
import type { AskDocument } from './ask-sets.ts'
import { embedLibrary } from './embed-library.ts'

export interface AskLibrary {
  readonly library: LibraryApi
  readonly retrieval: RetrievalApi
  readonly store: RelationalStore
  /** What the library was made with, for modules that are opened beside it. */
  readonly surroundings: ReturnType<typeof createSurroundings>
  /** Null without an embedder. */
  readonly serving: ServingGeneration | null
  /** The set's id of a document → the library's. */
  readonly documentIds: ReadonlyMap<string, string>
  readonly chunkCount: number
  close(): Promise<void>
}

function createSurroundings() {
  const logger = createRecordingLogger()
  return {
    clock: createSystemClock(),
    logger,
    eventBus: createInProcessEventBus({ logger }),
    idSource: createCountingIdSource(),
    metrics: createRecordingMetrics(),
  }
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** Puts parsed documents into a library of its own: real store, real chunks, real index, and real vectors with an embedder. */
export async function openAskLibrary(
  documents: readonly AskDocument[],
  scratchFolder: string,
  embedder: Embedder | null = null,
): Promise<AskLibrary> {
  const folder = mkdtempSync(join(scratchFolder, 'ask-'))
  const surroundings = createSurroundings()
  const { clock, logger, eventBus, idSource, metrics } = surroundings
  const store = await createSqliteRelationalStore({ file: join(folder, 'library.db'), clock, logger })
  const blobStore = createFilesystemBlobStore({ folder: join(folder, 'blobs') })
  const library = createLibrary({ store, blobStore, clock, idSource, eventBus })
  const documentIds = new Map<string, string>()
  for (const document of documents) documentIds.set(document.id, await publish(library, document))
  const indexStore = await createLocalKeywordIndexStore({
    folder: join(folder, 'index'),
    openIndex: async (generation) => await createLocalKeywordIndex({ folder: generation }),
    logger,
  })
  const serving = embedder === null ? null : await embedLibrary(library, embedder, { folder, logger })
  const generations = {
    serving: () => serving,
    notServingReason: () => (serving === null ? 'no model serves' : null),
    reranker: () => null,
  }
  const retrieval = createRetrieval({ library, indexStore, generations, eventBus, clock, logger, metrics })
  const { chunks } = await retrieval.rebuild()
  return {
    library,
    retrieval,
    store,
    surroundings,
    serving,
    documentIds,
    chunkCount: chunks,
    async close() {
      await retrieval.stop()
      await indexStore.close()
      await serving?.index.close()
      await store.close()
    },
  }
}

async function publish(library: LibraryApi, { id, title, parsed }: AskDocument): Promise<string> {
  const { id: collectionId } = await library.collection('library', { create: true })
  const blob = await library.receive(oneChunk(`${id}\n${parsed.text}`), { maxBytes: 50_000_000 })
  const { hash: contentHash, sizeBytes } = blob
  const path = `${id}.${parsed.format === 'markdown' ? 'md' : 'txt'}`
  const { document } = await library.put({ collectionId, path, contentHash, sizeBytes, format: parsed.format })
  await blob.release()
  const language = detectLanguage(parsed.text)
  await library.publishVersion({
    documentId: document.id,
    contentHash,
    parserVersion: 'bench',
    parsed: { ...parsed, title },
    language,
    chunks: chunkDocument(parsed, language),
  })
  return document.id
}
