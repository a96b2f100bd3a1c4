import type { Status } from '@learnpath/contracts'
import type { IngestionApi } from '../modules/ingestion/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { RetrievalApi } from '../modules/retrieval/index.ts'
import type { DocumentParser } from '../ports/document-parser.ts'
import type { JobQueue } from '../ports/job-queue.ts'

export interface StatusSources {
  readonly library: LibraryApi
  readonly retrieval: RetrievalApi
  readonly ingestion: IngestionApi
  readonly jobQueue: JobQueue
  readonly parser: DocumentParser
}

/** What of the status does not change while the program runs, but for the address. */
export interface Instance {
  readonly version: string
  readonly instanceId: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly home: string
  url: string | null
}

export async function readStatus(sources: StatusSources, instance: Instance): Promise<Status> {
  const { library, retrieval, ingestion, jobQueue, parser } = sources
  const [statistics, index, collections, jobs, watches, ocr] = await Promise.all([
    library.statistics(),
    retrieval.indexState(),
    library.listCollections(),
    jobQueue.counts(),
    ingestion.listWatches(),
    parser.ocrEngine(),
  ])
  const { total, searchable, byState, languages, chunks } = statistics
  const memory = process.memoryUsage()
  return {
    ...instance,
    engines: { search: index.kind, answer: 'extractive', ocr },
    documents: {
      total,
      searchable,
      queued: byState.queued,
      processing: byState.processing,
      failed: byState.failed,
    },
    chunks,
    collections: collections.map(({ name, documentCount }) => ({ name, documentCount })),
    languages,
    jobs,
    index,
    generations: [],
    inference: {
      provider: 'cpu',
      threads: 1,
      loaded: [],
      reranker: null,
      recommended: { profile: 'fast', reason: '' },
    },
    watches,
    memory: { residentBytes: memory.rss, heapBytes: memory.heapUsed },
    sampleLibrary: { offered: total === 0 },
  }
}
