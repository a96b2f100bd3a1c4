import { LearnPathError } from '@learnpath/contracts'
import type { Kysely } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
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
    await database.transaction().execute(async (transaction) => {
      await migration.up(transaction)
      await transaction
        .withTables<Pick<MigratedSchema, 'schema_versions'>>()
        .insertInto('schema_versions')
        .values({ version: migration.version, name: migration.name, applied_at: options.clock.now() })
        .execute()
    })
  }
  return { from, to }
}
