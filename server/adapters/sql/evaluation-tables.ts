import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Question sets, evaluations, what they have measured so far and how people rate it. */
export async function createEvaluationTables(db: Database): Promise<void> {
  await db.schema
    .createTable('question_sets')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('language', 'text', required)
    .addColumn('content_json', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('evaluation_runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('state', 'text', required)
    .addColumn('config_json', 'text', required)
    .addColumn('report_json', 'text')
    .addColumn('failure_json', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('evaluation_results')
    .addColumn('run_id', 'text', (column) => column.notNull().references('evaluation_runs.id').onDelete('cascade'))
    .addColumn('key', 'text', required)
    .addColumn('result_json', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addPrimaryKeyConstraint('evaluation_results_key', ['run_id', 'key'])
    .execute()
  await db.schema
    .createTable('evaluation_ratings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('run_id', 'text', (column) => column.notNull().references('evaluation_runs.id').onDelete('cascade'))
    .addColumn('key', 'text', required)
    .addColumn('rater', 'text', required)
    .addColumn('rating_json', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .execute()
  await db.schema.createIndex('evaluation_ratings_by_run').on('evaluation_ratings').columns(['run_id', 'key']).execute()
}
