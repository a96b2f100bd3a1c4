import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const ofCollection = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('collections.id').onDelete('cascade')

/** Analyses of documents, what the user changed of the concepts made from them, and how far all that has come. */
export async function createConceptTables(db: Database): Promise<void> {
  await createAnalyses(db)
  await createEdits(db)
  await db.schema
    .createTable('concept_collections')
    .addColumn('collection_id', 'text', (column) => ofCollection(column).primaryKey())
    .addColumn('edits', 'integer', required)
    .addColumn('revision', 'integer', required)
    .addColumn('basis', 'text', required)
    .execute()
  await db.schema
    .createTable('concept_follower')
    .addColumn('analyst_version', 'text', required)
    .addColumn('sequence', 'integer', required)
    .execute()
}

async function createAnalyses(db: Database): Promise<void> {
  await db.schema
    .createTable('concept_analyses')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('document_id', 'text', (column) =>
      column.notNull().unique().references('documents.id').onDelete('cascade'),
    )
    .addColumn('version_id', 'text', required)
    .addColumn('analyst_version', 'text', required)
    .addColumn('failure_code', 'text')
    .addColumn('language', 'text', required)
    .addColumn('words', 'integer', required)
    .addColumn('sections_json', 'text', required)
    .addColumn('hints_json', 'text', required)
    .execute()
  await db.schema
    .createTable('concept_analysis_parts')
    .addColumn('analysis_id', 'integer', (column) =>
      column.notNull().references('concept_analyses.id').onDelete('cascade'),
    )
    .addColumn('ordinal', 'integer', required)
    .addColumn('kind', 'text', required)
    .addColumn('json', 'text', required)
    .addPrimaryKeyConstraint('concept_analysis_parts_key', ['analysis_id', 'ordinal'])
    .execute()
}

async function createEdits(db: Database): Promise<void> {
  await db.schema
    .createTable('concept_edits')
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('concept_id', 'text', required)
    .addColumn('name', 'text')
    .addColumn('hidden', 'integer')
    .addPrimaryKeyConstraint('concept_edits_key', ['collection_id', 'concept_id'])
    .execute()
  await db.schema
    .createTable('concept_placements')
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('phrase_id', 'text', required)
    .addColumn('target_id', 'text', required)
    .addPrimaryKeyConstraint('concept_placements_key', ['collection_id', 'phrase_id'])
    .execute()
  await db.schema
    .createTable('prerequisite_decisions')
    .addColumn('collection_id', 'text', ofCollection)
    .addColumn('concept_id', 'text', required)
    .addColumn('prerequisite_id', 'text', required)
    .addColumn('decision', 'text', required)
    .addPrimaryKeyConstraint('prerequisite_decisions_key', ['collection_id', 'concept_id', 'prerequisite_id'])
    .execute()
}
