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
import type { Caller } from '../../ports/caller.ts'
import type { IdentityTables } from '../../ports/identity-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import { hashOf } from './hash-of.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { createInvitationAcceptance } from './invitation-acceptance.ts'
import { addressKey } from './people.ts'
import type { BegunSession } from './sessions.ts'
import type { Visitor } from './visitor.ts'

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
  const { store, clock, idSource, secretSource, rules } = dependencies
  const { db } = store
  const accepting = createInvitationAcceptance(dependencies)

  async function findOpen(token: string): Promise<Row> {
    const row = await db
      .selectFrom('invitations')
      .selectAll()
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst()
    if (row === undefined || stateOf(row, clock.now()) !== 'open') throw new LearnPathError('LP_INVITATION_INVALID')
    return row
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
    view: async (token) => await viewOf(db, await findOpen(token)),
    async accept({ token, account }, visitor) {
      const row = await findOpen(token)
      if (account !== undefined) return await accepting.asNew(row, account, visitor)
      await accepting.asKnown(row, visitor)
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

async function viewOf(db: Database, row: Row): Promise<InvitationView> {
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
}
