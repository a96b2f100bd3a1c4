import { LearnPathError } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import type { Principal } from '../../ports/principal.ts'

/** Where requests of the session go from now on. @returns who one is there. @throws LP_WORKSPACE_NOT_FOUND, LP_PERMISSION_DENIED */
export async function switchWorkspace(db: Database, workspaceId: string, principal: Principal): Promise<Principal> {
  const member = await db
    .selectFrom('memberships')
    .select(['id', 'role'])
    .where('user_id', '=', principal.userId)
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (member === undefined) throw new LearnPathError('LP_WORKSPACE_NOT_FOUND', { detail: workspaceId })
  if (principal.via !== 'session' || principal.credentialId === null) {
    throw new LearnPathError('LP_PERMISSION_DENIED', { detail: 'only a session remembers where it is' })
  }
  await db.updateTable('sessions').set({ workspace_id: workspaceId }).where('id', '=', principal.credentialId).execute()
  return { ...principal, workspaceId, memberId: member.id, role: member.role }
}
