import type { Clock } from '../../ports/clock.ts'
import type { DocumentAnalyst } from '../../ports/document-analyst.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { LibraryApi } from '../library/index.ts'
import type { ConceptAssembler } from './assembly/assembler.ts'

export interface ConceptsDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly library: Pick<
    LibraryApi,
    'changesAfter' | 'latestSequence' | 'collection' | 'listCollections' | 'get' | 'text'
  >
  readonly analyst: DocumentAnalyst
  readonly jobQueue: Pick<JobQueue, 'enqueue' | 'handle' | 'wake'>
  readonly eventBus: Pick<EventBus, 'subscribe'>
  readonly leadership: Pick<Leadership, 'lead' | 'isShared'>
  readonly clock: Clock
  readonly metrics: Metrics
  readonly logger: Logger
  /** Default: a thread of its own. */
  readonly assembler?: ConceptAssembler
  /** Wait before listeners are told that documents changed. Default 250. */
  readonly changeDelayMs?: number
}
