import { LearnPathError, type OwnWorkspace, type WorkspaceList, type WorkspaceSummary } from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { FIRST, join } from './people.ts'

export interface WorkspacesApi {
  list(): Promise<WorkspaceList>
  /** @param ownerId who owns it. @throws LP_WORKSPACE_NAME_TAKEN */
  create(name: string, ownerId: string, caller: Caller): Promise<OwnWorkspace>
  /** @throws LP_WORKSPACE_NOT_FOUND, LP_WORKSPACE_NAME_TAKEN */
  rename(id: string, name: string, caller: Caller): Promise<WorkspaceSummary>
  /** With everything in it. @throws LP_WORKSPACE_NOT_FOUND, LP_WORKSPACE_IS_MAIN */
  delete(id: string, caller: Caller): Promise<void>
}

export function createWorkspaces(dependencies: IdentityDependencies): WorkspacesApi {
  const { store, clock, idSource, revocations } = dependencies
  const { db } = store

  async function requireFreeName(name: string, exceptId: string): Promise<void> {
    const taken = await db
      .selectFrom('workspaces')
      .select('id')
      .where('name_key', '=', name.toLowerCase())
      .where('id', '<>', exceptId)
      .executeTakeFirst()
    if (taken !== undefined) throw new LearnPathError('LP_WORKSPACE_NAME_TAKEN', { detail: name })
  }

  async function summaries(): Promise<WorkspaceSummary[]> {
    const rows = await db.selectFrom('workspaces').selectAll().orderBy('name_key').execute()
    const members = await db
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .select(['memberships.workspace_id', 'memberships.role', 'users.name'])
      .orderBy('users.name')
      .execute()
    return rows.map(({ id, name, created_at }) => {
      const own = members.filter(({ workspace_id }) => workspace_id === id)
      const ownerNames = own.filter(({ role }) => role === 'owner').map((owner) => owner.name)
      return { id, name, createdAt: new Date(created_at).toISOString(), memberCount: own.length, ownerNames }
    })
  }

  async function summaryOf(id: string): Promise<WorkspaceSummary> {
    const found = (await summaries()).find((summary) => summary.id === id)
    if (found === undefined) throw new LearnPathError('LP_WORKSPACE_NOT_FOUND', { detail: id })
    return found
  }

  /** Who is in it hears the new name, or that it is gone. */
  function announce(members: readonly { readonly user_id: string }[]): void {
    for (const { user_id } of members) revocations.announce(user_id)
  }

  const membersOf = async (id: string) =>
    await db.selectFrom('memberships').select(['id', 'user_id']).where('workspace_id', '=', id).execute()

  return {
    list: async () => ({ workspaces: await summaries() }),
    async create(name, ownerId, caller) {
      await requireFreeName(name, '')
      const id = idSource.next('workspace')
      const now = clock.now()
      const memberId = await db.transaction().execute(async (transaction) => {
        const row = { id, name, name_key: name.toLowerCase(), created_at: now }
        await transaction.insertInto('workspaces').values(row).execute()
        const joined = await join(transaction, idSource, { userId: ownerId, workspaceId: id, role: 'owner', now })
        await recordAudit(transaction, clock, { action: 'workspace-created', caller, workspaceId: id, subject: name })
        return joined?.memberId ?? ''
      })
      revocations.announce(ownerId)
      return { id, name, role: 'owner', memberId }
    },
    async rename(id, name, caller) {
      const before = await summaryOf(id)
      await requireFreeName(name, id)
      await db.updateTable('workspaces').set({ name, name_key: name.toLowerCase() }).where('id', '=', id).execute()
      const record = { caller, workspaceId: id, subject: name, detail: `before: ${before.name}` }
      await recordAudit(db, clock, { action: 'workspace-renamed', ...record })
      announce(await membersOf(id))
      return { ...before, name }
    },
    async delete(id, caller) {
      const { name } = await summaryOf(id)
      if (id === FIRST.workspaceId) throw new LearnPathError('LP_WORKSPACE_IS_MAIN')
      const members = await membersOf(id)
      // What is in it first: should that fail half-way, there is still a workspace to delete.
      await dependencies.emptyWorkspace(id)
      await dependencies.forgetMembers(members.map((member) => member.id))
      await db.deleteFrom('workspaces').where('id', '=', id).execute()
      announce(members)
      await recordAudit(db, clock, { action: 'workspace-deleted', caller, workspaceId: id, subject: name })
    },
  }
}
