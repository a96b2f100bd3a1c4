import type { Clock } from '../../../ports/clock.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { IdSource } from '../../../ports/id-source.ts'
import type { Leadership } from '../../../ports/leadership.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { VectorIndexStore } from '../../../ports/vector-index.ts'
import type { LibraryApi } from '../../library/index.ts'
import type { ModelsApi } from '../../models/index.ts'

export interface GenerationsTiming {
  /** Wait after a deletion before an index is rewritten without it. */
  readonly purgeDelayMs: number
  /** First wait after a failure of the model; doubled up to `maximumRetryDelayMs`. */
  readonly retryDelayMs: number
  readonly maximumRetryDelayMs: number
  /** How long an index that no longer serves stays open for the searches that still use it, and for a quick way back. */
  readonly retireDelayMs: number
  /** Shortest time between two events of progress. */
  readonly progressIntervalMs: number
  /** How often is looked at what other processes did. */
  readonly adoptIntervalMs: number
  /** How long a request to activate waits for the switch. */
  readonly activationWaitMs: number
}

export const DEFAULT_TIMING: GenerationsTiming = {
  purgeDelayMs: 2_000,
  retryDelayMs: 1_000,
  maximumRetryDelayMs: 60_000,
  retireDelayMs: 60_000,
  progressIntervalMs: 500,
  adoptIntervalMs: 1_000,
  activationWaitMs: 5_000,
}

export interface GenerationsDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly library: Pick<
    LibraryApi,
    'changesAfter' | 'changedAfter' | 'latestSequence' | 'indexableDocument' | 'statistics' | 'sampleTokenCounts'
  >
  readonly models: Pick<ModelsApi, 'embedder' | 'reranker' | 'get' | 'defaultPrecision'>
  readonly vectorIndexStore: VectorIndexStore
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: EventBus
  readonly leadership: Pick<Leadership, 'lead' | 'exclusively' | 'isShared'>
  readonly logger: Logger
  /** Of the program that cut the chunks. */
  readonly chunkerVersion: string
  /** Free space in the data folder. */
  readonly freeBytes: () => Promise<number>
  readonly timing?: Partial<GenerationsTiming>
}
