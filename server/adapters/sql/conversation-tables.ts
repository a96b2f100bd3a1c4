import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Conversations and the tree of their turns. */
export async function createConversationTables(db: Database): Promise<void> {
  await db.schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title', 'text', required)
    .addColumn('filters_json', 'text', required)
    .addColumn('model', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .execute()
  await db.schema.createIndex('conversations_by_change').on('conversations').columns(['changed_at', 'id']).execute()
  await db.schema
    .createTable('conversation_turns')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversations.id').onDelete('cascade'),
    )
    .addColumn('parent_id', 'text')
    .addColumn('question', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('response_json', 'text')
    .addColumn('failure_json', 'text')
    .addColumn('created_at', 'bigint', required)
    .execute()
  await db.schema
    .createIndex('conversation_turns_in_order')
    .on('conversation_turns')
    .columns(['conversation_id', 'created_at', 'id'])
    .execute()
  await db.schema
    .createTable('turn_documents')
    .addColumn('turn_id', 'text', (column) => column.notNull().references('conversation_turns.id').onDelete('cascade'))
    .addColumn('document_id', 'text', required)
    .addPrimaryKeyConstraint('turn_documents_key', ['turn_id', 'document_id'])
    .execute()
}
