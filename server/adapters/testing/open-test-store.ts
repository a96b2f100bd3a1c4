import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { createPostgresRelationalStore } from '../postgres/relational-store.ts'
import { openPostgresDatabase } from '../postgres/testing/postgres-database.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'

/** Whether the store is a file of this machine: some tests look into it, or make it full. */
export const storesInFile = (process.env['LEARNPATH_TEST_STORE_URL'] ?? '') === ''

export interface TestStoreOptions {
  readonly file: string
  readonly clock: Clock
  readonly logger: Logger
  /** Whether each sees of it what is theirs. Default: everybody sees everything. */
  readonly scoped?: boolean
}

/**
 * A store for tests of modules: a SQLite file, or, where `LEARNPATH_TEST_STORE_URL` names a PostgreSQL database, a database of its own
 * for each file, so that all of them show that both stores do the same.
 */
export async function openTestStore(options: TestStoreOptions): Promise<RelationalStore> {
  const server = process.env['LEARNPATH_TEST_STORE_URL'] ?? ''
  const openFile = async (file: string) => await createSqliteRelationalStore({ ...options, file })
  if (server === '') return await openFile(options.file)
  const open = async (url: string) =>
    await createPostgresRelationalStore({ ...options, url, openFile, maxConnections: 4 })
  const migrate = async (url: string): Promise<void> => await (await open(url)).close()
  return await open(await openPostgresDatabase(server, nameFor(options.file), migrate))
}

const nameFor = (file: string): string =>
  `test_${file === ':memory:' ? randomBytes(8).toString('hex') : createHash('sha256').update(file).digest('hex').slice(0, 16)}`
