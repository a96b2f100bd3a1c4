import type { KeyScope, OwnWorkspace, WorkspaceRole } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'

/** A user and what they are a member of. */
export interface KnownUser {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly isAdministrator: boolean
  readonly hasPassword: boolean
  readonly isDisabled: boolean
  /** By name. */
  readonly workspaces: readonly OwnWorkspace[]
}

/** @returns undefined when there is no such user */
export async function readKnownUser(db: Database, id: string): Promise<KnownUser | undefined> {
  const user = await db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'is_administrator', 'password_hash', 'disabled_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (user === undefined) return undefined
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    isAdministrator: user.is_administrator === 1,
    hasPassword: user.password_hash !== null,
    isDisabled: user.disabled_at !== null,
    workspaces: (await readMemberships(db, [id])).get(id) ?? [],
  }
}

/** @returns the workspaces of each user, by name */
export async function readMemberships(
  db: Database,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OwnWorkspace[]>> {
  const found = new Map<string, OwnWorkspace[]>()
  if (userIds.length === 0) return found
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('workspaces', 'workspaces.id', 'memberships.workspace_id')
    .select([
      'memberships.id as memberId',
      'memberships.user_id as userId',
      'memberships.role as role',
      'workspaces.id as id',
      'workspaces.name as name',
    ])
    .where('memberships.user_id', 'in', userIds)
    .orderBy('workspaces.name_key')
    .execute()
  for (const { userId, ...workspace } of rows) found.set(userId, [...(found.get(userId) ?? []), workspace])
  return found
}

const ROLE_OF_SCOPE: Readonly<Record<KeyScope, WorkspaceRole>> = {
  read: 'viewer',
  learn: 'learner',
  write: 'editor',
  administer: 'owner',
}
const ORDER: readonly WorkspaceRole[] = ['viewer', 'learner', 'editor', 'owner']

/** A key allows no more than its scope, whatever its owner may. */
export const roleWithin = (role: WorkspaceRole, scope: KeyScope): WorkspaceRole =>
  ORDER[Math.min(ORDER.indexOf(role), ORDER.indexOf(ROLE_OF_SCOPE[scope]))] ?? 'viewer'
