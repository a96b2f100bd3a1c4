import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const partOf = (table: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(`${table}.id`).onDelete('cascade')

/** Quizzes, their items, and what was answered. */
export async function createQuizTables(db: Database): Promise<void> {
  await createItems(db)
  await createQuizzes(db)
  await createAnswers(db)
}

async function createItems(db: Database): Promise<void> {
  await db.schema
    .createTable('quiz_items')
    .addColumn('id', 'text', key)
    .addColumn('document_id', 'text', partOf('documents'))
    .addColumn('collection_id', 'text', required)
    .addColumn('type', 'text', required)
    .addColumn('concept_id', 'text', required)
    .addColumn('concept_name', 'text', required)
    .addColumn('bloom', 'text', required)
    .addColumn('language', 'text', required)
    .addColumn('difficulty', 'double precision', required)
    .addColumn('pattern', 'text', required)
    .addColumn('writer', 'text', required)
    .addColumn('version_hash', 'text', required)
    .addColumn('checked_hash', 'text', required)
    .addColumn('outdated', 'integer', required)
    .addColumn('evidence_start', 'integer', required)
    .addColumn('evidence_end', 'integer', required)
    .addColumn('passage_start', 'integer', required)
    .addColumn('passage_end', 'integer', required)
    .addColumn('page', 'integer')
    .addColumn('page_end', 'integer')
    .addColumn('text_count', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('heading_path_json', 'text', required)
    .addColumn('answer_json', 'text', required)
    .addColumn('answer_text', 'text', required)
    .addColumn('accepted_json', 'text', required)
    .addColumn('evidence', 'text', required)
    .addColumn('passage_text', 'text', required)
    .execute()
  await db.schema.createIndex('quiz_items_by_document').on('quiz_items').column('document_id').execute()
  await db.schema
    .createTable('quiz_item_texts')
    .addColumn('item_id', 'text', partOf('quiz_items'))
    .addColumn('part', 'text', required)
    .addColumn('position', 'integer', required)
    .addColumn('document_id', 'text', partOf('documents'))
    .addColumn('text', 'text', required)
    .addPrimaryKeyConstraint('quiz_item_texts_key', ['item_id', 'part', 'position'])
    .execute()
  await db.schema.createIndex('quiz_item_texts_by_document').on('quiz_item_texts').column('document_id').execute()
  await db.schema
    .createTable('quiz_item_marks')
    // No foreign key: a removed item stays removed when its document comes back.
    .addColumn('item_id', 'text', key)
    .addColumn('thumb', 'text')
    .addColumn('retired', 'integer', required)
    .execute()
}

async function createQuizzes(db: Database): Promise<void> {
  await db.schema
    .createTable('quizzes')
    .addColumn('id', 'text', key)
    .addColumn('collection_id', 'text', partOf('collections'))
    .addColumn('seed', 'bigint', required)
    .addColumn('scope_json', 'text', required)
    .addColumn('shortfall', 'text')
    .addColumn('dropped_json', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .execute()
  await db.schema.createIndex('quizzes_by_collection').on('quizzes').column('collection_id').execute()
  await db.schema
    .createTable('quiz_entries')
    .addColumn('quiz_id', 'text', partOf('quizzes'))
    .addColumn('position', 'integer', required)
    // No foreign key: the place of an item is kept when the item goes with its document.
    .addColumn('item_id', 'text', required)
    .addPrimaryKeyConstraint('quiz_entries_key', ['quiz_id', 'position'])
    .execute()
}

async function createAnswers(db: Database): Promise<void> {
  await db.schema
    .createTable('quiz_answers')
    // No foreign keys: the log of what the user did outlives quizzes, items and documents.
    .addColumn('id', 'text', key)
    .addColumn('quiz_id', 'text', required)
    .addColumn('item_id', 'text', required)
    .addColumn('concept_id', 'text', required)
    .addColumn('band', 'text', required)
    .addColumn('score', 'double precision', required)
    .addColumn('correct', 'integer')
    .addColumn('overridden', 'integer', required)
    .addColumn('guess', 'double precision', required)
    .addColumn('duration_ms', 'bigint')
    .addColumn('at', 'bigint', required)
    .addUniqueConstraint('quiz_answers_once', ['quiz_id', 'item_id'])
    .execute()
  await db.schema.createIndex('quiz_answers_by_item').on('quiz_answers').column('item_id').execute()
}
