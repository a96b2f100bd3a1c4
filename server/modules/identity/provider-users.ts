import { LearnPathError, WORKSPACE_ROLES, type WorkspaceRole } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import type { ProviderClaims } from '../../ports/token-verifier.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies, ProviderRules } from './identity-dependencies.ts'
import { addressKey, ensureFirstWorkspace, FIRST, hasAdministrator, insertUser, join } from './people.ts'

/** Users whom an identity provider vouches for, made when they first come. */
export interface ProviderUsers {
  /** Makes or finds the user and brings memberships up to what the claims say. @returns the user's id. @throws LP_OIDC_REFUSED */
  admit(claims: ProviderClaims): Promise<string>
}

/** The provider is asked at the edge: nobody in the process is the caller. */
const BY_PROVIDER = { caller: { principal: null, address: null }, via: 'token' } as const
const NAME_MAX = 200
const WORKSPACES_MAX = 50

type Needed = Pick<IdentityDependencies, 'store' | 'clock' | 'idSource' | 'revocations'>

export function createProviderUsers(dependencies: Needed, rules: ProviderRules): ProviderUsers {
  const { store, clock, idSource } = dependencies

  /** A user that has an account of LearnPath with the same address, if the provider has made sure that the address is theirs. */
  async function link(db: Database, claims: ProviderClaims, email: string): Promise<string | null> {
    const user = await db.selectFrom('users').select(['id', 'issuer']).where('email', '=', email).executeTakeFirst()
    if (user === undefined) return null
    if (!claims.emailVerified || user.issuer !== null) {
      throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'there is another account with that address' })
    }
    const { issuer, subject } = claims
    await db.updateTable('users').set({ issuer, subject }).where('id', '=', user.id).execute()
    return user.id
  }

  async function create(db: Database, claims: ProviderClaims, email: string | null): Promise<string> {
    const { issuer, subject } = claims
    const now = clock.now()
    const isAdministrator = isNamed(claims, rules)
    const isFirst = isAdministrator && !(await hasAdministrator(db))
    const id = isFirst ? FIRST.userId : idSource.next('user')
    const name = (claims.name ?? email ?? subject).slice(0, NAME_MAX)
    const made = await insertUser(db, { id, email, name, passwordHash: null, isAdministrator, issuer, subject, now })
    // Another request of the same person was faster: the next one finds the user.
    if (!made) throw new LearnPathError('LP_OIDC_REFUSED', { detail: 'the account is being made; try again' })
    if (isFirst) await join(db, idSource, { userId: id, workspaceId: FIRST.workspaceId, role: 'owner', now })
    const user = { id, name }
    await recordAudit(db, clock, { action: 'user-created', ...BY_PROVIDER, user, workspaceId: null, detail: issuer })
    return id
  }

  async function bringUpToDate(db: Database, userId: string, claims: ProviderClaims): Promise<void> {
    if (isNamed(claims, rules)) {
      await db
        .updateTable('users')
        .set({ is_administrator: 1 })
        .where('id', '=', userId)
        .where('is_administrator', '=', 0)
        .execute()
    }
    const claimedRole = roleIn(claims, rules)
    const role = claimedRole ?? rules.defaultRole
    if (role === null) return
    for (const workspaceId of await workspacesIn(db, claims)) {
      const joined = await join(db, idSource, { userId, workspaceId, role, now: clock.now() })
      if (joined !== null) {
        const user = { id: userId, name: claims.name ?? userId }
        await recordAudit(db, clock, { action: 'member-joined', ...BY_PROVIDER, user, workspaceId, detail: role })
      } else if (claimedRole !== null) {
        await db
          .updateTable('memberships')
          .set({ role })
          .where('user_id', '=', userId)
          .where('workspace_id', '=', workspaceId)
          .where('role', '<>', role)
          .execute()
      }
    }
  }

  async function workspacesIn(db: Database, claims: ProviderClaims): Promise<readonly string[]> {
    if (rules.workspaceClaim === null) return [FIRST.workspaceId]
    const names = textsAt(claims.all, rules.workspaceClaim).slice(0, WORKSPACES_MAX)
    return await Promise.all(names.map(async (name) => await workspaceNamed(db, name.slice(0, NAME_MAX))))
  }

  async function workspaceNamed(db: Database, name: string): Promise<string> {
    const nameKey = name.toLowerCase()
    await db
      .insertInto('workspaces')
      .values({ id: idSource.next('workspace'), name, name_key: nameKey, created_at: clock.now() })
      .onConflict((conflict) => conflict.column('name_key').doNothing())
      .execute()
    const row = await db.selectFrom('workspaces').select('id').where('name_key', '=', nameKey).executeTakeFirstOrThrow()
    return row.id
  }

  return {
    async admit(claims) {
      const { db } = store
      const email = claims.email === null ? null : addressKey(claims.email)
      await ensureFirstWorkspace(db, clock.now())
      return await db.transaction().execute(async (transaction) => {
        const known = await transaction
          .selectFrom('users')
          .select('id')
          .where('issuer', '=', claims.issuer)
          .where('subject', '=', claims.subject)
          .executeTakeFirst()
        const linked = known === undefined && email !== null ? await link(transaction, claims, email) : null
        const id = known?.id ?? linked ?? (await create(transaction, claims, email))
        await bringUpToDate(transaction, id, claims)
        return id
      })
    },
  }
}

/** By an address that the provider has made sure of, or by the subject itself. */
function isNamed({ subject, email, emailVerified }: ProviderClaims, { administrators }: ProviderRules): boolean {
  const names = [subject.toLowerCase(), ...(email !== null && emailVerified ? [addressKey(email)] : [])]
  return names.some((name) => administrators.includes(name))
}

/** The highest of the roles that the claim names. */
function roleIn({ all }: ProviderClaims, { roleClaim }: ProviderRules): WorkspaceRole | null {
  if (roleClaim === null) return null
  const names = textsAt(all, roleClaim).map((name) => name.toLowerCase())
  return WORKSPACE_ROLES.toReversed().find((role) => names.includes(role)) ?? null
}

/** Text, or a list of texts, at a path such as `app_metadata.team`. A claim whose own name has dots goes first. */
function textsAt(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  let value: unknown = claims[path]
  if (value === undefined) {
    value = claims
    for (const part of path.split('.')) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined
    }
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    .map((text) => text.trim())
}
