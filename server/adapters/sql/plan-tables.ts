import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Plans and the minutes they take by day. */
export async function createPlanTables(db: Database): Promise<void> {
  await db.schema
    .createTable('plans')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .addColumn('state_json', 'text', required)
    .execute()
  await db.schema.createIndex('plans_by_collection').on('plans').column('collection_id').execute()
  await db.schema
    .createTable('plan_days')
    .addColumn('plan_id', 'text', (column) => column.notNull().references('plans.id').onDelete('cascade'))
    .addColumn('date', 'text', required)
    .addColumn('minutes', 'integer', required)
    .addPrimaryKeyConstraint('plan_days_key', ['plan_id', 'date'])
    .execute()
  await db.schema.createIndex('plan_days_by_date').on('plan_days').column('date').execute()
}

/** What language models called the modules of plans. The words are a document's: they go with it. */
export async function createModuleNameTable(db: Database): Promise<void> {
  await db.schema
    .createTable('plan_module_names')
    .addColumn('plan_id', 'text', (column) => column.notNull().references('plans.id').onDelete('cascade'))
    .addColumn('module_id', 'text', required)
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id').onDelete('cascade'))
    .addColumn('version_hash', 'text', required)
    .addColumn('title', 'text')
    .addColumn('summary', 'text')
    .addColumn('model', 'text', required)
    .addPrimaryKeyConstraint('plan_module_names_key', ['plan_id', 'module_id'])
    .execute()
  await db.schema.createIndex('plan_module_names_by_document').on('plan_module_names').column('document_id').execute()
}
