import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'

export interface LibraryDependencies {
  readonly store: RelationalStore
  readonly blobStore: BlobStore
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: EventBus
}
