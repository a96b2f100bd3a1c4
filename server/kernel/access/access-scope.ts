import { AsyncLocalStorage } from 'node:async_hooks'

/** On whose behalf something is done. */
export interface AccessScope {
  readonly workspaceId: string
  readonly userId: string
  /** The user in this workspace: what somebody has learned hangs on it. */
  readonly memberId: string
}

const scopes = new AsyncLocalStorage<AccessScope | null>()

/** Null: the program itself, which sees everything. */
export const currentScope = (): AccessScope | null => scopes.getStore() ?? null

/** Everything that `work` calls and awaits sees what the scope may see and nothing else. */
export const withinScope = <Result>(scope: AccessScope, work: () => Result): Result => scopes.run(scope, work)

/** For what a request sets going but does not do for itself: followers, indexes, shared caches. */
export const outsideScopes = <Result>(work: () => Result): Result =>
  // Where nothing has a scope, following it through every promise would cost for nothing.
  currentScope() === null ? work() : scopes.run(null, work)
