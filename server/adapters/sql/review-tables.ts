import { sql } from 'kysely'
import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const growingKey = (column: ColumnDefinitionBuilder) => column.primaryKey().autoIncrement()

/** Cards, the log of reviews, and what progress is told from. */
export async function createReviewTables(db: Database): Promise<void> {
  await createCards(db)
  await createReviewLog(db)
  await db.schema
    .createTable('review_parameters')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('weights_json', 'text', required)
    .addColumn('fitted_at', 'bigint', required)
    .addColumn('reviews', 'integer', required)
    .addColumn('log_loss_before', 'double precision', required)
    .addColumn('log_loss_after', 'double precision', required)
    .execute()
  await db.schema
    .createTable('review_settings')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('settings_json', 'text', required)
    .execute()
  await db.schema
    .createTable('mastery_evidence')
    .addColumn('sequence', 'integer', growingKey)
    .addColumn('source', 'text', (column) => column.notNull().unique())
    .addColumn('concept_id', 'text', required)
    .addColumn('correct', 'integer', required)
    .addColumn('guess', 'double precision', required)
    .addColumn('at', 'bigint', required)
    .addColumn('day', 'integer', required)
    .addColumn('duration_ms', 'integer')
    .execute()
  await db.schema
    .createIndex('mastery_evidence_by_concept')
    .on('mastery_evidence')
    .columns(['concept_id', 'at'])
    .execute()
  await db.schema.createIndex('mastery_evidence_by_day').on('mastery_evidence').column('day').execute()
}

async function createCards(db: Database): Promise<void> {
  await db.schema
    .createTable('cards')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('deck', 'text', required)
    .addColumn('item_id', 'text', (column) => column.unique())
    .addColumn('document_id', 'text', (column) => column.references('documents.id').onDelete('cascade'))
    .addColumn('concept_id', 'text')
    .addColumn('sibling_key', 'text')
    .addColumn('guid', 'text', (column) => column.unique())
    .addColumn('created_at', 'bigint', required)
    .addColumn('position', 'integer', required)
    .addColumn('state', 'text', required)
    .addColumn('step', 'integer', required)
    .addColumn('stability', 'double precision')
    .addColumn('difficulty', 'double precision')
    .addColumn('due_at', 'bigint', required)
    .addColumn('last_day', 'integer')
    .addColumn('reviews', 'integer', required)
    .addColumn('lapses', 'integer', required)
    .addColumn('suspended', 'integer', required)
    .addColumn('leech', 'integer', required)
    .addColumn('parameter_version', 'integer', required)
    // The long columns last: SQLite reads a row from its start and stops at the last column asked for.
    .addColumn('tags_json', 'text', required)
    .addColumn('front', 'text', required)
    .addColumn('back', 'text', required)
    .execute()
  await db.schema.createIndex('cards_due').on('cards').columns(['suspended', 'state', 'due_at']).execute()
  await db.schema.createIndex('cards_in_order').on('cards').columns(['position', 'id']).execute()
  await db.schema.createIndex('cards_by_document').on('cards').column('document_id').execute()
  await db.schema.createIndex('cards_by_parameters').on('cards').columns(['parameter_version', 'id']).execute()
}

async function createReviewLog(db: Database): Promise<void> {
  await db.schema
    .createTable('review_log')
    .addColumn('sequence', 'integer', growingKey)
    // No foreign key: the log outlives the card.
    .addColumn('card_id', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('day', 'integer', required)
    .addColumn('rating', 'text', required)
    .addColumn('duration_ms', 'integer')
    .addColumn('state_before', 'text', required)
    .addColumn('stability_before', 'double precision')
    .addColumn('difficulty_before', 'double precision')
    .addColumn('elapsed_days', 'integer')
    .addColumn('predicted', 'double precision')
    .addColumn('was_due_at', 'bigint', required)
    .addColumn('interval_days', 'double precision', required)
    .addColumn('due_at', 'bigint', required)
    .addColumn('parameter_version', 'integer', required)
    .addColumn('made_leech', 'integer', required)
    .addColumn('imported', 'integer', required)
    .addColumn('undone_at', 'bigint')
    .execute()
  await db.schema.createIndex('review_log_by_card').on('review_log').columns(['card_id', 'at']).execute()
  await db.schema
    .createIndex('review_log_by_day')
    .on('review_log')
    .columns(['day', 'imported', 'state_before'])
    .where(sql.ref('undone_at'), 'is', null)
    .execute()
}
