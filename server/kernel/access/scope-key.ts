import { currentScope } from './access-scope.ts'

/** For caches of what depends on who asks: another one for each member. */
export function scopeKey(): string {
  const scope = currentScope()
  return scope === null ? '' : `${scope.workspaceId}/${scope.memberId}`
}
