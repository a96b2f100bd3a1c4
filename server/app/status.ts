import type { Status } from '@learnpath/contracts'
import type { IngestionApi } from '../modules/ingestion/index.ts'
import type { LanguageModelsApi } from '../modules/language-models/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { ModelsApi } from '../modules/models/index.ts'
import type { GenerationsApi, RetrievalApi } from '../modules/retrieval/index.ts'
import type { DocumentParser } from '../ports/document-parser.ts'
import type { InferenceEngine } from '../ports/inference-engine.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { OpenedQdrant } from './open-qdrant.ts'
import { REMOTE_EMBEDDER } from './remote-models.ts'

export interface StatusSources {
  readonly library: LibraryApi
  readonly retrieval: RetrievalApi
  readonly ingestion: IngestionApi
  readonly jobQueue: JobQueue
  readonly engine: InferenceEngine
  readonly models: ModelsApi
  readonly languageModels: Pick<LanguageModelsApi, 'chain' | 'list'>
  readonly generations: GenerationsApi
  readonly parser: DocumentParser
  /** Null where the indexes are in the data folder. */
  readonly qdrant: Pick<OpenedQdrant, 'state'> | null
}

/** What of the status does not change while the program runs, but for the address. */
export interface Instance {
  readonly version: string
  readonly instanceId: string
  /** ISO 8601. */
  readonly startedAt: string
  readonly home: string
  /** Null until the server listens. */
  readonly url: string | null
}

export async function readStatus(sources: StatusSources, instance: Instance): Promise<Status> {
  const { library, retrieval, ingestion, jobQueue, parser, generations, models, languageModels } = sources
  const [statistics, index, collections, jobs, watches, ocr, vectors, recommended, answering] = await Promise.all([
    library.statistics(),
    retrieval.indexState(),
    library.listCollections(),
    jobQueue.counts(),
    ingestion.listWatches(),
    parser.ocrEngine(),
    generations.list(),
    models.recommend(),
    languageModels.chain(),
  ])
  const { total, searchable, byState, languages, chunks } = statistics
  const memory = process.memoryUsage()
  const qdrantState = sources.qdrant?.state()
  const answer = answering[0]?.description.id ?? 'extractive'
  return {
    ...instance,
    engines: { search: generations.serving() === null ? index.kind : 'hybrid', answer, ocr },
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
    index: { ...index, server: qdrantState?.server ?? null, trouble: index.trouble ?? qdrantState?.trouble ?? null },
    generations: vectors.toSorted((a, b) => Number(b.state === 'serving') - Number(a.state === 'serving')),
    inference: inferenceStatus(sources, vectors, recommended),
    watches,
    memory: { residentBytes: memory.rss, heapBytes: memory.heapUsed },
    sampleLibrary: { offered: total === 0 },
  }
}

/** Without what is of the whole installation: its machine and folders, and how much others have and have done. */
export async function statusForMembers(
  status: Status,
  { library, generations }: Pick<StatusSources, 'library' | 'generations'>,
): Promise<Status> {
  const { documents, index, chunks } = status
  const { queued, processing, searchable, failed } = documents
  const trouble = index.trouble === null ? null : { code: index.trouble.code, message: '' }
  const waiting = await library.changedAfter(index.sequence)
  return {
    ...status,
    home: '',
    url: null,
    jobs: { queued, running: processing, done: searchable, failed, cancelled: 0 },
    index: { ...index, sequence: 0, lag: waiting.documents, chunks, sizeBytes: 0, server: null, trouble },
    generations: await Promise.all(status.generations.map(async (one) => await generations.asSeen(one))),
    watches: [],
    memory: { residentBytes: 0, heapBytes: 0 },
  }
}

function inferenceStatus(
  { engine, generations }: Pick<StatusSources, 'engine' | 'generations'>,
  vectors: Status['generations'],
  recommended: Status['inference']['recommended'],
): Status['inference'] {
  const remote = vectors.some(({ model, state }) => state === 'serving' && model === REMOTE_EMBEDDER)
  return {
    provider: remote ? 'remote' : engine.provider,
    threads: engine.threads,
    loaded: [...engine.loaded()],
    reranker: generations.reranker()?.description.modelId ?? null,
    recommended,
  }
}
