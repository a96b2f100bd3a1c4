import {
  LearnPathError,
  type ListUsersQuery,
  type OneTimeLink,
  type OwnWorkspace,
  type UpdateUserRequest,
  type User,
  type UserList,
} from '@learnpath/contracts'
import { sql, type Selectable } from 'kysely'
import type { Caller } from '../../ports/caller.ts'
import type { IdentityTables } from '../../ports/identity-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import { changeUser } from './change-user.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { readMemberships } from './known-users.ts'
import { createOneTimeToken } from './one-time-tokens.ts'
import { lockWorkspace, requireAnotherAdministrator, requireOwnerOfOthers } from './people.ts'

export interface UsersApi {
  list(query: ListUsersQuery): Promise<UserList>
  /** @throws LP_USER_NOT_FOUND, LP_USER_LAST_ADMINISTRATOR */
  update(id: string, change: UpdateUserRequest, caller: Caller): Promise<User>
  /** With all that the person has learned. @throws LP_USER_NOT_FOUND, LP_USER_LAST_ADMINISTRATOR, LP_MEMBER_LAST_OWNER */
  delete(id: string, caller: Caller): Promise<void>
  /** @throws LP_USER_NOT_FOUND */
  createPasswordReset(id: string, caller: Caller): Promise<OneTimeLink>
  /** @throws LP_USER_NOT_FOUND */
  endSessions(id: string, caller: Caller): Promise<void>
}

type Row = Selectable<IdentityTables['users']>
const RESET_LIFETIME_MS = 24 * 3_600_000

async function find(within: Database, id: string): Promise<Row> {
  const row = await within.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new LearnPathError('LP_USER_NOT_FOUND', { detail: id })
  return row
}

export function createUsers(dependencies: IdentityDependencies): UsersApi {
  const { store, clock, revocations, rules } = dependencies
  const { db } = store

  return {
    async list({ contains, limit, offset }) {
      let matching = db.selectFrom('users')
      if (contains !== undefined && contains !== '') {
        const pattern = `%${contains.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
        matching = matching.where(
          sql<boolean>`(lower(name) like ${pattern} escape '!' or email like ${pattern} escape '!')`,
        )
      }
      const rows = await matching.selectAll().orderBy('name').orderBy('id').limit(limit).offset(offset).execute()
      const { total } = await matching
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const memberships = await readMemberships(
        db,
        rows.map(({ id }) => id),
      )
      return { users: rows.map((row) => userOf(row, memberships.get(row.id) ?? [])), total }
    },
    async update(id, request, caller) {
      await db
        .transaction()
        .execute(
          async (transaction) =>
            await changeUser(transaction, clock, { row: await find(transaction, id), request, caller }),
        )
      revocations.announce(id)
      const memberships = await readMemberships(db, [id])
      return userOf(await find(db, id), memberships.get(id) ?? [])
    },
    async delete(id, caller) {
      const row = await find(db, id)
      const memberships = (await readMemberships(db, [id])).get(id) ?? []
      await db.transaction().execute(async (transaction) => {
        if (row.is_administrator === 1) await requireAnotherAdministrator(transaction, id)
        for (const { id: workspaceId, memberId, role } of memberships) {
          await lockWorkspace(transaction, workspaceId)
          if (role === 'owner') await requireOwnerOfOthers(transaction, { id: memberId, workspaceId })
        }
        await transaction.deleteFrom('users').where('id', '=', id).execute()
        const record = { caller, workspaceId: null, subjectId: id, subject: row.email ?? row.name }
        await recordAudit(transaction, clock, { action: 'user-deleted', ...record })
      })
      revocations.announce(id)
      await dependencies.forgetMembers(memberships.map(({ memberId }) => memberId))
    },
    async createPasswordReset(id, caller) {
      const row = await find(db, id)
      const lifetime = { purpose: 'password-reset', userId: id, lifetimeMs: RESET_LIFETIME_MS } as const
      const { token, expiresAt } = await createOneTimeToken(db, dependencies, lifetime)
      const record = { caller, workspaceId: null, subjectId: id, subject: row.email ?? row.name }
      await recordAudit(db, clock, { action: 'password-reset-created', ...record })
      return { link: `${rules.address()}/app/new-password#${token}`, expiresAt: new Date(expiresAt).toISOString() }
    },
    async endSessions(id, caller) {
      const row = await find(db, id)
      await db.deleteFrom('sessions').where('user_id', '=', id).execute()
      revocations.announce(id)
      const record = { caller, workspaceId: null, subjectId: id, subject: row.email ?? row.name }
      await recordAudit(db, clock, { action: 'session-ended', ...record, detail: 'all' })
    },
  }
}

const iso = (time: number) => new Date(time).toISOString()

const userOf = (row: Row, workspaces: readonly OwnWorkspace[]): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  isAdministrator: row.is_administrator === 1,
  disabled: row.disabled_at !== null,
  hasPassword: row.password_hash !== null,
  provider: row.issuer,
  createdAt: iso(row.created_at),
  lastSignInAt: row.last_sign_in_at === null ? null : iso(row.last_sign_in_at),
  workspaces: [...workspaces],
})
