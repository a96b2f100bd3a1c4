import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { Clock } from '../ports/clock.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { JobSharing } from '../adapters/sql/job-sharing.ts'

export interface StoreSurroundings {
  readonly clock: Clock
  readonly logger: Logger
  /** Whether each query sees only what the one may see on whose behalf it runs. */
  readonly scoped?: boolean
}

export interface OpenedStore {
  readonly store: RelationalStore
  /** Null where this process alone runs the store's jobs. */
  readonly sharing: JobSharing | null
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

/** The store that the settings name: a file of the data folder, or a PostgreSQL database. */
export async function openStore(
  { storeUrl, databaseFile }: { readonly storeUrl: string | null; readonly databaseFile: string },
  surroundings: StoreSurroundings & { readonly idSource: IdSource },
): Promise<OpenedStore> {
  if (storeUrl === null) return { store: await openFileStore(databaseFile, surroundings), sharing: null }
  const store = await openDatabaseStore(storeUrl, surroundings)
  const { createPostgresJobSharing } = await import('../adapters/postgres/postgres-job-sharing.ts')
  const { idSource, logger } = surroundings
  const place = createHash('sha256')
    .update(`${hostname()}\0${dirname(databaseFile)}`)
    .digest('hex')
    .slice(0, 16)
  return { store, sharing: createPostgresJobSharing({ url: storeUrl, place, run: idSource.next('run'), logger }) }
}
