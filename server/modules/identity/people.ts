import { LearnPathError, type WorkspaceRole } from '@learnpath/contracts'
import type { IdSource } from '../../ports/id-source.ts'
import type { Database } from '../../ports/relational-store.ts'

/** The first administrator and who they are in the first workspace: what was there before identity hangs on these ids. */
export const FIRST = { userId: 'local', memberId: 'local', workspaceId: 'main', workspaceName: 'Main' } as const

/** Addresses are compared in small letters. */
export const addressKey = (email: string): string => email.trim().toLowerCase()

export interface NewUser {
  readonly id: string
  /** In small letters. */
  readonly email: string | null
  readonly name: string
  readonly passwordHash: string | null
  readonly isAdministrator: boolean
  readonly issuer?: string
  readonly subject?: string
  readonly now: number
}

/** @returns false when the id, the address or the subject is taken */
export async function insertUser(db: Database, user: NewUser): Promise<boolean> {
  const inserted = await db
    .insertInto('users')
    .values({
      id: user.id,
      email: user.email,
      name: user.name,
      password_hash: user.passwordHash,
      is_administrator: user.isAdministrator ? 1 : 0,
      disabled_at: null,
      issuer: user.issuer ?? null,
      subject: user.subject ?? null,
      created_at: user.now,
      last_sign_in_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0
}

/** The workspace that holds what was there before there were workspaces. */
export async function ensureFirstWorkspace(db: Database, now: number): Promise<void> {
  const { workspaceId: id, workspaceName: name } = FIRST
  await db
    .insertInto('workspaces')
    .values({ id, name, name_key: name.toLowerCase(), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function hasAdministrator(db: Database): Promise<boolean> {
  const row = await db.selectFrom('users').select('id').where('is_administrator', '=', 1).limit(1).executeTakeFirst()
  return row !== undefined
}

/**
 * Puts a user into a workspace; the first administrator into the first one as who was there before.
 * @returns null when the user is in it already
 */
export async function join(
  db: Database,
  idSource: IdSource,
  { userId, workspaceId, role, now }: { userId: string; workspaceId: string; role: WorkspaceRole; now: number },
): Promise<{ readonly memberId: string } | null> {
  const isFirst = userId === FIRST.userId && workspaceId === FIRST.workspaceId
  const id = isFirst ? FIRST.memberId : idSource.next('member')
  const inserted = await db
    .insertInto('memberships')
    .values({ id, workspace_id: workspaceId, user_id: userId, role, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return inserted.length > 0 ? { memberId: id } : null
}

/**
 * Lets changes of who owns a workspace happen one after the other: of two owners who leave at once, one is told that they cannot.
 * @throws LP_WORKSPACE_NOT_FOUND
 */
export async function lockWorkspace(transaction: Database, id: string): Promise<void> {
  const [row] = await transaction
    .updateTable('workspaces')
    .set((expression) => ({ name: expression.ref('name') }))
    .where('id', '=', id)
    .returning('id')
    .execute()
  if (row === undefined) throw new LearnPathError('LP_WORKSPACE_NOT_FOUND', { detail: id })
}

/** @throws LP_MEMBER_LAST_OWNER when nobody but this member owns the workspace */
export async function requireAnotherOwner(
  transaction: Database,
  member: { readonly id: string; readonly workspaceId: string },
): Promise<void> {
  if ((await rolesOfOthers(transaction, member)).includes('owner')) return
  throw new LearnPathError('LP_MEMBER_LAST_OWNER')
}

/** @throws LP_MEMBER_LAST_OWNER when others would be left without an owner; a workspace that nobody is left in is the administrators' */
export async function requireOwnerOfOthers(
  transaction: Database,
  member: { readonly id: string; readonly workspaceId: string },
): Promise<void> {
  const roles = await rolesOfOthers(transaction, member)
  if (roles.length > 0 && !roles.includes('owner')) throw new LearnPathError('LP_MEMBER_LAST_OWNER')
}

async function rolesOfOthers(
  transaction: Database,
  { id, workspaceId }: { readonly id: string; readonly workspaceId: string },
): Promise<readonly WorkspaceRole[]> {
  const others = await transaction
    .selectFrom('memberships')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('id', '<>', id)
    .execute()
  return others.map(({ role }) => role)
}

/** As `lockWorkspace`, for those who run the installation. @throws LP_USER_LAST_ADMINISTRATOR */
export async function requireAnotherAdministrator(transaction: Database, userId: string): Promise<void> {
  const administrators = await transaction
    .updateTable('users')
    .set((expression) => ({ is_administrator: expression.ref('is_administrator') }))
    .where('is_administrator', '=', 1)
    .where('disabled_at', 'is', null)
    .returning('id')
    .execute()
  if (administrators.some(({ id }) => id !== userId)) return
  throw new LearnPathError('LP_USER_LAST_ADMINISTRATOR')
}
