import {
  LearnPathError,
  type AddMemberRequest,
  type Member,
  type MemberList,
  type WorkspaceRole,
} from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { join, lockWorkspace, requireAnotherOwner } from './people.ts'

export interface MembersApi {
  /** @param withAddresses whether e-mail addresses are told */
  list(workspaceId: string, withAddresses: boolean): Promise<MemberList>
  /** @throws LP_MEMBER_NOT_FOUND, LP_MEMBER_LAST_OWNER */
  setRole(member: Place, role: WorkspaceRole, caller: Caller): Promise<Member>
  /** With what they have learned there. @throws LP_MEMBER_NOT_FOUND, LP_MEMBER_LAST_OWNER */
  remove(member: Place, caller: Caller): Promise<void>
  /** @throws LP_WORKSPACE_NOT_FOUND, LP_USER_NOT_FOUND, LP_MEMBER_EXISTS */
  add(workspaceId: string, request: AddMemberRequest, caller: Caller): Promise<Member>
}

/** A member of the workspace that the caller is in: one of another is not found. */
export interface Place {
  readonly id: string
  readonly workspaceId: string
}

const rowsOf = (within: Database, workspaceId: string) =>
  within
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user_id')
    .select(['memberships.id', 'memberships.user_id', 'memberships.role', 'memberships.created_at'])
    .select(['users.name', 'users.email', 'users.disabled_at'])
    .where('memberships.workspace_id', '=', workspaceId)
    .orderBy('users.name')
    .orderBy('memberships.id')

async function find(within: Database, { id, workspaceId }: Place) {
  const row = await rowsOf(within, workspaceId).where('memberships.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new LearnPathError('LP_MEMBER_NOT_FOUND', { detail: id })
  return row
}

export function createMembers(dependencies: IdentityDependencies): MembersApi {
  const { store, clock, idSource, revocations } = dependencies
  const { db } = store

  return {
    list: async (workspaceId, withAddresses) => ({
      members: (await rowsOf(db, workspaceId).execute()).map((row) => memberOf(row, withAddresses)),
    }),
    async setRole(member, role, caller) {
      const changed = await db.transaction().execute(async (transaction) => {
        await lockWorkspace(transaction, member.workspaceId)
        const before = await find(transaction, member)
        if (before.role === 'owner' && role !== 'owner') await requireAnotherOwner(transaction, member)
        await transaction.updateTable('memberships').set({ role }).where('id', '=', member.id).execute()
        const { workspaceId } = member
        const detail = `${before.role} → ${role}`
        const record = { caller, workspaceId, subjectId: member.id, subject: before.name, detail }
        await recordAudit(transaction, clock, { action: 'member-role-changed', ...record })
        return { ...before, role }
      })
      revocations.announce(changed.user_id)
      return memberOf(changed, true)
    },
    async remove(member, caller) {
      const { workspaceId } = member
      const removed = await db.transaction().execute(async (transaction) => {
        await lockWorkspace(transaction, workspaceId)
        const row = await find(transaction, member)
        if (row.role === 'owner') await requireAnotherOwner(transaction, member)
        await transaction.deleteFrom('memberships').where('id', '=', member.id).execute()
        const action = caller.principal?.memberId === member.id ? 'member-left' : 'member-removed'
        await recordAudit(transaction, clock, { action, caller, workspaceId, subjectId: member.id, subject: row.name })
        return row
      })
      revocations.announce(removed.user_id)
      await dependencies.forgetMembers([member.id])
    },
    async add(workspaceId, { user: userId, role }, caller) {
      const member = await db.transaction().execute(async (transaction) => {
        await lockWorkspace(transaction, workspaceId)
        const user = await transaction.selectFrom('users').select('id').where('id', '=', userId).executeTakeFirst()
        if (user === undefined) throw new LearnPathError('LP_USER_NOT_FOUND', { detail: userId })
        const joined = await join(transaction, idSource, { userId, workspaceId, role, now: clock.now() })
        if (joined === null) throw new LearnPathError('LP_MEMBER_EXISTS', { detail: userId })
        const row = await find(transaction, { id: joined.memberId, workspaceId })
        const record = { caller, workspaceId, subjectId: row.id, subject: row.name, detail: role }
        await recordAudit(transaction, clock, { action: 'member-added', ...record })
        return row
      })
      revocations.announce(userId)
      return memberOf(member, true)
    },
  }
}

interface MemberRow {
  readonly id: string
  readonly user_id: string
  readonly role: WorkspaceRole
  readonly created_at: number
  readonly name: string
  readonly email: string | null
  readonly disabled_at: number | null
}

const memberOf = (row: MemberRow, withAddress: boolean): Member => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  email: withAddress ? row.email : null,
  role: row.role,
  since: new Date(row.created_at).toISOString(),
  disabled: row.disabled_at !== null,
})
