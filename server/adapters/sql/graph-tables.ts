import { sql, type ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { engineOf } from './engine-of.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const owned = (table: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(`${table}.id`).onDelete('cascade')
const ofCollection = owned('collections')
const ofDocument = owned('documents')
const ofChunk = owned('chunks')
const ofEntity = owned('graph_entities')

/** The knowledge graph: what was read in chunks, what was put together from it, and what the user decided. */
export async function createGraphTables(db: Database): Promise<void> {
  await createReadings(db)
  await createEntities(db)
  await createRelations(db)
  await createMerges(db)
  await createExtractions(db)
  await createClearing(db)
}

async function createReadings(db: Database): Promise<void> {
  await db.schema
    .createTable('graph_documents')
    .addColumn('document_id', 'text', (column) => ofDocument(column).primaryKey())
    .addColumn('version_id', 'text', required)
    .addColumn('reader_version', 'text', required)
    .addColumn('failure_code', 'text')
    .execute()
  await db.schema
    .createTable('graph_chunks')
    .addColumn('chunk_id', 'integer', (column) => column.primaryKey().references('chunks.id').onDelete('cascade'))
    .addColumn('document_id', 'text', ofDocument)
    .addColumn('content_hash', 'text', required)
    .execute()
  await db.schema.createIndex('graph_chunks_by_document').on('graph_chunks').column('document_id').execute()
  await db.schema
    .createTable('graph_readings')
    .addColumn('document_id', 'text', ofDocument)
    .addColumn('content_hash', 'text', required)
    .addColumn('reader_version', 'text', required)
    .addColumn('reading_json', 'text', required)
    .addPrimaryKeyConstraint('graph_readings_key', ['document_id', 'content_hash'])
    .execute()
  await db.schema
    .createTable('graph_name_vectors')
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('model_key', 'text', required)
    .addColumn('name_hash', 'text', required)
    .addColumn('vector', 'blob', required)
    .addPrimaryKeyConstraint('graph_name_vectors_key', ['collection_id', 'model_key', 'name_hash'])
    .execute()
  await db.schema
    .createTable('graph_collections')
    .addColumn('collection_id', 'text', (column) => ofCollection(column).primaryKey())
    .addColumn('revision', 'integer', required)
    .addColumn('basis', 'text', required)
    .addColumn('model_key', 'text')
    .addColumn('assembled_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('graph_follower')
    .addColumn('reader_version', 'text', required)
    .addColumn('sequence', 'integer', required)
    .execute()
}

async function createEntities(db: Database): Promise<void> {
  await db.schema
    .createTable('graph_entities')
    .addColumn('id', 'text', key)
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('name', 'text', required)
    .addColumn('type', 'text', required)
    .addColumn('concept_id', 'text')
    .addColumn('search_text', 'text', required)
    .addColumn('mention_count', 'integer', required)
    .addColumn('chunk_count', 'integer', required)
    .addColumn('document_count', 'integer', required)
    .addColumn('relation_count', 'integer', required)
    .addColumn('importance', 'real', required)
    .addColumn('description', 'text')
    .addColumn('digest', 'text', required)
    .execute()
  await db.schema
    .createIndex('graph_entities_by_importance')
    .on('graph_entities')
    .columns(['collection_id', 'importance desc', 'id'])
    .execute()
  await db.schema
    .createIndex('graph_entities_by_type')
    .on('graph_entities')
    .columns(['collection_id', 'type', 'importance desc', 'id'])
    .execute()
  await db.schema.createIndex('graph_entities_by_concept').on('graph_entities').column('concept_id').execute()
  await db.schema
    .createTable('graph_entity_names')
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('name_key', 'text', required)
    .addColumn('entity_id', 'text', ofEntity)
    .addColumn('name_id', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('mention_count', 'integer', required)
    .addColumn('reason', 'text', required)
    .addColumn('with_key', 'text')
    .addColumn('similarity', 'real')
    .addColumn('evidence_json', 'text')
    .addPrimaryKeyConstraint('graph_entity_names_key', ['collection_id', 'name_key'])
    .execute()
  await db.schema.createIndex('graph_names_by_entity').on('graph_entity_names').column('entity_id').execute()
  await db.schema.createIndex('graph_names_by_id').on('graph_entity_names').column('name_id').execute()
  await db.schema
    .createTable('graph_entity_chunks')
    .addColumn('entity_id', 'text', ofEntity)
    .addColumn('chunk_id', 'integer', ofChunk)
    .addColumn('document_id', 'text', required)
    .addColumn('mention_count', 'integer', required)
    .addColumn('start_offset', 'integer', required)
    .addColumn('end_offset', 'integer', required)
    .addPrimaryKeyConstraint('graph_entity_chunks_key', ['entity_id', 'chunk_id'])
    .execute()
  await db.schema.createIndex('graph_entities_of_chunk').on('graph_entity_chunks').column('chunk_id').execute()
}

async function createRelations(db: Database): Promise<void> {
  await db.schema
    .createTable('graph_relations')
    .addColumn('id', 'text', key)
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('source_id', 'text', ofEntity)
    .addColumn('target_id', 'text', ofEntity)
    .addColumn('kind', 'text', required)
    .addColumn('confidence', 'real', required)
    .addColumn('origins', 'text', required)
    .addColumn('evidence_count', 'integer', required)
    .addColumn('description', 'text')
    .addColumn('keywords_json', 'text', required)
    .addColumn('digest', 'text', required)
    .execute()
  // All that walking along relations needs, so that no row is read for a step that is not taken.
  for (const [name, near, far] of [
    ['source', 'source_id', 'target_id'],
    ['target', 'target_id', 'source_id'],
  ] as const) {
    await db.schema
      .createIndex(`graph_relations_by_${name}`)
      .on('graph_relations')
      .columns([near, 'confidence desc', far, 'kind', 'id'])
      .execute()
  }
  await db.schema.createIndex('graph_relations_by_collection').on('graph_relations').column('collection_id').execute()
  await db.schema
    .createTable('graph_relation_evidence')
    .addColumn('relation_id', 'text', owned('graph_relations'))
    .addColumn('ordinal', 'integer', required)
    .addColumn('document_id', 'text', required)
    .addColumn('chunk_id', 'integer', ofChunk)
    .addColumn('start_offset', 'integer', required)
    .addColumn('end_offset', 'integer', required)
    .addColumn('source_start', 'integer')
    .addColumn('source_end', 'integer')
    .addColumn('target_start', 'integer')
    .addColumn('target_end', 'integer')
    .addColumn('origin', 'text', required)
    .addColumn('rule', 'text', required)
    .addPrimaryKeyConstraint('graph_relation_evidence_key', ['relation_id', 'ordinal'])
    .execute()
  await db.schema.createIndex('graph_evidence_by_chunk').on('graph_relation_evidence').column('chunk_id').execute()
}

async function createMerges(db: Database): Promise<void> {
  await db.schema
    .createTable('graph_merge_reviews')
    .addColumn('id', 'text', key)
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('first_key', 'text', required)
    .addColumn('second_key', 'text', required)
    .addColumn('similarity', 'real')
    .addColumn('score', 'real', required)
    .addColumn('reasons_json', 'text', required)
    .execute()
  await db.schema
    .createIndex('graph_merge_reviews_in_order')
    .on('graph_merge_reviews')
    .columns(['collection_id', 'score desc', 'id'])
    .execute()
  for (const column of ['first_key', 'second_key']) {
    await db.schema
      .createIndex(`graph_merge_reviews_by_${column}`)
      .on('graph_merge_reviews')
      .columns(['collection_id', column])
      .execute()
  }
  await db.schema
    .createTable('graph_merge_decisions')
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('first_id', 'text', required)
    .addColumn('second_id', 'text', required)
    .addColumn('decision', 'text', required)
    .addColumn('decided_at', 'bigint', required)
    .addPrimaryKeyConstraint('graph_merge_decisions_key', ['collection_id', 'first_id', 'second_id'])
    .execute()
}

async function createExtractions(db: Database): Promise<void> {
  await db.schema
    .createTable('graph_model_readings')
    .addColumn('document_id', 'text', ofDocument)
    .addColumn('content_hash', 'text', required)
    .addColumn('model', 'text', required)
    .addColumn('prompt_version', 'text', required)
    .addColumn('reading_json', 'text')
    .addColumn('prompt_tokens', 'integer', required)
    .addColumn('completion_tokens', 'integer', required)
    .addColumn('duration_ms', 'integer', required)
    .addPrimaryKeyConstraint('graph_model_readings_key', ['document_id', 'content_hash', 'model'])
    .execute()
  await db.schema
    .createTable('graph_extractions')
    .addColumn('id', 'text', key)
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('model', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('maximum_passages', 'integer')
    .addColumn('maximum_tokens', 'bigint', required)
    .addColumn('passages_read', 'integer', required)
    .addColumn('passages_failed', 'integer', required)
    .addColumn('passages_left', 'integer', required)
    .addColumn('prompt_tokens', 'bigint', required)
    .addColumn('completion_tokens', 'bigint', required)
    .addColumn('reserved_tokens', 'bigint', required)
    .addColumn('newest_chunk_id', 'integer', required)
    .addColumn('entities', 'integer', required)
    .addColumn('relations', 'integer', required)
    .addColumn('rejected', 'integer', required)
    .addColumn('failure', 'text')
    .addColumn('started_at', 'bigint', required)
    .addColumn('ended_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('graph_extractions_one_at_a_time')
    .unique()
    .on('graph_extractions')
    .column('collection_id')
    .where(sql.ref('state'), 'in', ['running', 'paused'])
    .execute()
  await db.schema
    .createIndex('graph_model_readings_by_text')
    .on('graph_model_readings')
    .column('content_hash')
    .execute()
}

/**
 * What no chunk supports any more goes in the transaction that takes the chunk, so that nobody sees an entity that no document names or
 * a relation without evidence, and no word of a deleted document stays.
 */
async function createClearing(db: Database): Promise<void> {
  await afterDelete(db, {
    table: 'graph_entity_chunks',
    name: 'graph_entity_unnamed',
    statements: [
      `delete from graph_entities where id = old.entity_id
        and not exists (select 1 from graph_entity_chunks where entity_id = old.entity_id)`,
    ],
  })
  await afterDelete(db, {
    table: 'graph_relation_evidence',
    name: 'graph_relation_unfounded',
    statements: [
      `delete from graph_relations where id = old.relation_id
        and not exists (select 1 from graph_relation_evidence where relation_id = old.relation_id)`,
    ],
  })
  await afterDelete(db, {
    table: 'graph_entity_names',
    name: 'graph_review_unfounded',
    statements: [
      'delete from graph_merge_reviews where collection_id = old.collection_id and first_key = old.name_key',
      'delete from graph_merge_reviews where collection_id = old.collection_id and second_key = old.name_key',
    ],
  })
}

interface Clearing {
  readonly table: string
  readonly name: string
  /** Of the deleted row, as `old`. */
  readonly statements: readonly string[]
}

async function afterDelete(db: Database, { table, name, statements }: Clearing): Promise<void> {
  const body = sql.raw(statements.map((statement) => `${statement};`).join('\n'))
  const [trigger, source] = [sql.id(name), sql.table(table)]
  if (engineOf(db) === 'sqlite') {
    await sql`create trigger ${trigger} after delete on ${source} begin ${body} end`.execute(db)
    return
  }
  await sql`create function ${trigger}() returns trigger language plpgsql as $$ begin ${body} return null; end $$`.execute(
    db,
  )
  await sql`create trigger ${trigger} after delete on ${source} for each row execute function ${trigger}()`.execute(db)
}
