import type { Database } from '../../ports/relational-store.ts'
import { recordAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { beginSession, type BegunSession } from './sessions.ts'
import type { Visitor } from './visitor.ts'

export interface NamedUser {
  readonly id: string
  readonly name: string
}

/** A session in the workspace where the user was last. */
export async function beginPasswordSession(
  dependencies: IdentityDependencies,
  user: NamedUser,
  visitor: Visitor,
): Promise<BegunSession> {
  const { store, clock } = dependencies
  const { db } = store
  const { address, userAgent } = visitor
  const workspaceId = await currentWorkspaceOf(db, user.id)
  const session = { userId: user.id, workspaceId, via: 'password', address, userAgent } as const
  const begun = await beginSession(db, dependencies, session)
  await recordAudit(db, clock, { action: 'signed-in', caller: visitor, user, workspaceId: null, detail: userAgent })
  return begun
}

async function currentWorkspaceOf(db: Database, userId: string): Promise<string | null> {
  const last = await db
    .selectFrom('sessions')
    .select('workspace_id')
    .where('user_id', '=', userId)
    .orderBy('last_seen_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.workspace_id ?? null
}
