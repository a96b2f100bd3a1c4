import type { ProgressEvent } from '@learnpath/contracts'
import { currentScope, withinScope } from '../../kernel/access/access-scope.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database } from '../../ports/relational-store.ts'

type Listener = (event: ProgressEvent) => void

export interface EventFilter {
  readonly db: Database
  readonly logger: Logger
  /** Whether they are told how much work there is in the whole installation. */
  readonly seesQueue: boolean
}

/** Passes on, in their order, the events of what the one may see for whom it is asked now. Without identity: all of them. */
export function visibleEvents({ db, logger, seesQueue }: EventFilter, listener: Listener): Listener {
  const scope = currentScope()
  if (scope === null) return listener
  let last: Promise<void> = Promise.resolve()
  const pass = async (event: ProgressEvent): Promise<void> => {
    // How much is done for others is nobody's business; what is done for oneself is told by its documents.
    if (event.type === 'queue-changed' && !seesQueue) return
    if (await withinScope(scope, async () => await isVisible(db, event))) listener(event)
  }
  return (event) => {
    last = last
      .then(async () => await pass(event))
      .catch((error: unknown) => logger.warn('an event was not passed on', { event: event.type, error: String(error) }))
  }
}

async function isVisible(db: Database, event: ProgressEvent): Promise<boolean> {
  switch (event.type) {
    case 'document-changed':
    case 'document-deleted':
      return await isThere(db, 'collections', event.collectionId)
    case 'evaluation-changed':
      return await isThere(db, 'evaluation_runs', event.runId)
    // Models and indexes are those of the installation.
    default:
      return true
  }
}

async function isThere(db: Database, table: 'collections' | 'evaluation_runs', id: string): Promise<boolean> {
  return (await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
