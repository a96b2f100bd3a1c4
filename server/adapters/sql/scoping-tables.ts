import { sql, type ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { engineOf } from './engine-of.ts'
import { renewTable } from './renew-table.ts'
import { LOCAL_MEMBER, MAIN_WORKSPACE } from '../../kernel/access/first-member.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const ofMember = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(LOCAL_MEMBER)
const ofWorkspace = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(MAIN_WORKSPACE)

/** Whose each row is. What there was belongs to the first member of the first workspace. Nothing that hangs on a table goes with its renewal. */
export async function addScopes(db: Database): Promise<void> {
  await addWorkspaces(db)
  for (const table of ['plans', 'quizzes', 'quiz_answers', 'conversations', 'review_log', 'mastery_evidence']) {
    await db.schema.alterTable(table).addColumn('member_id', 'text', ofMember).execute()
  }
  for (const table of ['question_sets', 'evaluation_runs']) {
    await db.schema.alterTable(table).addColumn('workspace_id', 'text', ofWorkspace).execute()
  }
  await db.schema.alterTable('evaluation_runs').addColumn('member_id', 'text', ofMember).execute()
  await renewTable(db, 'cards', createCards)
  await renewTable(db, 'quiz_item_marks', createMarks)
  await renewTable(db, 'review_parameters', createParameters)
  await renewSettings(db)
  for (const [table, columns] of [
    ['plans', ['member_id', 'collection_id']],
    ['quizzes', ['member_id', 'created_at', 'id']],
    ['quiz_answers', ['member_id', 'item_id']],
    ['conversations', ['member_id', 'changed_at', 'id']],
    ['review_log', ['member_id', 'day']],
    ['mastery_evidence', ['member_id', 'concept_id', 'at']],
  ] as const) {
    await db.schema
      .createIndex(`${table}_by_member`)
      .on(table)
      .columns([...columns])
      .execute()
  }
}

/** A name is unique among what a workspace shares, and among what a member keeps to himself. */
async function addWorkspaces(db: Database): Promise<void> {
  if (engineOf(db) === 'sqlite') {
    await renewTable(db, 'collections', async () => {
      await db.schema
        .createTable('collections')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', required)
        .addColumn('created_at', 'bigint', required)
        .addColumn('workspace_id', 'text', ofWorkspace)
        .addColumn('owner_id', 'text')
        .execute()
    })
  } else {
    // Others refer to this table: here it cannot be made anew, and need not be.
    await sql`alter table collections drop constraint collections_name_key`.execute(db)
    await db.schema.alterTable('collections').addColumn('workspace_id', 'text', ofWorkspace).execute()
    await db.schema.alterTable('collections').addColumn('owner_id', 'text').execute()
  }
  await db.schema
    .createIndex('collections_by_name')
    .unique()
    .on('collections')
    .expression(sql`workspace_id, name, coalesce(owner_id, '')`)
    .execute()
  await db.schema.createIndex('collections_of_name').on('collections').column('name').execute()
}

async function createCards(db: Database): Promise<void> {
  await db.schema
    .createTable('cards')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('member_id', 'text', ofMember)
    .addColumn('kind', 'text', required)
    .addColumn('deck', 'text', required)
    .addColumn('item_id', 'text')
    .addColumn('document_id', 'text', (column) => column.references('documents.id').onDelete('cascade'))
    .addColumn('concept_id', 'text')
    .addColumn('sibling_key', 'text')
    .addColumn('guid', 'text')
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
    .addUniqueConstraint('cards_of_item', ['item_id', 'member_id'])
    .addUniqueConstraint('cards_of_guid', ['guid', 'member_id'])
    .execute()
  await db.schema.createIndex('cards_due').on('cards').columns(['suspended', 'state', 'due_at']).execute()
  await db.schema.createIndex('cards_in_order').on('cards').columns(['position', 'id']).execute()
  await db.schema.createIndex('cards_by_document').on('cards').column('document_id').execute()
  await db.schema.createIndex('cards_by_parameters').on('cards').columns(['parameter_version', 'id']).execute()
  await db.schema
    .createIndex('cards_by_member')
    .on('cards')
    .columns(['member_id', 'suspended', 'state', 'due_at'])
    .execute()
}

async function createMarks(db: Database): Promise<void> {
  await db.schema
    .createTable('quiz_item_marks')
    // No foreign key: a removed item stays removed when its document comes back.
    .addColumn('item_id', 'text', required)
    .addColumn('member_id', 'text', ofMember)
    .addColumn('thumb', 'text')
    .addColumn('retired', 'integer', required)
    .addPrimaryKeyConstraint('quiz_item_marks_key', ['item_id', 'member_id'])
    .execute()
}

async function createParameters(db: Database): Promise<void> {
  await db.schema
    .createTable('review_parameters')
    .addColumn('member_id', 'text', ofMember)
    .addColumn('version', 'integer', required)
    .addColumn('weights_json', 'text', required)
    .addColumn('fitted_at', 'bigint', required)
    .addColumn('reviews', 'integer', required)
    .addColumn('log_loss_before', 'double precision', required)
    .addColumn('log_loss_after', 'double precision', required)
    .addPrimaryKeyConstraint('review_parameters_key', ['member_id', 'version'])
    .execute()
}

/** There was one row at most. */
async function renewSettings(db: Database): Promise<void> {
  const { rows } = await sql<{ settings_json: string }>`select settings_json from review_settings`.execute(db)
  await db.schema.dropTable('review_settings').execute()
  await db.schema
    .createTable('review_settings')
    .addColumn('member_id', 'text', (column) => column.primaryKey())
    .addColumn('settings_json', 'text', required)
    .execute()
  for (const { settings_json } of rows) {
    await db.insertInto('review_settings').values({ member_id: LOCAL_MEMBER, settings_json }).execute()
  }
}
