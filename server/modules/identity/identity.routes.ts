import { ENDPOINTS, LearnPathError, type Endpoint, type Session } from '@learnpath/contracts'
import type { Call, Edge } from '../../http/edge.ts'
import { mountOptional, type MountOptional } from '../../http/mount-optional.ts'
import type { IdentityApi } from './identity.ts'
import { cookieOf } from './session-cookie.ts'
import type { BegunSession } from './sessions.ts'
import type { Visitor } from './visitor.ts'

/** What everybody is who reaches a server without identity: its owner. */
const NO_IDENTITY: Session = {
  identity: 'none',
  setupNeeded: false,
  signIn: { password: false, provider: null },
  user: null,
  workspaces: [],
  workspace: null,
  role: 'owner',
  isAdministrator: true,
  via: 'none',
  csrfToken: null,
  expiresAt: null,
}

/** @param opened null: it is switched off */
export function mountIdentityRoutes(edge: Edge, opened: IdentityApi | null): void {
  const mount = mountOptional(edge, opened, 'LP_IDENTITY_OFF')
  edge.handle(ENDPOINTS.session, async ({ caller }) => (opened === null ? NO_IDENTITY : await opened.session(caller)))
  mountSignIn(mount)
  mountAccount(mount)
}

const visitorOf = ({ caller, request }: Pick<Call<Endpoint>, 'caller' | 'request'>): Visitor => ({
  ...caller,
  userAgent: request.headers.get('user-agent'),
})

/** The answer of whoever has just signed in, with the cookie. */
async function welcome(identity: IdentityApi, begun: BegunSession, status = 200): Promise<Response> {
  const body = JSON.stringify(await identity.sessionBegun(begun))
  const cookie = identity.cookie.write(begun.token, begun.maxAgeSeconds)
  return new Response(body, { status, headers: { 'content-type': 'application/json', 'set-cookie': cookie } })
}

/** Holds the browser's half of a sign-in that is under way at the provider. */
const PROVIDER_COOKIE = 'learnpath-provider'
const PROVIDER_COOKIE_ATTRIBUTES = 'Path=/session/provider; HttpOnly; SameSite=Lax'
const PROVIDER_SECONDS = 600

function mountSignIn(mount: MountOptional<IdentityApi>): void {
  mount(
    ENDPOINTS.signIn,
    async (identity, call) => await welcome(identity, await identity.accounts.signIn(call.body, visitorOf(call))),
  )
  mount(ENDPOINTS.signOut, async (identity, { caller }) => {
    await identity.signOut(caller)
    return new Response(null, { status: 204, headers: { 'set-cookie': identity.cookie.clear() } })
  })
  mount(
    ENDPOINTS.setUp,
    async (identity, call) => await welcome(identity, await identity.accounts.setUp(call.body, visitorOf(call)), 201),
  )
  mount(ENDPOINTS.createSetupLink, async (identity) => await identity.accounts.setupLink())
  mount(
    ENDPOINTS.resetPassword,
    async (identity, call) => await welcome(identity, await identity.passwords.reset(call.body, visitorOf(call))),
  )
  mount(ENDPOINTS.acceptInvitation, async (identity, call) => {
    const begun = await identity.invitations.accept(call.body, visitorOf(call))
    if (begun !== null) return await welcome(identity, begun)
    const principal = await identity.authenticate(call.request)
    return await identity.session({ principal })
  })
  mount(ENDPOINTS.beginProviderSignIn, async (identity, { query }) => {
    const { address, browserToken } = await identity.providerSignIn.begin(query.return)
    const cookie = `${PROVIDER_COOKIE}=${browserToken}; ${PROVIDER_COOKIE_ATTRIBUTES}; Max-Age=${PROVIDER_SECONDS}`
    return new Response(null, { status: 302, headers: { location: address, 'set-cookie': cookie } })
  })
  mount(ENDPOINTS.finishProviderSignIn, async (identity, call) => {
    const browserToken = cookieOf(call.request, PROVIDER_COOKIE)
    const visitor = visitorOf(call)
    const headers = new Headers()
    headers.append('set-cookie', `${PROVIDER_COOKIE}=; ${PROVIDER_COOKIE_ATTRIBUTES}; Max-Age=0`)
    try {
      const { begun, returnTo } = await identity.providerSignIn.finish(call.query, browserToken, visitor)
      headers.set('location', returnTo)
      headers.append('set-cookie', identity.cookie.write(begun.token, begun.maxAgeSeconds))
    } catch (failure) {
      if (!(failure instanceof LearnPathError)) throw failure
      // A person stands here with a browser: the page says it, by the code alone, since anybody can make such an address.
      const { code, context } = failure
      const detail = context.detail ?? code
      await identity.record({ action: 'sign-in-failed', caller: visitor, workspaceId: null, detail })
      headers.set('location', `/app/?refused=${code}`)
    }
    return new Response(null, { status: 302, headers })
  })
}

function mountAccount(mount: MountOptional<IdentityApi>): void {
  mount(
    ENDPOINTS.switchWorkspace,
    async (identity, { body, caller }) => await identity.switchWorkspace(body.workspace, caller),
  )
  mount(ENDPOINTS.updateAccount, async (identity, { body, caller }) => await identity.rename(body.name, caller))
  mount(ENDPOINTS.changePassword, async (identity, { body, caller }) => {
    await identity.passwords.change(body, caller)
    return undefined
  })
  mount(ENDPOINTS.listSessions, async (identity, { caller }) => await identity.sessions(caller))
  mount(ENDPOINTS.endSession, async (identity, { params, caller }) => {
    await identity.endSession(params.id, caller)
    return undefined
  })
  mount(
    ENDPOINTS.listApiKeys,
    async (identity, { caller }) => await identity.keys.list({ userId: caller.principal?.userId ?? '' }),
  )
  mount(ENDPOINTS.createApiKey, async (identity, { body, caller }) => await identity.keys.create(body, caller))
  mount(ENDPOINTS.revokeApiKey, async (identity, { params, caller }) => {
    await identity.keys.revoke(params.id, { userId: caller.principal?.userId ?? '' }, caller)
    return undefined
  })
}
