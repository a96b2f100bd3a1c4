import { LearnPathError, type AcceptInvitationRequest } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { IdentityTables } from '../../ports/identity-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { requireGoodPassword } from './password-rules.ts'
import { addressKey, insertUser, join } from './people.ts'
import { beginSession, type BegunSession } from './sessions.ts'
import type { Visitor } from './visitor.ts'

type Row = Selectable<IdentityTables['invitations']>
type Account = NonNullable<AcceptInvitationRequest['account']>

/** How somebody comes in by an invitation that is open. */
export interface InvitationAcceptance {
  /** With an account that is made for it. @throws LP_INVITATION_INVALID, LP_INVITATION_FOR_ANOTHER, LP_USER_EXISTS, LP_PASSWORD_WEAK */
  asNew(row: Row, account: Account, visitor: Visitor): Promise<BegunSession>
  /** As whoever is signed in. @throws LP_INVITATION_INVALID, LP_INVITATION_FOR_ANOTHER, LP_SIGN_IN_NEEDED */
  asKnown(row: Row, visitor: Visitor): Promise<void>
}

export function createInvitationAcceptance(dependencies: IdentityDependencies): InvitationAcceptance {
  const { store, clock, idSource, passwordHasher, revocations } = dependencies
  const { db } = store

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

  async function asNew(row: Row, account: Account, visitor: Visitor): Promise<BegunSession> {
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

  async function asKnown(row: Row, visitor: Visitor): Promise<void> {
    const { principal } = visitor
    if (principal === null) throw new LearnPathError('LP_SIGN_IN_NEEDED')
    // The address is open to everybody, so the gate has not looked at what a key is for.
    if (principal.scope !== 'administer') {
      throw new LearnPathError('LP_PERMISSION_DENIED', { detail: `the key has the scope "${principal.scope}"` })
    }
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

  return { asNew, asKnown }
}
