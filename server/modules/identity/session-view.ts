import { LearnPathError, type Session } from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { readKnownUser } from './known-users.ts'
import { hasAdministrator } from './people.ts'

/** What GET /session tells whoever asks. */
export async function viewSession(
  { store, rules, identityProvider }: Pick<IdentityDependencies, 'store' | 'rules' | 'identityProvider'>,
  { principal }: Pick<Caller, 'principal'>,
): Promise<Session> {
  const { db } = store
  const provider = identityProvider === null ? null : { name: rules.provider?.name ?? '', address: '/session/provider' }
  const nobody: Session = {
    identity: rules.mode,
    setupNeeded: !(await hasAdministrator(db)),
    signIn: { password: true, provider },
    user: null,
    workspaces: [],
    workspace: null,
    role: null,
    isAdministrator: false,
    via: 'none',
    csrfToken: null,
    expiresAt: null,
  }
  if (principal === null) return nobody
  const user = await readKnownUser(db, principal.userId)
  if (user === undefined) throw new LearnPathError('LP_CREDENTIAL_REFUSED')
  const { id, email, name, isAdministrator, hasPassword, workspaces } = user
  return {
    ...nobody,
    user: { id, email, name, isAdministrator, hasPassword },
    workspaces: [...workspaces],
    workspace: principal.workspaceId,
    role: principal.role,
    isAdministrator: principal.isAdministrator,
    via: principal.via,
    csrfToken: principal.csrfToken,
    expiresAt: await endOf(principal, db),
  }
}

async function endOf(
  { via, credentialId }: NonNullable<Caller['principal']>,
  db: IdentityDependencies['store']['db'],
): Promise<string | null> {
  if (via !== 'session' || credentialId === null) return null
  const row = await db.selectFrom('sessions').select('expires_at').where('id', '=', credentialId).executeTakeFirst()
  return row === undefined ? null : new Date(row.expires_at).toISOString()
}
