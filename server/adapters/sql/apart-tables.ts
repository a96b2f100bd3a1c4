import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { MAIN_WORKSPACE } from '../../kernel/access/first-member.ts'
import { renewTable } from './renew-table.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/**
 * What a workspace names, no other has to look out for: a set of questions by its id and its name, a watched folder by its collection.
 * Otherwise who asks for a name that is taken elsewhere learns of it.
 */
export async function keepNamesApart(db: Database): Promise<void> {
  await renewTable(db, 'question_sets', createQuestionSets)
  await renewTable(db, 'watches', createWatches)
}

async function createQuestionSets(db: Database): Promise<void> {
  await db.schema
    .createTable('question_sets')
    .addColumn('id', 'text', required)
    .addColumn('workspace_id', 'text', (column) => column.notNull().defaultTo(MAIN_WORKSPACE))
    .addColumn('kind', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('language', 'text', required)
    .addColumn('content_json', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('changed_at', 'bigint', required)
    .addPrimaryKeyConstraint('question_sets_key', ['workspace_id', 'kind', 'id'])
    .addUniqueConstraint('question_sets_by_name', ['workspace_id', 'kind', 'name'])
    .execute()
}

async function createWatches(db: Database): Promise<void> {
  await db.schema
    .createTable('watches')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('folder', 'text', required)
    .addColumn('collection_id', 'text', (column) => column.notNull().references('collections.id'))
    .addColumn('ignore_json', 'text', required)
    .addColumn('last_scan_at', 'bigint')
    .addColumn('created_at', 'bigint', required)
    .addUniqueConstraint('watches_of_folder', ['folder', 'collection_id'])
    .execute()
}
