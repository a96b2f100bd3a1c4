import { LearnPathError } from '@learnpath/contracts'
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import { engineOf } from './engine-of.ts'
import type { Migration } from './migrations.ts'

/** Beside the product's tables, a row per migration that was applied. */
interface MigratedSchema extends DatabaseSchema {
  schema_versions: { version: number; name: string; applied_at: number }
}

/**
 * Brings the schema up to the last migration; each migration and its row are one transaction.
 * @throws LP_STORE_NEWER when the store has a version that this program does not know.
 */
export async function migrate(
  database: Kysely<DatabaseSchema>,
  options: { readonly migrations: readonly Migration[]; readonly clock: Clock },
): Promise<{ readonly from: number; readonly to: number }> {
  const db = database.withTables<Pick<MigratedSchema, 'schema_versions'>>()
  await db.schema
    .createTable('schema_versions')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute()
  const applied = await db.selectFrom('schema_versions').select('version').orderBy('version', 'desc').executeTakeFirst()
  const from = applied?.version ?? 0
  const to = options.migrations.at(-1)?.version ?? 0
  if (from > to) throw new LearnPathError('LP_STORE_NEWER', { detail: `it has version ${from}, this program ${to}` })
  for (const migration of options.migrations.filter(({ version }) => version > from)) {
    await apply(database, migration, options.clock)
  }
  return { from, to }
}

async function apply(database: Kysely<DatabaseSchema>, migration: Migration, clock: Clock): Promise<void> {
  const unfollowed = migration.renewsTables === true && engineOf(database) === 'sqlite'
  await database.connection().execute(async (connection) => {
    // Within a transaction it could not be switched, and dropping a table would take along all that refers to it.
    if (unfollowed) await sql`pragma foreign_keys = off`.execute(connection)
    try {
      await connection.transaction().execute(async (transaction) => {
        await migration.up(transaction)
        if (unfollowed) await requireReferences(transaction)
        await transaction
          .withTables<Pick<MigratedSchema, 'schema_versions'>>()
          .insertInto('schema_versions')
          .values({ version: migration.version, name: migration.name, applied_at: clock.now() })
          .execute()
      })
    } finally {
      if (unfollowed) await sql`pragma foreign_keys = on`.execute(connection)
    }
  })
}

/** @throws LP_STORE_DAMAGED */
async function requireReferences(db: Kysely<DatabaseSchema>): Promise<void> {
  const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  const [row] = rows
  if (row === undefined) return
  const detail = `${rows.length} rows refer to nothing, the first from ${row.table} to ${row.parent}`
  throw new LearnPathError('LP_STORE_DAMAGED', { detail })
}
