import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import {
  ENDPOINTS,
  LearnPathError,
  PERMISSIONS,
  WORKSPACE_ROLES,
  type Endpoint,
  type Permission,
} from '@learnpath/contracts'
import { AsyncLocalStorage } from 'node:async_hooks'
import { currentScope, withinScope, type AccessScope } from '../kernel/access/access-scope.ts'
import { LOCAL_MEMBER, MAIN_WORKSPACE } from '../kernel/access/first-member.ts'
import type { Caller } from '../ports/caller.ts'
import type { Principal } from '../ports/principal.ts'
import type { ClientAddress } from './client-address.ts'

/** A request that has found its endpoint. */
export interface Arrival {
  readonly endpoint: Endpoint
  readonly request: Request
  /** Undefined: from inside this process, where no socket leads. */
  readonly incoming: IncomingMessage | undefined
  readonly params: Readonly<Record<string, string>>
}

export interface AccessGateOptions {
  /** @returns null for nobody. @throws LP_CREDENTIAL_REFUSED when a key or token is given that is not valid */
  authenticate(request: Request): Promise<Principal | null>
  readonly clientAddress: ClientAddress
  /** Whether a command of the operator asks, on the machine itself. */
  isOperator?(request: Request): boolean
  /** Whether a program asks that may read the metrics and nothing else. */
  mayWatch?(request: Request): boolean
  /** Told of what somebody was let do, after it was done, and of what somebody who is known was not let do. */
  onEnded?(arrival: Arrival, caller: Caller, ended: { readonly answer: unknown } | { readonly refused: true }): void
}

/** The one place that decides who may do what. */
export interface AccessGate {
  /**
   * Does the work if whoever asks may have it done, on their behalf.
   * @param onRefused told before they hear that they may not; what it throws is what they hear instead
   * @throws LP_SIGN_IN_NEEDED, LP_CREDENTIAL_REFUSED, LP_CSRF_REFUSED, LP_PERMISSION_DENIED, LP_WORKSPACE_NEEDED
   */
  admit<Answer>(
    arrival: Arrival,
    work: (caller: Caller) => Promise<Answer>,
    onRefused?: (caller: Caller) => Promise<void>,
  ): Promise<Answer>
}

/** The operator does, and everybody where there is no identity. */
export const runsInstallation = ({ principal }: Caller): boolean => principal?.isAdministrator ?? true

/**
 * For what demands more than its address: to be called within the request, before anything is done.
 * @throws LP_PERMISSION_DENIED, LP_WORKSPACE_NEEDED
 */
export function requirePermission({ principal }: Caller, permission: Permission): void {
  // The address has let nobody in but whoever is known, and the operator.
  if (principal !== null) check(permission, principal)
}

export const CSRF_HEADER = 'x-learnpath-csrf'
/** Who is in no workspace sees nothing of any. */
const NOWHERE = { workspaceId: '', memberId: '' }
/** Whose the operator's own library is: also what was there before anybody signed in. */
const FIRST_MEMBER: AccessScope = { workspaceId: MAIN_WORKSPACE, memberId: LOCAL_MEMBER, userId: LOCAL_MEMBER }
const NOBODY: Caller = { principal: null, address: null }
const OPERATOR: Caller = { principal: null, address: null, isOperator: true }
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function createAccessGate(options: AccessGateOptions): AccessGate {
  const permissions = permissionsByEndpoint()
  const callers = new AsyncLocalStorage<Caller>()

  async function callerOf(request: Request, address: string | null, permission: Permission): Promise<Caller> {
    const principal = await options.authenticate(request)
    if (principal === null || isFromOwnPage(request, principal)) return { principal, address }
    // Signing in again, say, with a cookie that is still there: as somebody who is not known.
    if (permission === 'public') return { principal: null, address }
    throw new LearnPathError('LP_CSRF_REFUSED')
  }

  /** What the program asks of itself is for whoever asked it, such as an agent by MCP; or for the operator at the machine. */
  async function fromInside<Answer>(endpoint: Endpoint, work: (caller: Caller) => Promise<Answer>): Promise<Answer> {
    const caller = callers.getStore() ?? OPERATOR
    if (caller.principal !== null) check(permissions.get(endpoint), caller.principal)
    if (currentScope() !== null) return await work(caller)
    return await withinScope(FIRST_MEMBER, async () => await work(caller))
  }

  /** What the address lets them do; what they ask of it may demand more. */
  async function allowed<Answer>(
    arrival: Arrival,
    caller: Caller,
    work: (caller: Caller) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await callers.run(caller, async () => await withinScope(scopeOf(caller), async () => await work(caller)))
    } catch (failure) {
      if (isRefusal(failure) && caller.principal !== null) options.onEnded?.(arrival, caller, { refused: true })
      throw failure
    }
  }

  return {
    async admit(arrival, work, onRefused) {
      if (arrival.incoming === undefined) return await fromInside(arrival.endpoint, work)
      if (options.isOperator?.(arrival.request) === true) {
        return await callers.run(
          OPERATOR,
          async () => await withinScope(FIRST_MEMBER, async () => await work(OPERATOR)),
        )
      }
      if (arrival.endpoint === ENDPOINTS.metrics && options.mayWatch?.(arrival.request) === true) {
        return await work(NOBODY)
      }
      const permission = permissions.get(arrival.endpoint)
      if (permission === undefined) throw new LearnPathError('LP_PERMISSION_DENIED')
      const address = options.clientAddress(arrival.request, arrival.incoming)
      let caller: Caller = { principal: null, address }
      try {
        caller = await callerOf(arrival.request, address, permission)
        check(permission, caller.principal)
      } catch (refusal) {
        await onRefused?.(caller)
        if (caller.principal !== null) options.onEnded?.(arrival, caller, { refused: true })
        throw refusal
      }
      const answer = await allowed(arrival, caller, work)
      options.onEnded?.(arrival, caller, { answer })
      return answer
    },
  }
}

const isRefusal = (failure: unknown): boolean =>
  failure instanceof LearnPathError && failure.code === 'LP_PERMISSION_DENIED'

/** @throws LP_SIGN_IN_NEEDED, LP_PERMISSION_DENIED, LP_WORKSPACE_NEEDED */
function check(permission: Permission | undefined, principal: Principal | null): void {
  if (permission === 'public') return
  if (permission === undefined) throw new LearnPathError('LP_PERMISSION_DENIED')
  if (principal === null) throw new LearnPathError('LP_SIGN_IN_NEEDED')
  if (permission === 'signed-in') {
    if (principal.scope === 'administer') return
    throw new LearnPathError('LP_PERMISSION_DENIED', { detail: `the key has the scope "${principal.scope}"` })
  }
  if (permission === 'administrator') {
    if (principal.isAdministrator) return
    throw new LearnPathError('LP_PERMISSION_DENIED', { detail: 'it is for administrators' })
  }
  if (principal.workspaceId === null || principal.role === null) throw new LearnPathError('LP_WORKSPACE_NEEDED')
  if (WORKSPACE_ROLES.indexOf(principal.role) >= WORKSPACE_ROLES.indexOf(permission)) return
  throw new LearnPathError('LP_PERMISSION_DENIED', {
    detail: `it takes the role "${permission}", yours is "${principal.role}"`,
  })
}

function scopeOf({ principal }: Caller) {
  if (principal === null) return { ...NOWHERE, userId: '' }
  const { userId, workspaceId, memberId } = principal
  if (workspaceId === null || memberId === null) return { ...NOWHERE, userId }
  return { workspaceId, memberId, userId }
}

/** A form of another site sends the cookie, but cannot know the token. */
function isFromOwnPage(request: Request, { csrfToken }: Principal): boolean {
  if (csrfToken === null || SAFE_METHODS.has(request.method)) return true
  const given = Buffer.from(request.headers.get(CSRF_HEADER) ?? '')
  const expected = Buffer.from(csrfToken)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function permissionsByEndpoint(): ReadonlyMap<Endpoint, Permission> {
  const names = Object.keys(ENDPOINTS) as (keyof typeof ENDPOINTS)[]
  return new Map(names.map((name) => [ENDPOINTS[name], PERMISSIONS[name]]))
}
