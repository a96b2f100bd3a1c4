import { LearnPathError } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import type { ProviderClaims } from '../../ports/token-verifier.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies, ProviderRules } from './identity-dependencies.ts'
import { addressKey, ensureFirstWorkspace, FIRST, hasAdministrator, insertUser, join } from './people.ts'
import { isAdministratorBy, roleIn, textsAt } from './provider-claims.ts'

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

  async function create(db: Database, claims: ProviderClaims, email: string | null): Promise<string> {
    const { issuer, subject } = claims
    const now = clock.now()
    const isAdministrator = isAdministratorBy(claims, rules)
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
    if (isAdministratorBy(claims, rules)) {
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
    for (const workspaceId of await workspacesIn(db, claims, { ...dependencies, rules })) {
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

/** Those that the claim names, made where they are missing. @returns their ids */
async function workspacesIn(
  db: Database,
  claims: ProviderClaims,
  { rules, clock, idSource }: Pick<Needed, 'clock' | 'idSource'> & { readonly rules: ProviderRules },
): Promise<readonly string[]> {
  if (rules.workspaceClaim === null) return [FIRST.workspaceId]
  const ids: string[] = []
  for (const text of textsAt(claims.all, rules.workspaceClaim).slice(0, WORKSPACES_MAX)) {
    const name = text.slice(0, NAME_MAX)
    const nameKey = name.toLowerCase()
    await db
      .insertInto('workspaces')
      .values({ id: idSource.next('workspace'), name, name_key: nameKey, created_at: clock.now() })
      .onConflict((conflict) => conflict.column('name_key').doNothing())
      .execute()
    const row = await db.selectFrom('workspaces').select('id').where('name_key', '=', nameKey).executeTakeFirstOrThrow()
    ids.push(row.id)
  }
  return ids
}
