import { createHash } from 'node:crypto'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { createPostgresRelationalStore } from '../postgres/relational-store.ts'
import { createPostgresSchema } from '../postgres/testing/postgres-schema.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'

/** Whether the store is a file of this machine: some tests look into it, or make it full. */
export const storesInFile = (process.env['LEARNPATH_TEST_STORE_URL'] ?? '') === ''

export interface TestStoreOptions {
  readonly file: string
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * A store for tests of modules: a SQLite file, or, where `LEARNPATH_TEST_STORE_URL` names a PostgreSQL database, a schema of its own
 * for each file, so that all of them show that both stores do the same.
 */
export async function openTestStore(options: TestStoreOptions): Promise<RelationalStore> {
  const url = process.env['LEARNPATH_TEST_STORE_URL'] ?? ''
  const openFile = async (file: string) => await createSqliteRelationalStore({ ...options, file })
  if (url === '') return await openFile(options.file)
  const schema = await schemaOf(url, options.file)
  return await createPostgresRelationalStore({ ...options, url, schema, openFile, maxConnections: 4 })
}

async function schemaOf(url: string, file: string): Promise<string> {
  if (file === ':memory:') return (await createPostgresSchema(url)).schema
  return (await createPostgresSchema(url, createHash('sha256').update(file).digest('hex').slice(0, 16))).schema
}
