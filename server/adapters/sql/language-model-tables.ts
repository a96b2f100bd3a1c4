import type { Database } from '../../ports/relational-store.ts'

/** Which language models answer. */
export async function createLanguageModelTables(db: Database): Promise<void> {
  await db.schema
    .createTable('language_model_choices')
    .addColumn('purpose', 'text', (column) => column.primaryKey())
    .addColumn('chain_json', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .execute()
}
