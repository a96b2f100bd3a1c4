import { rename, rm, stat } from 'node:fs/promises'
import { Kysely, sql } from 'kysely'
import { outsideScopes } from '../../kernel/access/access-scope.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database, RelationalStore } from '../../ports/relational-store.ts'
import { prepareBackup } from '../sql/backup-target.ts'
import { copyStore } from '../sql/copy-store.ts'
import { migrate } from '../sql/migrate.ts'
import { MIGRATIONS } from '../sql/migrations.ts'
import { scopingPlugins } from '../sql/scoping/scoping-plugins.ts'
import { createPostgresDialect } from './postgres-dialect.ts'
import { createPostgresPool } from './postgres-pool.ts'
import { createReadReplica } from './read-replica.ts'
import { SqliteSchemaPlugin } from './sqlite-schema-plugin.ts'

export interface PostgresRelationalStoreOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string
  /** Of a streaming replica that reads may go to; null or absent: none. */
  readonly replicaUrl?: string | null
  readonly clock: Clock
  readonly logger: Logger
  /** Default 10. */
  readonly maxConnections?: number
  /** Default `public`. It exists. */
  readonly schema?: string
  /** Whether each query sees only what its `currentScope` may see. */
  readonly scoped?: boolean
  /** Makes an empty store in a new file: a backup is a store that needs no server. */
  readonly openFile: (file: string) => Promise<RelationalStore>
}

/** Held while the schema is brought up to date: of several processes that start at once, one does it. */
const MIGRATION_LOCK = 0x6c70_6d67

/**
 * The relational store in a PostgreSQL database. The server checks and repairs its own files, so there is nothing to examine here.
 * @throws LP_STORE_UNREACHABLE, LP_STORE_REFUSED, LP_STORE_NEWER, LP_STORE_FULL
 */
export async function createPostgresRelationalStore(options: PostgresRelationalStoreOptions): Promise<RelationalStore> {
  const { clock, logger, schema = 'public' } = options
  const pool = createPostgresPool({
    ...options,
    schema,
    maxConnections: options.maxConnections ?? 10,
    onIdleError: ({ message }) => logger.warn('a connection to the database broke', { message }),
    onSilent: (connections) => logger.warn('the database is silent; what waited for it was ended', { connections }),
  })
  const plugins = [new SqliteSchemaPlugin(), ...(await scopingPlugins(options))]
  const db = new Kysely<DatabaseSchema>({ dialect: createPostgresDialect(pool), plugins })
  try {
    await migrateAlone(db, { clock, logger })
  } catch (error) {
    await db.destroy()
    throw error
  }
  const { replicaUrl = null } = options
  const replica =
    replicaUrl === null ? null : createReadReplica({ ...options, url: replicaUrl, schema, plugins, primary: db })
  return {
    db,
    read: async (query) => (replica === null ? await query(db) : await replica.read(query)),
    integrity: async () =>
      await Promise.resolve({ checked: 'quick', ok: true, detail: 'checked by the database server' }),
    // The whole library, whoever asked for it.
    backup: async (file) => await outsideScopes(async () => await backUp(db, file, options.openFile)),
    async purgeDeleted() {
      // Rows that no transaction sees any more; not `full`, which would lock the tables.
      const { rows } = await sql<{ name: string }>`
        select quote_ident(schemaname) || '.' || quote_ident(relname) as name from pg_stat_user_tables
        where schemaname = ${schema} and n_dead_tup > 0`.execute(db)
      for (const { name } of rows) await sql`vacuum ${sql.raw(name)}`.execute(db)
    },
    async sizeBytes() {
      const { rows } = await sql<{ size: number }>`
        select coalesce(sum(pg_total_relation_size(c.oid)), 0) as size from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} and c.relkind = 'r'`.execute(db)
      return rows[0]?.size ?? 0
    },
    connections: () => pool.connections(),
    replicaLagSeconds: async () => (replica === null ? {} : { [replica.address]: await replica.lagSeconds() }),
    async close() {
      await replica?.close()
      await db.destroy()
    },
  }
}

async function migrateAlone(db: Database, { clock, logger }: { clock: Clock; logger: Logger }): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection)
    try {
      const { from, to } = await migrate(db, { migrations: MIGRATIONS, clock })
      if (from !== to) logger.info('database schema brought up to date', { from, to })
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection)
    }
  })
}

/** All tables as of one moment; readers and writers go on meanwhile. */
async function backUp(
  db: Database,
  file: string,
  openFile: (file: string) => Promise<RelationalStore>,
): Promise<{ sizeBytes: number }> {
  const partial = await prepareBackup(file)
  try {
    const target = await openFile(partial)
    try {
      await db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (snapshot) => await copyStore(snapshot, target.db, { filesAsTables: true }))
    } finally {
      await target.close()
    }
    await rename(partial, file)
    return { sizeBytes: (await stat(file)).size }
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
