import type { Database } from '../../ports/relational-store.ts'

/** What several processes of one store need. The tables of files stay empty where files are files. */
export async function createSharedTables(db: Database): Promise<void> {
  await db.schema.alterTable('conversation_turns').addColumn('process_id', 'text').execute()
  await db.schema
    .createTable('blobs')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('upload_id', 'text', (column) => column.notNull().unique())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('blob_pages')
    .addColumn('upload_id', 'text', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('blob_pages_key', ['upload_id', 'ordinal'])
    .execute()
  await db.schema
    .createTable('blob_holds')
    .addColumn('upload_id', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('blob_holds_by_hash').on('blob_holds').column('hash').execute()
}
