import type { IncomingMessage } from 'node:http'
import { ENDPOINTS, LearnPathError, Problem } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { createInProcessRateLimiter } from '../adapters/system/in-process-rate-limiter.ts'
import { createManualClock } from '../ports/clock.double.ts'
import { createCountingIdSource } from '../ports/id-source.double.ts'
import { createRecordingLogger } from '../ports/logger.double.ts'
import { createRecordingMetrics } from '../ports/metrics.double.ts'
import type { Principal } from '../ports/principal.ts'
import { createAccessGate } from './access-gate.ts'
import { createEdge } from './edge.ts'
import { createRequestLimits } from './request-limits.ts'

const BASE = 'http://127.0.0.1:8080'
const NO_LIMITS = { reads: 0, writes: 0, searches: 0, answers: 0, uploads: 0, 'sign-ins': 0 }

const principal = (userId: string, credential: Partial<Principal> = {}): Principal => ({
  userId,
  userName: userId,
  workspaceId: 'main',
  memberId: userId,
  role: 'owner',
  isAdministrator: true,
  scope: 'administer',
  via: 'session',
  credentialId: 'session',
  csrfToken: null,
  ...credential,
})

const PEOPLE: Readonly<Record<string, Principal>> = {
  anna: principal('anna'),
  'anna by key': principal('anna', { via: 'key', credentialId: 'key_1' }),
  ben: principal('ben'),
}

/** Asks as somebody from some address; who is asking is what the authorization says. */
function setUp(perMinute: Partial<typeof NO_LIMITS>) {
  const clock = createManualClock()
  const metrics = createRecordingMetrics()
  const doubles = { clock, idSource: createCountingIdSource(), logger: createRecordingLogger(), metrics }
  const limiter = createInProcessRateLimiter({ clock })
  const access = createAccessGate({
    authenticate: async ({ headers }) => {
      const as = headers.get('authorization') ?? ''
      if (as === 'a wrong key') throw new LearnPathError('LP_CREDENTIAL_REFUSED')
      return await Promise.resolve(PEOPLE[as] ?? null)
    },
    clientAddress: (_request, { socket }) => socket.remoteAddress ?? null,
  })
  const limits = createRequestLimits({ limiter, perMinute: { ...NO_LIMITS, ...perMinute }, metrics })
  const edge = createEdge({ ...doubles, access, limits, requestTimeoutMs: 60_000, maxConcurrentRequests: 10 })
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId: 'a', checks: {} }))
  edge.handle(ENDPOINTS.listCollections, () => ({ collections: [] }))
  edge.handle(ENDPOINTS.deleteCollection, () => undefined)
  edge.handle(ENDPOINTS.viewInvitation, () => new Response())
  const ask = async (path: string, { as = '', from = '192.0.2.1', method = 'GET' } = {}) => {
    const incoming = { socket: { remoteAddress: from } } as IncomingMessage
    return await edge.fetch(new Request(`${BASE}${path}`, { method, headers: { authorization: as } }), incoming)
  }
  return { ask, clock, edge, metrics }
}

test('who asks too often is told when to come back, and where they stand with every answer', async () => {
  const { ask, clock, metrics } = setUp({ reads: 2 })
  const first = await ask('/collections', { as: 'anna' })
  expect(first.status).toBe(200)
  expect(first.headers.get('ratelimit-policy')).toBe('"reads";q=2;w=60')
  expect(first.headers.get('ratelimit')).toBe('"reads";r=1;t=30')
  await ask('/collections', { as: 'anna' })
  const refused = await ask('/collections', { as: 'anna' })
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('30')
  expect(refused.headers.get('ratelimit')).toBe('"reads";r=0;t=30')
  expect(Problem.parse(await refused.json())).toMatchObject({ code: 'LP_RATE_LIMITED', retry: true })
  expect(metrics.records).toContainEqual({ name: 'rateLimited', labels: { rateClass: 'reads' } })
  clock.advance(30_000)
  expect((await ask('/collections', { as: 'anna' })).status).toBe(200)
})

test('each person and each key counts for itself, from wherever they ask', async () => {
  const { ask } = setUp({ reads: 1 })
  const statuses: number[] = []
  for (const as of ['anna', 'anna by key', 'ben', 'anna']) {
    statuses.push((await ask('/collections', { as, from: `192.0.2.${statuses.length}` })).status)
  }
  expect(statuses).toEqual([200, 200, 200, 429])
})

test('requests that are refused count as well: by address, as long as it is not known who asks', async () => {
  const { ask } = setUp({ reads: 2 })
  const statuses: number[] = []
  for (const as of ['a wrong key', '', 'a wrong key', 'anna']) {
    statuses.push((await ask('/collections', { as })).status)
  }
  statuses.push((await ask('/collections', { from: '192.0.2.2' })).status)
  expect(statuses).toEqual([401, 401, 429, 200, 401])
})

test('kinds of requests are counted apart, and 0 is no limit', async () => {
  const { ask } = setUp({ reads: 1 })
  await ask('/collections', { as: 'anna' })
  const deletion = await ask('/collections/a', { as: 'anna', method: 'DELETE' })
  expect([deletion.status, deletion.headers.get('ratelimit')]).toEqual([204, null])
})

test('attempts to sign in count by network: one IPv6 network is one, however its addresses are written', async () => {
  const { ask } = setUp({ 'sign-ins': 2 })
  const invitation = ENDPOINTS.viewInvitation.path.replaceAll(/\{\w+\}/g, 'x')
  const { method } = ENDPOINTS.viewInvitation
  const statuses: number[] = []
  for (const from of ['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:db8::3', '2001:db8:0:1::1', '192.0.2.7']) {
    statuses.push((await ask(invitation, { from, method })).status)
  }
  expect(statuses.map((status) => status === 429)).toEqual([false, false, true, false, false])
})

test('whoever watches over the server, and the program itself, are not counted', async () => {
  const { ask, edge } = setUp({ reads: 1 })
  for (let count = 0; count < 3; count += 1) {
    expect((await ask('/health/live')).status).toBe(200)
    expect((await edge.fetch(new Request(`${BASE}/collections`))).status).toBe(200)
  }
})
