import type { Database } from '../../ports/relational-store.ts'
import type { TableName } from './stored-tables.ts'
import { SCOPE_RULES } from './scoping/scope-rules.ts'

const tablesOf = (kind: 'personal' | 'workspace'): readonly TableName[] =>
  (Object.keys(SCOPE_RULES) as TableName[]).filter((table) => SCOPE_RULES[table].kind === kind)

/** Deletes every personal row of these members, in every table that has some. */
export async function forgetMembers(db: Database, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  const { dynamic } = db
  await db.transaction().execute(async (transaction) => {
    for (const table of tablesOf('personal')) {
      await transaction.deleteFrom(table).where(dynamic.ref('member_id'), 'in', memberIds).execute()
    }
  })
}

/** Deletes what belongs to a workspace and to no collection: its evaluations. */
export async function forgetWorkspace(db: Database, workspaceId: string): Promise<void> {
  const { dynamic } = db
  await db.transaction().execute(async (transaction) => {
    for (const table of tablesOf('workspace')) {
      await transaction.deleteFrom(table).where(dynamic.ref('workspace_id'), '=', workspaceId).execute()
    }
  })
}
