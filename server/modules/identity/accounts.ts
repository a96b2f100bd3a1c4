import { LearnPathError, type OneTimeLink, type SetUpRequest, type SignInRequest } from '@learnpath/contracts'
import { recordAudit } from './audit-trail.ts'
import { beginPasswordSession, type NamedUser } from './begin-password-session.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { createOneTimeToken, useOneTimeToken } from './one-time-tokens.ts'
import { requireGoodPassword } from './password-rules.ts'
import { addressKey, ensureFirstWorkspace, FIRST, hasAdministrator, insertUser, join } from './people.ts'
import type { BegunSession } from './sessions.ts'
import { createSignInFailures, type Attempt } from './sign-in-failures.ts'
import type { Visitor } from './visitor.ts'

export interface AccountsApi {
  /** @throws LP_SIGN_IN_WRONG, LP_SIGN_IN_BLOCKED, LP_SERVER_BUSY */
  signIn(request: SignInRequest, visitor: Visitor): Promise<BegunSession>
  /** @returns a token for the set-up, or null when there is an administrator already */
  setupToken(): Promise<string | null>
  /** @throws LP_SETUP_DONE */
  setupLink(): Promise<OneTimeLink>
  /** @throws LP_SETUP_DONE, LP_SETUP_TOKEN_WRONG, LP_PASSWORD_WEAK */
  setUp(request: SetUpRequest, visitor: Visitor): Promise<BegunSession>
}

const SETUP_LIFETIME_MS = 24 * 3_600_000

/** @returns null when there is an administrator already */
async function createSetupToken(dependencies: IdentityDependencies) {
  const { db } = dependencies.store
  if (await hasAdministrator(db)) return null
  return await createOneTimeToken(db, dependencies, { purpose: 'set-up', lifetimeMs: SETUP_LIFETIME_MS })
}

export function createAccounts(dependencies: IdentityDependencies): AccountsApi {
  const { store, clock, passwordHasher, idSource, rules } = dependencies
  const { db } = store
  const failures = createSignInFailures({ db, clock })

  const begin = async (user: NamedUser, visitor: Visitor) => await beginPasswordSession(dependencies, user, visitor)

  /** Counts the attempt. @throws LP_SIGN_IN_BLOCKED, which is written down */
  async function count(attempt: Attempt, visitor: Visitor): Promise<void> {
    try {
      await failures.begin(attempt)
    } catch (refusal) {
      const { account: subject } = attempt
      await recordAudit(db, clock, { action: 'sign-in-blocked', caller: visitor, workspaceId: null, subject })
      throw refusal
    }
  }

  return {
    async signIn({ email, password }, visitor) {
      const account = addressKey(email)
      const attempt = { account, address: visitor.address }
      await count(attempt, visitor)
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
    setupToken: async () => (await createSetupToken(dependencies))?.token ?? null,
    async setupLink() {
      const made = await createSetupToken(dependencies)
      if (made === null) throw new LearnPathError('LP_SETUP_DONE')
      const { token, expiresAt } = made
      return { link: `${rules.address()}/app/setup#${token}`, expiresAt: new Date(expiresAt).toISOString() }
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
  }
}
