import type { OpenSession, OpenSessionList } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import { hashOf } from './hash-of.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'

/** What a browser tells of itself when it signs in. */
export interface Browser {
  readonly address: string | null
  readonly userAgent: string | null
}

export interface BegunSession {
  /** Goes into the cookie; only its hash is kept. */
  readonly token: string
  readonly id: string
  readonly maxAgeSeconds: number
}

export interface FoundSession {
  readonly id: string
  readonly userId: string
  readonly workspaceId: string | null
  readonly expiresAt: number
}

/** Writing down each request's time would be a write per read. */
export const SEEN_EVERY_MS = 60_000
const USER_AGENT_MAX = 300

type Needed = Pick<IdentityDependencies, 'clock' | 'idSource' | 'secretSource' | 'rules'>

/**
 * A new session, with a token of its own: one that somebody has seen before sign-in is worth nothing after it. It begins where the user was last,
 * unless a workspace is named, and stays there until it is switched, whatever workspaces there will be.
 */
export async function beginSession(
  db: Database,
  { clock, idSource, secretSource, rules }: Needed,
  session: { readonly userId: string; readonly workspaceId: string | null; readonly via: OpenSession['via'] } & Browser,
): Promise<BegunSession> {
  const token = secretSource.next()
  const id = idSource.next('session')
  const now = clock.now()
  const workspaceId = session.workspaceId ?? (await usualWorkspaceOf(db, session.userId))
  await db.deleteFrom('sessions').where('user_id', '=', session.userId).where('expires_at', '<=', now).execute()
  await db
    .insertInto('sessions')
    .values({
      id,
      token_hash: hashOf(token),
      user_id: session.userId,
      workspace_id: workspaceId,
      via: session.via,
      created_at: now,
      last_seen_at: now,
      expires_at: now + rules.sessionMaxMs,
      address: session.address,
      user_agent: session.userAgent?.slice(0, USER_AGENT_MAX) ?? null,
    })
    .execute()
  await db.updateTable('users').set({ last_sign_in_at: now }).where('id', '=', session.userId).execute()
  return { token, id, maxAgeSeconds: Math.floor(rules.sessionMaxMs / 1000) }
}

/** Where somebody was last, or else has been for longest; null for who is in none. */
async function usualWorkspaceOf(db: Database, userId: string): Promise<string | null> {
  const own = db.selectFrom('memberships').where('memberships.user_id', '=', userId)
  const last = await own
    .innerJoin('sessions', (join) =>
      join
        .onRef('sessions.user_id', '=', 'memberships.user_id')
        .onRef('sessions.workspace_id', '=', 'memberships.workspace_id'),
    )
    .select('memberships.workspace_id')
    .orderBy('sessions.last_seen_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const first = own.select('workspace_id').orderBy('created_at').orderBy('id').limit(1)
  return (last ?? (await first.executeTakeFirst()))?.workspace_id ?? null
}

/** @returns undefined when it has ended, or never was */
export async function findSession(
  db: Database,
  { clock, rules }: Pick<Needed, 'clock' | 'rules'>,
  token: string,
): Promise<FoundSession | undefined> {
  const now = clock.now()
  const row = await db
    .selectFrom('sessions')
    .select(['id', 'user_id', 'workspace_id', 'last_seen_at', 'expires_at'])
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (row === undefined || row.expires_at <= now || row.last_seen_at + rules.sessionIdleMs <= now) return undefined
  if (row.last_seen_at + SEEN_EVERY_MS <= now) {
    await db.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', row.id).execute()
  }
  return { id: row.id, userId: row.user_id, workspaceId: row.workspace_id, expiresAt: row.expires_at }
}

export async function listSessions(
  db: Database,
  { clock, rules }: Pick<Needed, 'clock' | 'rules'>,
  { userId, currentId }: { readonly userId: string; readonly currentId: string | null },
): Promise<OpenSessionList> {
  const now = clock.now()
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', now - rules.sessionIdleMs)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      current: row.id === currentId,
      via: row.via,
      createdAt: iso(row.created_at),
      lastSeenAt: iso(row.last_seen_at),
      expiresAt: iso(Math.min(row.expires_at, row.last_seen_at + rules.sessionIdleMs)),
      address: row.address,
      userAgent: row.user_agent,
    })),
  }
}

const iso = (time: number): string => new Date(time).toISOString()

/** @param exceptId the one that goes on; null: none */
export async function endSessions(db: Database, userId: string, exceptId: string | null): Promise<void> {
  let ended = db.deleteFrom('sessions').where('user_id', '=', userId)
  if (exceptId !== null) ended = ended.where('id', '<>', exceptId)
  await ended.execute()
}
