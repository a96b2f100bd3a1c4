import { LearnPathError, type ChangePasswordRequest, type ResetPasswordRequest } from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import { recordAudit } from './audit-trail.ts'
import { beginPasswordSession } from './begin-password-session.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { useOneTimeToken } from './one-time-tokens.ts'
import { requireGoodPassword } from './password-rules.ts'
import { endSessions, type BegunSession } from './sessions.ts'
import { createSignInFailures } from './sign-in-failures.ts'
import type { Visitor } from './visitor.ts'

/** New passwords: they end the sessions that were begun with the old one. */
export interface PasswordsApi {
  /** @throws LP_PASSWORD_WRONG, LP_PASSWORD_WEAK, LP_PASSWORD_NONE, LP_SIGN_IN_BLOCKED */
  change(request: ChangePasswordRequest, caller: Caller): Promise<void>
  /** @throws LP_PASSWORD_LINK_INVALID, LP_PASSWORD_WEAK */
  reset(request: ResetPasswordRequest, visitor: Visitor): Promise<BegunSession>
}

export function createPasswords(dependencies: IdentityDependencies): PasswordsApi {
  const { store, clock, passwordHasher, revocations } = dependencies
  const { db } = store
  const failures = createSignInFailures({ db, clock })

  async function endAll(userId: string, exceptId: string | null): Promise<void> {
    await endSessions(db, userId, exceptId)
    revocations.announce(userId)
  }

  return {
    async change({ current, password }, caller) {
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
      await endAll(user.id, principal.via === 'session' ? principal.credentialId : null)
      await recordAudit(db, clock, { action: 'password-changed', caller, workspaceId: null })
    },
    async reset({ token, password }, visitor) {
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
      await endAll(user.id, null)
      await failures.succeeded({ account: user.email ?? '', address: null })
      return await beginPasswordSession(dependencies, user, visitor)
    },
  }
}
