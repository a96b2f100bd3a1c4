import { LearnPathError, type FinishProviderSignInQuery } from '@learnpath/contracts'
import { z } from 'zod'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { createOneTimeToken, useOneTimeToken } from './one-time-tokens.ts'
import type { ProviderUsers } from './provider-users.ts'
import { beginSession, type BegunSession } from './sessions.ts'
import type { Visitor } from './visitor.ts'

/** Sign-in of a browser through the identity provider; afterwards it has a session like any other. */
export interface ProviderSignInApi {
  /** @returns where the browser goes, and what its cookie holds meanwhile. @throws LP_IDENTITY_OFF, LP_OIDC_UNREACHABLE */
  begin(returnTo: string): Promise<{ readonly address: string; readonly browserToken: string }>
  /**
   * @param browserToken of the cookie: a sign-in that another browser has begun is not finished here
   * @throws LP_OIDC_REFUSED, LP_OIDC_UNREACHABLE
   */
  finish(
    query: FinishProviderSignInQuery,
    browserToken: string | null,
    visitor: Visitor,
  ): Promise<{ readonly begun: BegunSession; readonly returnTo: string }>
}

const LIFETIME_MS = 10 * 60_000
const CALLBACK_PATH = '/session/provider/callback'
const UnderWay = z.object({ codeVerifier: z.string(), nonce: z.string(), returnTo: z.string() })

export function createProviderSignIn(
  dependencies: IdentityDependencies,
  providerUsers: ProviderUsers | null,
): ProviderSignInApi {
  const { store, clock, secretSource, identityProvider, rules } = dependencies
  const { db } = store
  const redirectAddress = () => `${rules.address()}${CALLBACK_PATH}`

  return {
    async begin(returnTo) {
      if (identityProvider === null) throw new LearnPathError('LP_IDENTITY_OFF', { detail: 'no identity provider' })
      // Known to the provider and to this browser; what belongs to it is kept under the browser's half.
      const state = secretSource.next()
      const { address, codeVerifier, nonce } = await identityProvider.begin({
        state,
        redirectAddress: redirectAddress(),
      })
      const payload = { codeVerifier, nonce, returnTo, state }
      const begun = { purpose: 'provider-sign-in', lifetimeMs: LIFETIME_MS, payload } as const
      const { token } = await createOneTimeToken(db, dependencies, begun)
      return { address, browserToken: `${token}.${state}` }
    },
    async finish({ code, state, error }, browserToken, visitor) {
      if (identityProvider === null || providerUsers === null) throw new LearnPathError('LP_IDENTITY_OFF')
      const [token = '', ownState] = (browserToken ?? '').split('.')
      const used = await useOneTimeToken(db, clock, { purpose: 'provider-sign-in', token })
      if (error !== undefined) throw new LearnPathError('LP_OIDC_REFUSED', { detail: error })
      if (used === undefined || code === undefined || state === undefined || state !== ownState) {
        throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'the sign-in was begun elsewhere or too long ago' })
      }
      const { codeVerifier, nonce, returnTo } = UnderWay.parse(used.payload)
      const claims = await identityProvider.finish({ code, redirectAddress: redirectAddress(), codeVerifier, nonce })
      const userId = await providerUsers.admit(claims)
      const user = await db
        .selectFrom('users')
        .select(['id', 'name', 'disabled_at'])
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      if (user.disabled_at !== null) throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'the account is disabled' })
      const { address, userAgent } = visitor
      const begun = await beginSession(db, dependencies, {
        userId,
        workspaceId: null,
        via: 'provider',
        address,
        userAgent,
      })
      await recordAudit(db, clock, { action: 'signed-in', caller: visitor, user, workspaceId: null, detail: userAgent })
      return { begun, returnTo }
    },
  }
}
