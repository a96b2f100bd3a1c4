import { sql } from 'kysely'
import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Generations, the vectors of each, and which model does what. */
export async function createVectorTables(db: Database): Promise<void> {
  await db.schema
    .createTable('embedding_generations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('model_id', 'text', required)
    .addColumn('model_key', 'text', required)
    .addColumn('revision', 'text', required)
    .addColumn('precision', 'text', required)
    .addColumn('dimensions', 'integer', required)
    .addColumn('input_version', 'text', required)
    .addColumn('index_id', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('activate_when_complete', 'integer', required)
    .addColumn('chunks_done', 'integer', required)
    .addColumn('sequence', 'integer', required)
    .addColumn('failure_code', 'text')
    .addColumn('failure_message', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('activated_at', 'bigint')
    .execute()
  await db.schema
    .createTable('embeddings')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id').onDelete('cascade'))
    .addColumn('generation_id', 'text', (column) => column.notNull().references('embedding_generations.id'))
    .addColumn('content_hash', 'text', required)
    .addColumn('vector', 'blob')
    // The document first: its deletion looks for its rows by it.
    .addPrimaryKeyConstraint('embeddings_key', ['document_id', 'generation_id', 'content_hash'])
    .execute()
  await db.schema
    .createIndex('embeddings_by_hash')
    .on('embeddings')
    .columns(['generation_id', 'content_hash'])
    .execute()
  await db.schema
    .createIndex('embeddings_missing')
    .on('embeddings')
    .columns(['generation_id', 'document_id'])
    .where(sql.ref('vector'), 'is', null)
    .execute()
  await db.schema
    .createTable('model_choices')
    .addColumn('task', 'text', (column) => column.primaryKey())
    .addColumn('model_id', 'text')
    .addColumn('precision', 'text')
    .execute()
}
