import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import type { Leadership } from '../ports/leadership.ts'
import type { Logger } from '../ports/logger.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { JobSharing } from '../adapters/sql/job-sharing.ts'

export interface StoreSurroundings {
  readonly clock: Clock
  readonly logger: Logger
  /** Whether each query sees only what the one may see on whose behalf it runs. */
  readonly scoped?: boolean
  /** Of a streaming replica of the database that is opened. */
  readonly replicaUrl?: string | null
}

export interface OpenedStore {
  readonly store: RelationalStore
  /** Null where this process alone runs the store's jobs. */
  readonly sharing: JobSharing | null
  readonly leadership: Leadership
}

/** @throws as `createSqliteRelationalStore` */
export async function openFileStore(file: string, surroundings: StoreSurroundings): Promise<RelationalStore> {
  const { createSqliteRelationalStore } = await import('../adapters/sqlite/relational-store.ts')
  return await createSqliteRelationalStore({ ...surroundings, file })
}

/** @throws as `createPostgresRelationalStore` */
export async function openDatabaseStore(url: string, surroundings: StoreSurroundings): Promise<RelationalStore> {
  const { createPostgresRelationalStore } = await import('../adapters/postgres/relational-store.ts')
  const openFile = async (file: string) => await openFileStore(file, { ...surroundings, scoped: false })
  return await createPostgresRelationalStore({ ...surroundings, url, openFile })
}

export interface StorePlace {
  readonly storeUrl: string | null
  readonly storeReplicaUrl?: string | null
  readonly databaseFile: string
}

/** The store that the settings name: a file of the data folder, or a PostgreSQL database. */
export async function openStore(
  { storeUrl, storeReplicaUrl = null, databaseFile }: StorePlace,
  { processId, ...surroundings }: StoreSurroundings & { readonly processId: string },
): Promise<OpenedStore> {
  const { logger } = surroundings
  if (storeUrl === null) {
    const { createSoleLeadership } = await import('../adapters/system/sole-leadership.ts')
    const store = await openFileStore(databaseFile, surroundings)
    return { store, sharing: null, leadership: createSoleLeadership(processId) }
  }
  const store = await openDatabaseStore(storeUrl, { ...surroundings, replicaUrl: storeReplicaUrl })
  const [{ createPostgresJobSharing }, { createPostgresLeadership }] = await Promise.all([
    import('../adapters/postgres/postgres-job-sharing.ts'),
    import('../adapters/postgres/postgres-leadership.ts'),
  ])
  const place = createHash('sha256')
    .update(`${hostname()}\0${dirname(databaseFile)}`)
    .digest('hex')
    .slice(0, 16)
  const shared = { url: storeUrl, logger }
  return {
    store,
    sharing: createPostgresJobSharing({ ...shared, place, run: processId }),
    leadership: createPostgresLeadership({ ...shared, processId }),
  }
}
