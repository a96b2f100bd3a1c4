import type { ColumnDefinitionBuilder } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique()
const owned = (table: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(`${table}.id`).onDelete('cascade')

/** Accounts, workspaces, and what was done to them. */
export async function createIdentityTables(db: Database): Promise<void> {
  await createAccounts(db)
  await createCredentials(db)
  await createInvitations(db)
  await createAuditLog(db)
}

async function createAccounts(db: Database): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('id', 'text', key)
    .addColumn('name', 'text', required)
    .addColumn('name_key', 'text', unique)
    .addColumn('created_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', key)
    .addColumn('email', 'text', (column) => column.unique())
    .addColumn('name', 'text', required)
    .addColumn('password_hash', 'text')
    .addColumn('is_administrator', 'integer', required)
    .addColumn('disabled_at', 'bigint')
    .addColumn('issuer', 'text')
    .addColumn('subject', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('last_sign_in_at', 'bigint')
    .addUniqueConstraint('users_of_issuer', ['issuer', 'subject'])
    .execute()
  await db.schema
    .createTable('memberships')
    .addColumn('id', 'text', key)
    .addColumn('workspace_id', 'text', owned('workspaces'))
    .addColumn('user_id', 'text', owned('users'))
    .addColumn('role', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addUniqueConstraint('memberships_once', ['user_id', 'workspace_id'])
    .execute()
  await db.schema.createIndex('memberships_by_workspace').on('memberships').column('workspace_id').execute()
}

async function createCredentials(db: Database): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', key)
    .addColumn('token_hash', 'text', unique)
    .addColumn('user_id', 'text', owned('users'))
    .addColumn('workspace_id', 'text')
    .addColumn('via', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('last_seen_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .addColumn('address', 'text')
    .addColumn('user_agent', 'text')
    .execute()
  await db.schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute()
  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'text', key)
    .addColumn('token_hash', 'text', unique)
    .addColumn('member_id', 'text', owned('memberships'))
    .addColumn('name', 'text', required)
    .addColumn('start', 'text', required)
    .addColumn('scope', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .execute()
  await db.schema.createIndex('api_keys_by_member').on('api_keys').column('member_id').execute()
  await db.schema
    .createTable('one_time_tokens')
    .addColumn('token_hash', 'text', key)
    .addColumn('purpose', 'text', required)
    .addColumn('user_id', 'text', (column) => column.references('users.id').onDelete('cascade'))
    .addColumn('payload_json', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .execute()
  await db.schema
    .createTable('sign_in_failures')
    .addColumn('key', 'text', key)
    .addColumn('failures', 'integer', required)
    .addColumn('last_at', 'bigint', required)
    .addColumn('blocked_until', 'bigint', required)
    .execute()
  await db.schema.createIndex('sign_in_failures_by_time').on('sign_in_failures').column('last_at').execute()
}

async function createInvitations(db: Database): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('id', 'text', key)
    .addColumn('token_hash', 'text', unique)
    .addColumn('workspace_id', 'text', owned('workspaces'))
    .addColumn('email', 'text')
    .addColumn('role', 'text', required)
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .addColumn('accepted_by', 'text')
    .addColumn('accepted_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('invitations_by_workspace')
    .on('invitations')
    .columns(['workspace_id', 'created_at'])
    .execute()
}

async function createAuditLog(db: Database): Promise<void> {
  await db.schema
    .createTable('audit_log')
    .addColumn('sequence', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('at', 'bigint', required)
    .addColumn('action', 'text', required)
    .addColumn('user_id', 'text')
    .addColumn('user_name', 'text')
    .addColumn('via', 'text', required)
    .addColumn('workspace_id', 'text')
    .addColumn('subject_id', 'text')
    .addColumn('subject', 'text')
    .addColumn('detail', 'text')
    .addColumn('address', 'text')
    .execute()
  await db.schema.createIndex('audit_log_of_workspace').on('audit_log').columns(['workspace_id', 'sequence']).execute()
  await db.schema.createIndex('audit_log_by_time').on('audit_log').column('at').execute()
}
