import type { Clock } from '../../ports/clock.ts'
import type { IdentityTables } from '../../ports/identity-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import type { SecretSource } from '../../ports/secret-source.ts'
import { hashOf } from './hash-of.ts'

type Purpose = IdentityTables['one_time_tokens']['purpose']

interface NewToken {
  readonly purpose: Purpose
  readonly lifetimeMs: number
  readonly userId?: string
  readonly payload?: unknown
}

export interface UsedToken {
  readonly userId: string | null
  readonly payload: unknown
}

/** @returns the token; only its hash is kept */
export async function createOneTimeToken(
  db: Database,
  { clock, secretSource }: { readonly clock: Clock; readonly secretSource: SecretSource },
  { purpose, lifetimeMs, userId, payload }: NewToken,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const token = secretSource.next()
  const now = clock.now()
  const expiresAt = now + lifetimeMs
  await db.deleteFrom('one_time_tokens').where('expires_at', '<=', now).execute()
  await db
    .insertInto('one_time_tokens')
    .values({
      token_hash: hashOf(token),
      purpose,
      user_id: userId ?? null,
      payload_json: payload === undefined ? null : JSON.stringify(payload),
      created_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** Takes the token away: of several that come with it at once, one gets it. @returns undefined when it is not good (any more) */
export async function useOneTimeToken(
  db: Database,
  clock: Clock,
  { purpose, token }: { readonly purpose: Purpose; readonly token: string },
): Promise<UsedToken | undefined> {
  const [row] = await db
    .deleteFrom('one_time_tokens')
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', clock.now())
    .returning(['user_id', 'payload_json'])
    .execute()
  if (row === undefined) return undefined
  return { userId: row.user_id, payload: row.payload_json === null ? null : JSON.parse(row.payload_json) }
}
