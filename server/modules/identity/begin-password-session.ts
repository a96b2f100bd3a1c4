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
  const session = { userId: user.id, workspaceId: null, via: 'password', address, userAgent } as const
  const begun = await beginSession(db, dependencies, session)
  await recordAudit(db, clock, { action: 'signed-in', caller: visitor, user, workspaceId: null, detail: userAgent })
  return begun
}
