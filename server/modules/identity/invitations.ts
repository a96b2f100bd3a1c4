import {
  LearnPathError,
  type AcceptInvitationRequest,
  type CreatedInvitation,
  type CreateInvitationRequest,
  type Invitation,
  type InvitationList,
  type InvitationView,
} from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { Caller } from '../../http/access-gate.ts'
import type { IdentityTables } from '../../ports/identity-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import type { Visitor } from './accounts.ts'
import { recordAudit } from './audit-trail.ts'
import { hashOf } from './hash-of.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { requireGoodPassword } from './password-rules.ts'
import { addressKey, insertUser, join } from './people.ts'
import { beginSession, type BegunSession } from './sessions.ts'

export interface InvitationsApi {
  list(workspaceId: string): Promise<InvitationList>
  create(workspaceId: string, request: CreateInvitationRequest, caller: Caller): Promise<CreatedInvitation>
  /** @throws LP_INVITATION_NOT_FOUND */
  revoke(place: { readonly id: string; readonly workspaceId: string }, caller: Caller): Promise<void>
  /** @throws LP_INVITATION_INVALID */
  view(token: string): Promise<InvitationView>
  /**
   * @returns a session of the new user, or null when whoever is signed in has accepted
   * @throws LP_INVITATION_INVALID, LP_INVITATION_FOR_ANOTHER, LP_USER_EXISTS, LP_PASSWORD_WEAK, LP_SIGN_IN_NEEDED
   */
  accept(request: AcceptInvitationRequest, visitor: Visitor): Promise<BegunSession | null>
}

type Row = Selectable<IdentityTables['invitations']>
const HOUR_MS = 3_600_000

export function createInvitations(dependencies: IdentityDependencies): InvitationsApi {
  const { store, clock, idSource, secretSource, passwordHasher, revocations, rules } = dependencies
  const { db } = store

  async function findOpen(token: string): Promise<Row> {
    const row = await db
      .selectFrom('invitations')
      .selectAll()
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst()
    if (row === undefined || stateOf(row, clock.now()) !== 'open') throw new LearnPathError('LP_INVITATION_INVALID')
    return row
  }

  /** Of several who come with the same link at once, one gets in. */
  async function take(transaction: Database, { id }: Row, userId: string): Promise<void> {
    const now = clock.now()
    const taken = await transaction
      .updateTable('invitations')
      .set({ accepted_at: now, accepted_by: userId })
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute()
    if (taken.length === 0) throw new LearnPathError('LP_INVITATION_INVALID')
  }

  async function enter(
    transaction: Database,
    row: Row,
    user: { id: string; name: string },
    visitor: Visitor,
  ): Promise<void> {
    await take(transaction, row, user.id)
    const { workspace_id: workspaceId, role } = row
    const joined = await join(transaction, idSource, { userId: user.id, workspaceId, role, now: clock.now() })
    if (joined === null) return // A member already, who keeps the role.
    const record = { caller: visitor, user, workspaceId, subjectId: joined.memberId, subject: user.name, detail: role }
    await recordAudit(transaction, clock, { action: 'member-joined', ...record })
  }

  async function acceptAsNew(row: Row, account: NonNullable<AcceptInvitationRequest['account']>, visitor: Visitor) {
    const email = addressKey(account.email)
    if (row.email !== null && row.email !== email) throw new LearnPathError('LP_INVITATION_FOR_ANOTHER')
    const { name } = account
    requireGoodPassword(account.password, { email, name })
    const passwordHash = await passwordHasher.hash(account.password)
    const user = { id: idSource.next('user'), name, email, passwordHash, isAdministrator: false, now: clock.now() }
    return await db.transaction().execute(async (transaction) => {
      if (!(await insertUser(transaction, user))) throw new LearnPathError('LP_USER_EXISTS')
      const created = { caller: visitor, user, workspaceId: null, subjectId: user.id, subject: email }
      await recordAudit(transaction, clock, { action: 'user-created', ...created })
      await enter(transaction, row, user, visitor)
      const { address, userAgent } = visitor
      const session = { userId: user.id, workspaceId: row.workspace_id, via: 'password', address, userAgent } as const
      return await beginSession(transaction, dependencies, session)
    })
  }

  async function acceptAsKnown(row: Row, visitor: Visitor): Promise<void> {
    const { principal } = visitor
    if (principal === null) throw new LearnPathError('LP_SIGN_IN_NEEDED')
    const user = await db
      .selectFrom('users')
      .select(['id', 'name', 'email'])
      .where('id', '=', principal.userId)
      .executeTakeFirstOrThrow()
    if (row.email !== null && row.email !== user.email) throw new LearnPathError('LP_INVITATION_FOR_ANOTHER')
    await db.transaction().execute(async (transaction) => {
      await enter(transaction, row, user, visitor)
      if (principal.via !== 'session' || principal.credentialId === null) return
      const current = { workspace_id: row.workspace_id }
      await transaction.updateTable('sessions').set(current).where('id', '=', principal.credentialId).execute()
    })
    revocations.announce(user.id)
  }

  return {
    async list(workspaceId) {
      const rows = await db
        .selectFrom('invitations')
        .leftJoin('users as maker', 'maker.id', 'invitations.created_by')
        .leftJoin('users as guest', 'guest.id', 'invitations.accepted_by')
        .selectAll('invitations')
        .select(['maker.name as maker_name', 'guest.name as guest_name'])
        .where('workspace_id', '=', workspaceId)
        .orderBy('invitations.created_at', 'desc')
        .orderBy('invitations.id')
        .limit(LISTED_MAX)
        .execute()
      return { invitations: rows.map((row) => invitationOf(row, clock.now())) }
    },
    async create(workspaceId, { role, email, expiresInHours }, caller) {
      const token = secretSource.next()
      const now = clock.now()
      const row: Row = {
        id: idSource.next('invitation'),
        token_hash: hashOf(token),
        workspace_id: workspaceId,
        email: email === null ? null : addressKey(email),
        role,
        created_by: caller.principal?.userId ?? null,
        created_at: now,
        expires_at: now + expiresInHours * HOUR_MS,
        accepted_by: null,
        accepted_at: null,
        revoked_at: null,
      }
      await db.insertInto('invitations').values(row).execute()
      const record = { caller, workspaceId, subjectId: row.id, subject: row.email, detail: role }
      await recordAudit(db, clock, { action: 'invitation-created', ...record })
      const made = { ...row, maker_name: caller.principal?.userName ?? null, guest_name: null }
      return { ...invitationOf(made, now), link: `${rules.address()}/app/invitation#${token}` }
    },
    async revoke({ id, workspaceId }, caller) {
      const [revoked] = await db
        .updateTable('invitations')
        .set({ revoked_at: clock.now() })
        .where('id', '=', id)
        .where('workspace_id', '=', workspaceId)
        .where('accepted_at', 'is', null)
        .returning('email')
        .execute()
      if (revoked === undefined) throw new LearnPathError('LP_INVITATION_NOT_FOUND', { detail: id })
      await recordAudit(db, clock, {
        action: 'invitation-revoked',
        caller,
        workspaceId,
        subjectId: id,
        subject: revoked.email,
      })
    },
    async view(token) {
      const row = await findOpen(token)
      const workspace = await db
        .selectFrom('workspaces')
        .select('name')
        .where('id', '=', row.workspace_id)
        .executeTakeFirstOrThrow()
      const maker = await db
        .selectFrom('users')
        .select('name')
        .where('id', '=', row.created_by ?? '')
        .executeTakeFirst()
      const account =
        row.email === null
          ? undefined
          : await db.selectFrom('users').select('id').where('email', '=', row.email).executeTakeFirst()
      return {
        workspace: workspace.name,
        role: row.role,
        email: row.email,
        invitedBy: maker?.name ?? null,
        expiresAt: new Date(row.expires_at).toISOString(),
        hasAccount: account !== undefined,
      }
    },
    async accept({ token, account }, visitor) {
      const row = await findOpen(token)
      if (account !== undefined) return await acceptAsNew(row, account, visitor)
      await acceptAsKnown(row, visitor)
      return null
    },
  }
}

const LISTED_MAX = 500

const stateOf = (row: Pick<Row, 'accepted_at' | 'revoked_at' | 'expires_at'>, now: number): Invitation['state'] => {
  if (row.accepted_at !== null) return 'accepted'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= now ? 'expired' : 'open'
}

const invitationOf = (
  row: Row & { readonly maker_name: string | null; readonly guest_name: string | null },
  now: number,
): Invitation => ({
  id: row.id,
  role: row.role,
  email: row.email,
  createdBy: row.maker_name,
  createdAt: new Date(row.created_at).toISOString(),
  expiresAt: new Date(row.expires_at).toISOString(),
  state: stateOf(row, now),
  acceptedBy: row.guest_name,
})
