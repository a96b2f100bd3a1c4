import { join } from 'node:path'
import { createFilesystemBlobStore } from '../../server/adapters/filesystem/blob-store.ts'
import { createLocalKeywordIndex } from '../../server/adapters/local-index/keyword-index.ts'
import { createLocalKeywordIndexStore } from '../../server/adapters/local-index/keyword-index-store.ts'
import { createSqliteRelationalStore } from '../../server/adapters/sqlite/relational-store.ts'
import { createInProcessEventBus } from '../../server/adapters/system/in-process-event-bus.ts'
import { createSystemClock } from '../../server/adapters/system/system-clock.ts'
import { createLibrary, type LibraryApi } from '../../server/modules/library/index.ts'
import {
  createRetrieval,
  NO_MODELS,
  type RetrievalApi,
  type SearchModels,
} from '../../server/modules/retrieval/index.ts'
import { createCountingIdSource } from '../../server/ports/id-source.double.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'

const CHUNKS_PER_DOCUMENT = 20

export interface SearchLibrary {
  readonly library: LibraryApi
  /** Retrieval with nothing remembered yet, on the library's index; without models by keywords. */
  open(models?: SearchModels): RetrievalApi
  close(): Promise<void>
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function publish(library: LibraryApi, chunks: readonly string[], number: number): Promise<void> {
  const { id: collectionId } = await library.collection('library', { create: true })
  const text = chunks.join('\n\n')
  const blob = await library.receive(oneChunk(text), { maxBytes: 50_000_000 })
  const { hash: contentHash, sizeBytes } = blob
  const put = { collectionId, path: `notes/${number}.txt`, contentHash, sizeBytes, format: 'text' as const }
  const { document } = await library.put(put)
  await blob.release()
  let start = 0
  const places = chunks.map((chunk, ordinal) => {
    const place = { start, end: start + chunk.length, pageStart: null, pageEnd: null }
    start = place.end + 2
    return { ordinal, headingPath: [], ...place, tokenCount: 0 }
  })
  const parsed = { format: 'text' as const, title: null, text, blocks: [], marks: [], pages: [], warnings: [] }
  const { id: documentId } = document
  const made = { documentId, contentHash, parserVersion: 'bench', parsed, language: 'en', chunks: places }
  await library.publishVersion(made)
}

/** A library of the chunks given in the product's own store and index, twenty to a document. */
export async function openSearchLibrary(chunks: readonly string[], folder: string): Promise<SearchLibrary> {
  const clock = createSystemClock()
  const logger = createRecordingLogger()
  const eventBus = createInProcessEventBus({ logger })
  const store = await createSqliteRelationalStore({ file: join(folder, 'library.db'), clock, logger })
  const blobStore = createFilesystemBlobStore({ folder: join(folder, 'blobs') })
  const library = createLibrary({ store, blobStore, clock, idSource: createCountingIdSource(), eventBus })
  for (let first = 0; first < chunks.length; first += CHUNKS_PER_DOCUMENT) {
    await publish(library, chunks.slice(first, first + CHUNKS_PER_DOCUMENT), first / CHUNKS_PER_DOCUMENT)
  }
  const indexStore = await createLocalKeywordIndexStore({
    folder: join(folder, 'index'),
    openIndex: async (generation) => await createLocalKeywordIndex({ folder: generation }),
    logger,
  })
  const opened: RetrievalApi[] = []
  const open = (generations: SearchModels = NO_MODELS): RetrievalApi => {
    const metrics = createRecordingMetrics()
    const retrieval = createRetrieval({ library, indexStore, generations, eventBus, clock, logger, metrics })
    opened.push(retrieval)
    return retrieval
  }
  await open().rebuild()
  return {
    library,
    open,
    async close() {
      for (const retrieval of opened) await retrieval.stop()
      await indexStore.close()
      await store.close()
    },
  }
}
