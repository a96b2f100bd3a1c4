import {
  LearnPathError,
  type ChangePasswordRequest,
  type ResetPasswordRequest,
  type SetUpRequest,
  type SignInRequest,
} from '@learnpath/contracts'
import type { Caller } from '../../http/access-gate.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { createOneTimeToken, useOneTimeToken } from './one-time-tokens.ts'
import { requireGoodPassword } from './password-rules.ts'
import { addressKey, ensureFirstWorkspace, FIRST, hasAdministrator, insertUser, join } from './people.ts'
import { beginSession, type BegunSession } from './sessions.ts'
import { createSignInFailures } from './sign-in-failures.ts'

/** Who asks, and with which browser. */
export interface Visitor extends Caller {
  readonly userAgent: string | null
}

export interface AccountsApi {
  /** @throws LP_SIGN_IN_WRONG, LP_SIGN_IN_BLOCKED, LP_SERVER_BUSY */
  signIn(request: SignInRequest, visitor: Visitor): Promise<BegunSession>
  /** @returns a token for the set-up, or null when there is an administrator already */
  setupToken(): Promise<string | null>
  /** @throws LP_SETUP_DONE, LP_SETUP_TOKEN_WRONG, LP_PASSWORD_WEAK */
  setUp(request: SetUpRequest, visitor: Visitor): Promise<BegunSession>
  /** @throws LP_PASSWORD_WRONG, LP_PASSWORD_WEAK, LP_PASSWORD_NONE, LP_SIGN_IN_BLOCKED */
  changePassword(request: ChangePasswordRequest, caller: Caller): Promise<void>
  /** @throws LP_PASSWORD_LINK_INVALID, LP_PASSWORD_WEAK */
  resetPassword(request: ResetPasswordRequest, visitor: Visitor): Promise<BegunSession>
}

const SETUP_LIFETIME_MS = 24 * 3_600_000

export function createAccounts(dependencies: IdentityDependencies): AccountsApi {
  const { store, clock, passwordHasher, revocations, idSource } = dependencies
  const { db } = store
  const failures = createSignInFailures({ db, clock })

  async function currentWorkspaceOf(userId: string): Promise<string | null> {
    const last = await db
      .selectFrom('sessions')
      .select('workspace_id')
      .where('user_id', '=', userId)
      .orderBy('last_seen_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return last?.workspace_id ?? null
  }

  async function begin(user: { readonly id: string; readonly name: string }, visitor: Visitor): Promise<BegunSession> {
    const { address, userAgent } = visitor
    const workspaceId = await currentWorkspaceOf(user.id)
    const session = { userId: user.id, workspaceId, via: 'password', address, userAgent } as const
    const begun = await beginSession(db, dependencies, session)
    await recordAudit(db, clock, { action: 'signed-in', caller: visitor, user, workspaceId: null, detail: userAgent })
    return begun
  }

  async function endSessions(userId: string, exceptId: string | null): Promise<void> {
    let ended = db.deleteFrom('sessions').where('user_id', '=', userId)
    if (exceptId !== null) ended = ended.where('id', '<>', exceptId)
    await ended.execute()
    revocations.announce(userId)
  }

  return {
    async signIn({ email, password }, visitor) {
      const account = addressKey(email)
      const attempt = { account, address: visitor.address }
      try {
        await failures.begin(attempt)
      } catch (refusal) {
        await recordAudit(db, clock, {
          action: 'sign-in-blocked',
          caller: visitor,
          workspaceId: null,
          subject: account,
        })
        throw refusal
      }
      const user = await db
        .selectFrom('users')
        .select(['id', 'name', 'password_hash', 'disabled_at'])
        .where('email', '=', account)
        .executeTakeFirst()
      const { matches, outdated } = await passwordHasher.verify(password, user?.password_hash ?? null)
      if (user === undefined || !matches || user.disabled_at !== null) {
        await recordAudit(db, clock, { action: 'sign-in-failed', caller: visitor, workspaceId: null, subject: account })
        throw new LearnPathError('LP_SIGN_IN_WRONG')
      }
      await failures.succeeded(attempt)
      if (outdated) {
        const password_hash = await passwordHasher.hash(password)
        await db.updateTable('users').set({ password_hash }).where('id', '=', user.id).execute()
      }
      return await begin(user, visitor)
    },
    async setupToken() {
      if (await hasAdministrator(db)) return null
      const made = await createOneTimeToken(db, dependencies, { purpose: 'set-up', lifetimeMs: SETUP_LIFETIME_MS })
      return made.token
    },
    async setUp({ token, email, name, password }, visitor) {
      if (await hasAdministrator(db)) throw new LearnPathError('LP_SETUP_DONE')
      const address = addressKey(email)
      requireGoodPassword(password, { email: address, name })
      const passwordHash = await passwordHasher.hash(password)
      const now = clock.now()
      const user = { id: FIRST.userId, name, email: address, passwordHash, isAdministrator: true, now }
      await db.transaction().execute(async (transaction) => {
        const used = await useOneTimeToken(transaction, clock, { purpose: 'set-up', token })
        if (used === undefined) throw new LearnPathError('LP_SETUP_TOKEN_WRONG')
        if (!(await insertUser(transaction, user))) throw new LearnPathError('LP_SETUP_DONE')
        await ensureFirstWorkspace(transaction, now)
        await join(transaction, idSource, { userId: user.id, workspaceId: FIRST.workspaceId, role: 'owner', now })
        await transaction.deleteFrom('one_time_tokens').where('purpose', '=', 'set-up').execute()
        await recordAudit(transaction, clock, {
          action: 'installation-set-up',
          caller: visitor,
          user,
          workspaceId: null,
        })
      })
      return await begin(user, visitor)
    },
    async changePassword({ current, password }, caller) {
      const { principal } = caller
      if (principal === null) throw new LearnPathError('LP_SIGN_IN_NEEDED')
      const user = await db.selectFrom('users').selectAll().where('id', '=', principal.userId).executeTakeFirstOrThrow()
      if (user.password_hash === null) throw new LearnPathError('LP_PASSWORD_NONE')
      requireGoodPassword(password, user)
      // Who finds an open browser must not try passwords there.
      const attempt = { account: `change of ${user.id}`, address: caller.address }
      await failures.begin(attempt)
      const { matches } = await passwordHasher.verify(current, user.password_hash)
      if (!matches) throw new LearnPathError('LP_PASSWORD_WRONG')
      await failures.succeeded(attempt)
      const password_hash = await passwordHasher.hash(password)
      await db.updateTable('users').set({ password_hash }).where('id', '=', user.id).execute()
      await endSessions(user.id, principal.via === 'session' ? principal.credentialId : null)
      await recordAudit(db, clock, { action: 'password-changed', caller, workspaceId: null })
    },
    async resetPassword({ token, password }, visitor) {
      // Looked at first, so that a weak password does not use the link up.
      requireGoodPassword(password, { email: null, name: '' })
      const password_hash = await passwordHasher.hash(password)
      const user = await db.transaction().execute(async (transaction) => {
        const used = await useOneTimeToken(transaction, clock, { purpose: 'password-reset', token })
        const [changed] = await transaction
          .updateTable('users')
          .set({ password_hash })
          .where('id', '=', used?.userId ?? '')
          .where('disabled_at', 'is', null)
          .returning(['id', 'name', 'email'])
          .execute()
        if (changed === undefined) throw new LearnPathError('LP_PASSWORD_LINK_INVALID')
        await recordAudit(transaction, clock, {
          action: 'password-reset',
          caller: visitor,
          user: changed,
          workspaceId: null,
        })
        return changed
      })
      await endSessions(user.id, null)
      await failures.succeeded({ account: user.email ?? '', address: null })
      return await begin(user, visitor)
    },
  }
}
