import {
  LearnPathError,
  type AuditLog,
  type AuditLogQuery,
  type OpenSessionList,
  type Session,
} from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import type { Principal } from '../../ports/principal.ts'
import { createAccounts, type AccountsApi } from './accounts.ts'
import { createApiKeys, type ApiKeysApi } from './api-keys.ts'
import { readAuditLog, recordAudit, type AuditRecord } from './audit-trail.ts'
import { createAuditRetention } from './audit-retention.ts'
import { createAuthentication } from './authentication.ts'
import { csrfTokenOf } from './hash-of.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { createInvitations, type InvitationsApi } from './invitations.ts'
import { createMembers, type MembersApi } from './members.ts'
import { createPasswords, type PasswordsApi } from './passwords.ts'
import { ensureFirstWorkspace } from './people.ts'
import { createProviderSignIn, type ProviderSignInApi } from './provider-sign-in.ts'
import { createProviderUsers } from './provider-users.ts'
import { viewSession } from './session-view.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'
import { listSessions, type BegunSession } from './sessions.ts'
import { switchWorkspace } from './switch-workspace.ts'
import { createUsers, type UsersApi } from './users.ts'
import { createWorkspaces, type WorkspacesApi } from './workspaces.ts'

/** Who people are, what they are members of, and what they did. */
export interface IdentityApi {
  readonly accounts: AccountsApi
  readonly passwords: PasswordsApi
  readonly keys: ApiKeysApi
  readonly members: MembersApi
  readonly invitations: InvitationsApi
  readonly workspaces: WorkspacesApi
  readonly users: UsersApi
  readonly providerSignIn: ProviderSignInApi
  readonly cookie: SessionCookie
  /** @returns null for nobody. @throws LP_CREDENTIAL_REFUSED, LP_WORKSPACE_NOT_FOUND, LP_OIDC_UNREACHABLE */
  authenticate(request: Request): Promise<Principal | null>
  session(caller: Pick<Caller, 'principal'>): Promise<Session>
  /** What the session that has just begun looks like. */
  sessionBegun(begun: BegunSession): Promise<Session>
  /** Ends the session, or revokes the key, that the caller came with. */
  signOut(caller: Caller): Promise<void>
  /** @throws LP_WORKSPACE_NOT_FOUND */
  switchWorkspace(workspaceId: string, caller: Caller): Promise<Session>
  rename(name: string, caller: Caller): Promise<Session>
  sessions(caller: Caller): Promise<OpenSessionList>
  /** @throws LP_SESSION_NOT_FOUND */
  endSession(id: string, caller: Caller): Promise<void>
  /** @param workspaceId null: of the whole installation */
  auditLog(query: AuditLogQuery, workspaceId: string | null): Promise<AuditLog>
  record(record: AuditRecord): Promise<void>
  start(): Promise<void>
  stop(): void
}

export function createIdentity(dependencies: IdentityDependencies): IdentityApi {
  const { store, clock, revocations, rules } = dependencies
  const { db } = store
  const cookie = createSessionCookie({ secure: rules.secureCookies })
  const providerUsers = rules.provider === null ? null : createProviderUsers(dependencies, rules.provider)
  const authentication = createAuthentication({ ...dependencies, cookie, providerUsers })
  const keys = createApiKeys(dependencies)
  const retention = createAuditRetention(dependencies)
  const unsubscribe = revocations.subscribe((userId) => authentication.forget(userId))

  async function endSession(id: string, principal: Principal): Promise<boolean> {
    const ended = await db
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('user_id', '=', principal.userId)
      .returning('id')
      .execute()
    revocations.announce(principal.userId)
    return ended.length > 0
  }

  return {
    accounts: createAccounts(dependencies),
    passwords: createPasswords(dependencies),
    keys,
    members: createMembers(dependencies),
    invitations: createInvitations(dependencies),
    workspaces: createWorkspaces(dependencies),
    users: createUsers(dependencies),
    providerSignIn: createProviderSignIn(dependencies, providerUsers),
    cookie,
    authenticate: async (request) => await authentication.authenticate(request),
    session: async (caller) => await viewSession(dependencies, caller),
    async sessionBegun({ token }) {
      const headers = { cookie: cookie.write(token, 0) }
      const principal = await authentication.authenticate(new Request(rules.address(), { headers }))
      return { ...(await viewSession(dependencies, { principal })), csrfToken: csrfTokenOf(token) }
    },
    async signOut(caller) {
      const { principal } = caller
      if (principal === null || principal.credentialId === null) return
      if (principal.via === 'key') return await keys.revoke(principal.credentialId, principal, caller)
      await endSession(principal.credentialId, principal)
      await recordAudit(db, clock, { action: 'signed-out', caller, workspaceId: null })
    },
    async switchWorkspace(workspaceId, caller) {
      const principal = await switchWorkspace(db, workspaceId, required(caller))
      revocations.announce(principal.userId)
      return await viewSession(dependencies, { principal })
    },
    async rename(name, caller) {
      const { userId } = required(caller)
      await db.updateTable('users').set({ name }).where('id', '=', userId).execute()
      revocations.announce(userId)
      return await viewSession(dependencies, caller)
    },
    async sessions(caller) {
      const { userId, via, credentialId } = required(caller)
      return await listSessions(db, dependencies, { userId, currentId: via === 'session' ? credentialId : null })
    },
    async endSession(id, caller) {
      if (!(await endSession(id, required(caller)))) throw new LearnPathError('LP_SESSION_NOT_FOUND', { detail: id })
      await recordAudit(db, clock, { action: 'session-ended', caller, workspaceId: null, subjectId: id })
    },
    auditLog: async (query, workspaceId) => await readAuditLog(db, query, workspaceId),
    record: async (record) => await recordAudit(db, clock, record),
    async start() {
      await ensureFirstWorkspace(db, clock.now())
      await retention.start()
    },
    stop() {
      retention.stop()
      unsubscribe()
    },
  }
}

/** @throws LP_SIGN_IN_NEEDED for the operator, who has no account to do this with */
function required({ principal }: Caller): Principal {
  if (principal === null) throw new LearnPathError('LP_SIGN_IN_NEEDED')
  return principal
}
