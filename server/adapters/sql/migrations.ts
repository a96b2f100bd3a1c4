import { sql } from 'kysely'
import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { keepNamesApart } from './apart-tables.ts'
import { createConceptTables } from './concept-tables.ts'
import { createConversationTables } from './conversation-tables.ts'
import { createEvaluationTables } from './evaluation-tables.ts'
import { createGraphTables } from './graph-tables.ts'
import { createIdentityTables } from './identity-tables.ts'
import { createLanguageModelTables } from './language-model-tables.ts'
import { createModuleNameTable, createPlanTables } from './plan-tables.ts'
import { createQuizTables } from './quiz-tables.ts'
import { createReviewTables } from './review-tables.ts'
import { addScopes } from './scoping-tables.ts'
import { createSharedTables } from './shared-tables.ts'
import { createVectorTables } from './vector-tables.ts'

export interface Migration {
  /** Counts from 1 without gaps; never changed once released. */
  readonly version: number
  readonly name: string
  /** Makes tables anew that others refer to: references are not followed meanwhile and checked afterwards (SQLite). */
  readonly renewsTables?: true
  up(db: Database): Promise<void>
}

/** The one thing that differs per engine: an integer key that is never given out again (SQLite's AUTOINCREMENT). */
const growingKey = (column: ColumnDefinitionBuilder) => column.primaryKey().autoIncrement()
const required = (column: ColumnDefinitionBuilder) => column.notNull()

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'library, change log, jobs and watches',
    async up(db) {
      await createCollectionsAndDocuments(db)
      await createVersionsAndChunks(db)
      await createChangeLog(db)
      await createJobs(db)
      await createWatches(db)
    },
  },
  { version: 2, name: 'generations of vectors and choices of models', up: createVectorTables },
  { version: 3, name: 'concepts and prerequisites', up: createConceptTables },
  { version: 4, name: 'quizzes', up: createQuizTables },
  { version: 5, name: 'reviews', up: createReviewTables },
  { version: 6, name: 'plans', up: createPlanTables },
  { version: 7, name: 'conversations', up: createConversationTables },
  { version: 8, name: 'question sets and evaluations', up: createEvaluationTables },
  { version: 9, name: 'choice of language models', up: createLanguageModelTables },
  { version: 10, name: 'names of modules by language models', up: createModuleNameTable },
  { version: 11, name: 'knowledge graph', up: createGraphTables },
  { version: 12, name: 'leases of jobs', up: addJobLeases },
  { version: 13, name: 'workspaces and members', renewsTables: true, up: addScopes },
  { version: 14, name: 'accounts and workspaces', up: createIdentityTables },
  { version: 15, name: 'several processes: files in the database, and who answers a turn', up: createSharedTables },
  { version: 16, name: 'names of a workspace are its own', up: keepNamesApart },
]

async function createCollectionsAndDocuments(db: Database): Promise<void> {
  await db.schema
    .createTable('collections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('documents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id'))
    .addColumn('path', 'text', required)
    .addColumn('format', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('failure_code', 'text')
    .addColumn('failure_message', 'text')
    .addColumn('content_hash', 'text', required)
    .addColumn('size_bytes', 'bigint', required)
    .addColumn('version_id', 'text')
    .addColumn('added_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .addColumn('modified_at', 'bigint')
    .addColumn('watch_id', 'text')
    .addColumn('last_outcome', 'text', required)
    .addUniqueConstraint('documents_place', ['collection_id', 'path'])
    .execute()
  await db.schema.createIndex('documents_by_path').on('documents').columns(['path', 'id']).execute()
  await db.schema.createIndex('documents_by_hash').on('documents').column('content_hash').execute()
  await db.schema.createIndex('documents_by_state').on('documents').column('state').execute()
  await db.schema.createIndex('documents_by_watch').on('documents').column('watch_id').execute()
  await db.schema
    .createTable('document_tags')
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id').onDelete('cascade'))
    .addColumn('tag', 'text', required)
    .addPrimaryKeyConstraint('document_tags_key', ['document_id', 'tag'])
    .execute()
  await db.schema.createIndex('document_tags_by_tag').on('document_tags').columns(['tag', 'document_id']).execute()
}

async function createVersionsAndChunks(db: Database): Promise<void> {
  await db.schema
    .createTable('document_versions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id').onDelete('cascade'))
    .addColumn('content_hash', 'text', required)
    .addColumn('parser_version', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('language', 'text', required)
    .addColumn('page_count', 'integer')
    .addColumn('character_count', 'integer', required)
    .addColumn('chunk_count', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('warnings_json', 'text', required)
    // The long columns last: SQLite reads a row from its start and stops at the last column asked for.
    .addColumn('pages_json', 'text', required)
    .addColumn('blocks_json', 'text', required)
    .addColumn('marks_json', 'text', required)
    .addColumn('text', 'text', required)
    .execute()
  await db.schema.createIndex('versions_by_document').on('document_versions').column('document_id').execute()
  await db.schema.createIndex('versions_by_hash').on('document_versions').column('content_hash').execute()
  await db.schema
    .createTable('chunks')
    .addColumn('id', 'integer', growingKey)
    .addColumn('document_id', 'text', (column) => column.notNull().references('documents.id').onDelete('cascade'))
    .addColumn('version_id', 'text', (column) =>
      column.notNull().references('document_versions.id').onDelete('cascade'),
    )
    .addColumn('ordinal', 'integer', required)
    .addColumn('start_offset', 'integer', required)
    .addColumn('end_offset', 'integer', required)
    .addColumn('page_start', 'integer')
    .addColumn('page_end', 'integer')
    .addColumn('token_count', 'integer', required)
    .addColumn('heading_path_json', 'text', required)
    .addColumn('text', 'text', required)
    .execute()
  await db.schema.createIndex('chunks_of_version').unique().on('chunks').columns(['version_id', 'ordinal']).execute()
  await db.schema.createIndex('chunks_by_document').on('chunks').column('document_id').execute()
}

async function createChangeLog(db: Database): Promise<void> {
  await db.schema
    .createTable('change_log')
    .addColumn('sequence', 'integer', growingKey)
    .addColumn('kind', 'text', required)
    // No foreign key: the entry outlives the document, and holds nothing of it but the id.
    .addColumn('document_id', 'text', required)
    .addColumn('at', 'bigint', required)
    .execute()
  await db.schema.createIndex('change_log_by_document').on('change_log').column('document_id').execute()
}

async function createJobs(db: Database): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('subject_id', 'text', required)
    .addColumn('dedupe_key', 'text', required)
    .addColumn('payload_json', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('max_attempts', 'integer', required)
    .addColumn('priority', 'integer', required)
    .addColumn('run_after', 'bigint', required)
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('updated_at', 'bigint', required)
    .execute()
  await db.schema
    .createIndex('jobs_waiting_once')
    .unique()
    .on('jobs')
    .columns(['kind', 'dedupe_key'])
    .where(sql.ref('state'), '=', sql.lit('queued'))
    .execute()
  await db.schema
    .createIndex('jobs_next')
    .on('jobs')
    .columns(['state', 'priority desc', 'attempts', 'created_at', 'id'])
    .execute()
  await db.schema.createIndex('jobs_by_subject').on('jobs').column('subject_id').execute()
}

async function addJobLeases(db: Database): Promise<void> {
  await db.schema.alterTable('jobs').addColumn('worker_id', 'text').execute()
  await db.schema.alterTable('jobs').addColumn('lease_until', 'bigint').execute()
}

async function createWatches(db: Database): Promise<void> {
  await db.schema
    .createTable('watches')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('folder', 'text', (column) => column.notNull().unique())
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id'))
    .addColumn('ignore_json', 'text', required)
    .addColumn('last_scan_at', 'bigint')
    .addColumn('created_at', 'bigint', required)
    .execute()
}
