import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DocumentParser } from '../../ports/document-parser.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { FolderWatcher } from '../../ports/folder-watcher.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { TextSeal } from '../../ports/text-seal.ts'
import type { LibraryApi } from '../library/index.ts'

export interface IngestionLimits {
  /** Largest document that is taken, in bytes. */
  readonly maxBytes: number
  /** Documents processed at the same time. */
  readonly concurrency: number
}

export interface IngestionDependencies {
  /** For the rows of watched folders, and to find documents whose work got lost. */
  readonly store: RelationalStore
  readonly library: LibraryApi
  readonly jobQueue: JobQueue
  readonly blobStore: BlobStore
  readonly parser: DocumentParser
  /** Changes whenever the parser reads the same bytes differently; results of another version are not copied. */
  readonly parserVersion: string
  readonly folderWatcher: FolderWatcher
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: EventBus
  readonly leadership: Leadership
  readonly logger: Logger
  readonly metrics: Metrics
  readonly limits: IngestionLimits
  /** Needed where another process than the one that was given a password may read the document. */
  readonly passwordSeal?: TextSeal
  /** Brings the indexes up to date; awaited before a document is announced as ready, so that ready means findable. */
  readonly onPublished: () => Promise<void>
}
