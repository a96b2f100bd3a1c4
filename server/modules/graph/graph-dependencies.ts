import type { ChunkReader } from '../../ports/chunk-reader.ts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { GraphAssembler } from './assembly/assembler.ts'
import type { ConceptsApi } from '../concepts/index.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import type { LibraryApi } from '../library/index.ts'
import type { GenerationsApi, RetrievalApi } from '../retrieval/index.ts'

export interface GraphDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly library: LibraryApi
  readonly retrieval: RetrievalApi
  readonly generations: Pick<GenerationsApi, 'serving'>
  readonly concepts: ConceptsApi
  readonly languageModels: LanguageModelsApi
  readonly chunkReader: ChunkReader
  readonly jobQueue: JobQueue
  readonly eventBus: Pick<EventBus, 'subscribe'>
  readonly leadership: Pick<Leadership, 'lead' | 'exclusively'>
  readonly clock: Clock
  readonly idSource: IdSource
  readonly metrics: Metrics
  readonly logger: Logger
  /** See `ResolutionInput.mergeSimilarity`. */
  readonly mergeSimilarity: number
  /** Default: a thread of its own. */
  readonly assembler?: GraphAssembler
  /** Wait before changed documents are put together. Default 250. */
  readonly changeDelayMs?: number
}

/** What the parts of the graph (queries, merges, modes, readings by language models) are made of. */
export interface GraphSurroundings extends GraphDependencies, GraphEngineForParts {}

export interface GraphEngineForParts {
  /** Brings the stored graph of a collection up to decisions and readings that are in now; resolves when it shows them. */
  readonly reassemble: (collectionId: string) => Promise<void>
  /** The same, soon and in the background: many calls, one assembly. Call after a batch of readings has been stored. */
  readonly reassembleSoon: () => void
  /** Searchable documents of the collection that have not been read yet. */
  readonly pendingDocuments: (collectionId: string) => Promise<number>
}
