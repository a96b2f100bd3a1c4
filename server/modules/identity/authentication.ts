import { LearnPathError, type KeyScope } from '@learnpath/contracts'
import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Principal } from '../../ports/principal.ts'
import { findApiKey, isApiKey } from './api-keys.ts'
import { csrfTokenOf, hashOf } from './hash-of.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { readKnownUser, roleWithin, type KnownUser } from './known-users.ts'
import type { ProviderUsers } from './provider-users.ts'
import type { SessionCookie } from './session-cookie.ts'
import { findSession } from './sessions.ts'

/** What a cookie, a key or a token stands for. */
interface Credential {
  readonly user: KnownUser
  readonly via: Principal['via']
  readonly id: string | null
  readonly scope: KeyScope
  /** Where requests go that name no workspace. */
  readonly workspaceId: string | null
  /** Of a key: it opens no other. */
  readonly onlyWorkspaceId: string | null
  readonly csrfToken: string | null
  /** When the credential itself ends. */
  readonly expiresAt: number
}

/** Where the answer of the store is taken for true, as long as nobody says otherwise. */
const TRUSTED_MS = 5000
const CREDENTIALS_MAX = 10_000
/** Which workspace a request goes to, when it is not the session's current one. */
const WORKSPACE_HEADER = 'x-learnpath-workspace'

export interface Authentication {
  /** @throws LP_CREDENTIAL_REFUSED, LP_WORKSPACE_NOT_FOUND, LP_OIDC_UNREACHABLE */
  authenticate(request: Request): Promise<Principal | null>
  /** Who somebody is has changed: look it up anew. */
  forget(userId: string): void
}

export interface AuthenticationOptions extends IdentityDependencies {
  readonly cookie: SessionCookie
  readonly providerUsers: ProviderUsers | null
}

export function createAuthentication(options: AuthenticationOptions): Authentication {
  const { store, clock, cookie, tokenVerifier, providerUsers } = options
  const { db } = store
  const recent = createRecentCredentials(clock)

  async function bySession(token: string): Promise<Credential | null> {
    const session = await findSession(db, options, token)
    const user = session === undefined ? undefined : await readKnownUser(db, session.userId)
    if (session === undefined || user === undefined || user.isDisabled) return null
    const current = user.workspaces.find(({ id }) => id === session.workspaceId) ?? user.workspaces[0]
    return {
      user,
      via: 'session',
      id: session.id,
      scope: 'administer',
      workspaceId: current?.id ?? null,
      onlyWorkspaceId: null,
      csrfToken: csrfTokenOf(token),
      expiresAt: session.expiresAt,
    }
  }

  async function byKey(token: string): Promise<Credential> {
    const key = await findApiKey(db, clock, token)
    const user = key === undefined ? undefined : await readKnownUser(db, key.userId)
    if (key === undefined || user === undefined || user.isDisabled) throw new LearnPathError('LP_CREDENTIAL_REFUSED')
    const { id, scope, workspaceId, expiresAt } = key
    const forever = Number.POSITIVE_INFINITY
    return {
      user,
      via: 'key',
      id,
      scope,
      workspaceId,
      onlyWorkspaceId: workspaceId,
      csrfToken: null,
      expiresAt: expiresAt ?? forever,
    }
  }

  async function byProviderToken(token: string): Promise<Credential> {
    if (tokenVerifier === null || providerUsers === null) throw new LearnPathError('LP_CREDENTIAL_REFUSED')
    const claims = await tokenVerifier.verify(token)
    const userId = await providerUsers.admit(claims)
    const user = await readKnownUser(db, userId)
    if (user === undefined || user.isDisabled) throw new LearnPathError('LP_CREDENTIAL_REFUSED')
    return {
      user,
      via: 'token',
      id: null,
      scope: 'administer',
      workspaceId: user.workspaces[0]?.id ?? null,
      onlyWorkspaceId: null,
      csrfToken: null,
      expiresAt: claims.expiresAt,
    }
  }

  async function find(kind: 'bearer' | 'cookie', token: string): Promise<Credential | null> {
    const bearer = isApiKey(token) ? byKey : byProviderToken
    const look = kind === 'cookie' ? bySession : bearer
    return await recent.find(`${kind} ${hashOf(token)}`, async () => await look(token))
  }

  return {
    async authenticate(request) {
      const bearer = bearerOf(request)
      const token = bearer ?? cookie.read(request)
      if (token === null) return null
      const credential = await find(bearer === null ? 'cookie' : 'bearer', token)
      return credential === null ? null : principalOf(credential, request.headers.get(WORKSPACE_HEADER))
    },
    forget: () => recent.forget(),
  }
}

/** What the store has said of credentials a moment ago. */
function createRecentCredentials(clock: Clock) {
  const cache = createBoundedCache<{ readonly credential: Credential; readonly until: number }>(CREDENTIALS_MAX)
  let timesForgotten = 0
  return {
    async find(key: string, look: () => Promise<Credential | null>): Promise<Credential | null> {
      const now = clock.now()
      const known = cache.get(key)
      if (known !== undefined && known.until > now) return known.credential
      const forgottenBefore = timesForgotten
      const credential = await look()
      // What was looked up while something was revoked may be as it was before.
      if (credential !== null && timesForgotten === forgottenBefore) {
        cache.set(key, { credential, until: Math.min(now + TRUSTED_MS, credential.expiresAt) }, 1)
      }
      return credential
    },
    /** Rare, and who it was is in the values: those few hundred are looked up anew. */
    forget() {
      timesForgotten += 1
      cache.clear()
    },
  }
}

function bearerOf(request: Request): string | null {
  const header = request.headers.get('authorization')
  if (header === null) return null
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? []
  if (token === undefined) throw new LearnPathError('LP_CREDENTIAL_REFUSED', { detail: 'only Bearer is understood' })
  return token
}

function principalOf(credential: Credential, wanted: string | null): Principal {
  const { user, scope, onlyWorkspaceId } = credential
  const id = wanted === null || wanted === '' ? credential.workspaceId : wanted
  const workspace = user.workspaces.find((own) => own.id === id && (onlyWorkspaceId === null || onlyWorkspaceId === id))
  if (id !== null && workspace === undefined) throw new LearnPathError('LP_WORKSPACE_NOT_FOUND', { detail: id })
  return {
    userId: user.id,
    userName: user.name,
    workspaceId: workspace?.id ?? null,
    memberId: workspace?.memberId ?? null,
    role: workspace === undefined ? null : roleWithin(workspace.role, scope),
    isAdministrator: user.isAdministrator && scope === 'administer',
    scope,
    via: credential.via,
    credentialId: credential.id,
    csrfToken: credential.csrfToken,
  }
}
