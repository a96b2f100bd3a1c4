import {
  LearnPathError,
  type ApiKey,
  type ApiKeyList,
  type CreateApiKeyRequest,
  type CreatedApiKey,
  type KeyScope,
} from '@learnpath/contracts'
import type { Caller } from '../../ports/caller.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import { hashOf } from './hash-of.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { SEEN_EVERY_MS } from './sessions.ts'

const PREFIX = 'lpk_'
/** Enough to tell keys apart, and nothing to guess the rest by. */
const SHOWN_CHARACTERS = PREFIX.length + 6
const DAY_MS = 86_400_000

export const isApiKey = (token: string): boolean => token.startsWith(PREFIX)

export interface FoundKey {
  readonly id: string
  readonly userId: string
  readonly workspaceId: string
  readonly scope: KeyScope
  readonly expiresAt: number | null
}

/** @returns undefined when it is not known, or its time is over */
export async function findApiKey(db: Database, clock: Clock, token: string): Promise<FoundKey | undefined> {
  const now = clock.now()
  const row = await db
    .selectFrom('api_keys')
    .innerJoin('memberships', 'memberships.id', 'api_keys.member_id')
    .select(['api_keys.id', 'api_keys.scope', 'api_keys.expires_at', 'api_keys.last_used_at'])
    .select(['memberships.user_id', 'memberships.workspace_id'])
    .where('api_keys.token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (row === undefined || (row.expires_at !== null && row.expires_at <= now)) return undefined
  if ((row.last_used_at ?? 0) + SEEN_EVERY_MS <= now) {
    await db.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', row.id).execute()
  }
  const { id, user_id: userId, workspace_id: workspaceId, scope, expires_at: expiresAt } = row
  return { id, userId, workspaceId, scope, expiresAt }
}

export interface ApiKeysApi {
  list(of: { readonly userId: string } | { readonly workspaceId: string }): Promise<ApiKeyList>
  /** @throws LP_PERMISSION_DENIED when a key would make one that may do more than itself */
  create(request: CreateApiKeyRequest, caller: Caller): Promise<CreatedApiKey>
  /** @throws LP_KEY_NOT_FOUND */
  revoke(id: string, of: { readonly userId: string } | { readonly workspaceId: string }, caller: Caller): Promise<void>
}

export function createApiKeys({ store, clock, idSource, secretSource, revocations }: IdentityDependencies): ApiKeysApi {
  const { db } = store

  const rowsOf = (of: { readonly userId: string } | { readonly workspaceId: string } | { readonly id: string }) => {
    const select = db
      .selectFrom('api_keys')
      .innerJoin('memberships', 'memberships.id', 'api_keys.member_id')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .selectAll('api_keys')
      .select(['memberships.workspace_id', 'memberships.user_id', 'users.name as member_name'])
      .orderBy('api_keys.created_at', 'desc')
      .orderBy('api_keys.id')
    if ('id' in of) return select.where('api_keys.id', '=', of.id)
    return 'userId' in of
      ? select.where('memberships.user_id', '=', of.userId)
      : select.where('memberships.workspace_id', '=', of.workspaceId)
  }

  return {
    list: async (of) => ({ keys: (await rowsOf(of).execute()).map(apiKeyOf) }),
    async create({ name, scope, expiresInDays }, caller) {
      const { principal } = caller
      if (principal === null || principal.memberId === null) throw new LearnPathError('LP_WORKSPACE_NEEDED')
      if (principal.via === 'key') {
        throw new LearnPathError('LP_PERMISSION_DENIED', { detail: 'a key cannot make keys; sign in' })
      }
      const key = `${PREFIX}${secretSource.next()}`
      const id = idSource.next('key')
      const now = clock.now()
      const expires_at = expiresInDays === null ? null : now + expiresInDays * DAY_MS
      await db
        .insertInto('api_keys')
        .values({
          id,
          token_hash: hashOf(key),
          member_id: principal.memberId,
          name,
          start: key.slice(0, SHOWN_CHARACTERS),
          scope,
          created_at: now,
          expires_at,
          last_used_at: null,
        })
        .execute()
      await recordAudit(db, clock, { action: 'key-created', caller, subjectId: id, subject: name, detail: scope })
      const row = await rowsOf({ id }).executeTakeFirstOrThrow()
      return { ...apiKeyOf(row), key }
    },
    async revoke(id, of, caller) {
      const row = await rowsOf({ id }).executeTakeFirst()
      const isTheirs =
        row !== undefined && ('userId' in of ? row.user_id === of.userId : row.workspace_id === of.workspaceId)
      if (!isTheirs) throw new LearnPathError('LP_KEY_NOT_FOUND', { detail: id })
      await db.deleteFrom('api_keys').where('id', '=', id).execute()
      revocations.announce(row.user_id)
      const { workspace_id: workspaceId } = row
      await recordAudit(db, clock, { action: 'key-revoked', caller, workspaceId, subjectId: id, subject: row.name })
    },
  }
}

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly start: string
  readonly scope: KeyScope
  readonly workspace_id: string
  readonly member_id: string
  readonly member_name: string
  readonly created_at: number
  readonly expires_at: number | null
  readonly last_used_at: number | null
}

const iso = (time: number) => new Date(time).toISOString()
const isoOrNull = (time: number | null) => (time === null ? null : iso(time))

const apiKeyOf = (row: KeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  start: row.start,
  scope: row.scope,
  workspace: row.workspace_id,
  memberId: row.member_id,
  memberName: row.member_name,
  createdAt: iso(row.created_at),
  expiresAt: isoOrNull(row.expires_at),
  lastUsedAt: isoOrNull(row.last_used_at),
})
