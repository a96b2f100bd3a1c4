import type { Generation, ProgressEvent } from '@learnpath/contracts'
import { currentScope, withinScope } from '../../kernel/access/access-scope.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database, RelationalStore } from '../../ports/relational-store.ts'
import type { LibraryApi } from '../library/index.ts'

type Listener = (event: ProgressEvent) => void

export interface EventFilter {
  readonly store: Pick<RelationalStore, 'db'>
  readonly library: Pick<LibraryApi, 'statistics'>
  readonly generations: { asSeen(generation: Generation): Promise<Generation> }
  readonly logger: Logger
  /** Whether they are told how much there is and is to do in the whole installation. */
  readonly seesInstallation: boolean
}

/** Passes on, in their order, the events of what the one may see for whom it is asked now. Without identity: all of them. */
export function visibleEvents(filter: EventFilter, listener: Listener): Listener {
  const scope = currentScope()
  if (scope === null) return listener
  let last: Promise<void> = Promise.resolve()
  const pass = async (event: ProgressEvent): Promise<void> => {
    const seen = await withinScope(scope, async () => await asSeen(filter, event))
    if (seen !== null) listener(seen)
  }
  return (event) => {
    last = last
      .then(async () => await pass(event))
      .catch((error: unknown) =>
        filter.logger.warn('an event was not passed on', { event: event.type, error: String(error) }),
      )
  }
}

/** @returns the event with what of it the one may know for whom this is asked; null: nothing */
async function asSeen(filter: EventFilter, event: ProgressEvent): Promise<ProgressEvent | null> {
  const { db } = filter.store
  switch (event.type) {
    case 'document-changed':
    case 'document-deleted':
      return (await isThere(db, 'collections', event.collectionId)) ? event : null
    case 'evaluation-changed':
      return (await isThere(db, 'evaluation_runs', event.runId)) ? event : null
    default:
      return filter.seesInstallation ? event : await withOwnFigures(filter, event)
  }
}

type InstallationEvent = Exclude<
  ProgressEvent,
  { type: 'document-changed' | 'document-deleted' | 'evaluation-changed' }
>

/** How much is there and is done for others is nobody's business; what is done for oneself is told by its documents. */
async function withOwnFigures(
  { library, generations }: EventFilter,
  event: InstallationEvent,
): Promise<ProgressEvent | null> {
  switch (event.type) {
    case 'queue-changed':
    case 'index-progress':
      return null
    case 'index-rebuilt': {
      const { searchable, chunks } = await library.statistics()
      return { ...event, documents: searchable, chunks }
    }
    case 'generation-changed':
      return { ...event, generation: await generations.asSeen(event.generation) }
    case 'model-progress':
      return event
  }
}

async function isThere(db: Database, table: 'collections' | 'evaluation_runs', id: string): Promise<boolean> {
  return (await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
