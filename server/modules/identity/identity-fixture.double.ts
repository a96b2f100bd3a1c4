import type { IncomingMessage } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ENDPOINTS, type Session } from '@learnpath/contracts'
import { createArgon2PasswordHasher } from '../../adapters/argon2/argon2-password-hasher.ts'
import { createInProcessRevocations } from '../../adapters/system/in-process-revocations.ts'
import { createRandomSecretSource } from '../../adapters/system/random-secret-source.ts'
import { openTestStore } from '../../adapters/testing/open-test-store.ts'
import { createAccessGate } from '../../http/access-gate.ts'
import { createClientAddress } from '../../http/client-address.ts'
import { createEdge } from '../../http/edge.ts'
import { currentScope } from '../../kernel/access/access-scope.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'
import { mountAdministrationRoutes } from './administration.routes.ts'
import { mountIdentityRoutes } from './identity.routes.ts'
import { createIdentity } from './identity.ts'
import { mountWorkspaceRoutes } from './workspace.routes.ts'

const BASE = 'http://127.0.0.1:8080'
const HOUR_MS = 3_600_000
export const GOOD_PASSWORD = 'drei Igel tragen Hüte'

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** Somebody with a browser, or a program with a key: keeps the cookie and sends what belongs with it. */
export interface Visitor {
  csrfToken: string | null
  cookie: string
  call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>
}

/** Identity on a real store behind the edge, with two addresses to be let at or not. */
export async function createIdentityFixture(
  given: Partial<Pick<IdentityDependencies, 'tokenVerifier' | 'identityProvider'>> & {
    readonly provider?: IdentityDependencies['rules']['provider']
  } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-identity-'))
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const store = await openTestStore({ file: join(folder, 'test.db'), clock, logger })
  const forgotten: string[] = []
  const idSource = createCountingIdSource()
  const identity = createIdentity({
    store,
    clock,
    idSource,
    logger,
    secretSource: createRandomSecretSource(),
    passwordHasher: createArgon2PasswordHasher({ parameters: { memoryCost: 1024, timeCost: 1, outputLen: 32 } }),
    revocations: createInProcessRevocations(),
    tokenVerifier: given.tokenVerifier ?? null,
    identityProvider: given.identityProvider ?? null,
    rules: {
      mode: given.provider === undefined ? 'local' : 'oidc',
      sessionIdleMs: 24 * HOUR_MS,
      sessionMaxMs: 72 * HOUR_MS,
      address: () => BASE,
      secureCookies: false,
      auditMs: 365 * 24 * HOUR_MS,
      provider: given.provider ?? null,
    },
    forgetMembers: async (ids) => void (await Promise.resolve(forgotten.push(...ids))),
    emptyWorkspace: async (id) => void (await Promise.resolve(forgotten.push(id))),
  })
  await identity.start()
  const access = createAccessGate({
    authenticate: async (request) => await identity.authenticate(request),
    clientAddress: createClientAddress([]),
  })
  const doubles = { clock, idSource, logger, metrics: createRecordingMetrics() }
  const edge = createEdge({ ...doubles, access, requestTimeoutMs: 60_000, maxConcurrentRequests: 50 })
  mountIdentityRoutes(edge, identity)
  mountWorkspaceRoutes(edge, identity)
  mountAdministrationRoutes(edge, identity)
  const scopes: ReturnType<typeof currentScope>[] = []
  edge.handle(ENDPOINTS.listCollections, () => {
    scopes.push(currentScope())
    return { collections: [] }
  })
  edge.handle(ENDPOINTS.deleteCollection, () => undefined)

  function visitor({ key, address = '192.0.2.1' }: { readonly key?: string; readonly address?: string } = {}): Visitor {
    const self: Visitor = {
      csrfToken: null,
      cookie: '',
      async call(method, path, body, headers = {}) {
        const request = new Request(`${BASE}${path}`, {
          method,
          headers: {
            ...(self.cookie !== '' && { cookie: self.cookie }),
            ...(self.csrfToken !== null && { 'x-learnpath-csrf': self.csrfToken }),
            ...(key !== undefined && { authorization: `Bearer ${key}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
        })
        const bytes = body === undefined ? [] : [Buffer.from(JSON.stringify(body))]
        const incoming = Object.assign(Readable.from(bytes), { socket: { remoteAddress: address } })
        const response = await edge.fetch(request, incoming as unknown as IncomingMessage)
        const cookies = response.headers.getSetCookie()
        for (const cookie of cookies) if (cookie.startsWith('learnpath=')) self.cookie = cookie.split(';')[0] ?? ''
        const text = await response.text()
        const answer: unknown = text === '' ? {} : JSON.parse(text)
        const { csrfToken } = answer as Partial<Session>
        if (csrfToken !== undefined) self.csrfToken = csrfToken
        return { status: response.status, headers: response.headers, body: answer as never }
      },
    }
    return self
  }

  /** The first administrator, signed in. */
  async function setUp(): Promise<Visitor> {
    const ada = visitor()
    const token = await identity.accounts.setupToken()
    const account = { token, email: 'Ada@Example.org', name: 'Ada', password: GOOD_PASSWORD }
    const { status } = await ada.call('POST', '/setup', account)
    if (status !== 201) throw new Error(`set-up answered ${status}`)
    return ada
  }

  return {
    identity,
    store,
    clock,
    edge,
    scopes,
    forgotten,
    visitor,
    setUp,
    async cleanUp() {
      identity.stop()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
