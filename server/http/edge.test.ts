import { ENDPOINTS, LearnPathError, Problem } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { createManualClock } from '../ports/clock.double.ts'
import { createCountingIdSource } from '../ports/id-source.double.ts'
import { createRecordingLogger } from '../ports/logger.double.ts'
import { createRecordingMetrics } from '../ports/metrics.double.ts'
import { createEdge } from './edge.ts'

const BASE = 'http://127.0.0.1:8080'

function testEdge(limits: { requestTimeoutMs?: number; maxConcurrentRequests?: number } = {}) {
  const logger = createRecordingLogger()
  const metrics = createRecordingMetrics()
  const doubles = { clock: createManualClock(), idSource: createCountingIdSource(), logger, metrics }
  const edge = createEdge({ ...doubles, requestTimeoutMs: 60_000, maxConcurrentRequests: 10, ...limits })
  return Object.assign(edge, { log: logger.lines, metrics: metrics.records })
}

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  new Request(`${BASE}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return Problem.parse(await response.json())
}

const collection = {
  id: 'col_1',
  name: 'physics',
  documentCount: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  visibility: 'shared',
} as const

test('a valid request reaches its handler with parsed input and answers with its status', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.createCollection, ({ body }) => ({ ...collection, name: body.name }))
  const response = await edge.fetch(post('/collections', '{"name": "  physics "}'))
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual(collection)
})

test('NUL, which not every store can keep, is refused wherever it stands', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.createCollection, ({ body }) => ({ ...collection, name: body.name }))
  edge.handle(ENDPOINTS.getDocument, () => {
    throw new LearnPathError('LP_INTERNAL')
  })
  let asked = ''
  edge.handle(ENDPOINTS.search, ({ body }) => {
    asked = body.query
    throw new LearnPathError('LP_SERVER_BUSY')
  })
  const inBody = await problemOf(await edge.fetch(post('/collections', String.raw`{"name": "phy\u0000sics"}`)))
  expect(inBody).toMatchObject({ status: 400, code: 'LP_REQUEST_INVALID', issues: [{ field: 'body.name' }] })
  const inAddress = await problemOf(await edge.fetch(new Request(`${BASE}/documents/doc%00`)))
  expect(inAddress).toMatchObject({ status: 400, code: 'LP_REQUEST_INVALID', issues: [{ field: 'address' }] })
  const deep = `${'['.repeat(100_000)}"\\u0000"${']'.repeat(100_000)}`
  expect((await edge.fetch(post('/collections', `{"name": ${deep}}`))).status).toBe(400)
  await edge.fetch(post('/search', String.raw`{"query": "\\u0000"}`))
  expect(asked).toBe(String.raw`\u0000`)
})

test('wrong fields are all named', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.search, () => {
    throw new LearnPathError('LP_INTERNAL')
  })
  const response = await edge.fetch(post('/search', '{"limit": 1000, "colour": "red"}'))
  const problem = await problemOf(response)
  expect(problem).toMatchObject({ status: 400, code: 'LP_REQUEST_INVALID', retry: false })
  expect(problem.issues?.map(({ field }) => field)).toEqual(['body.query', 'body.limit', 'body'])
})

test.each([
  ['JSON that is cut off', post('/collections', '{"name": '), 400, 'LP_REQUEST_INVALID'],
  [
    'another content type',
    post('/collections', 'name=x', { 'content-type': 'text/plain' }),
    415,
    'LP_REQUEST_TYPE_UNSUPPORTED',
  ],
  [
    'a packed body',
    post('/collections', '{"name":"x"}', { 'content-encoding': 'gzip' }),
    415,
    'LP_REQUEST_TYPE_UNSUPPORTED',
  ],
  ['no body', new Request(`${BASE}/collections`, { method: 'POST' }), 400, 'LP_REQUEST_INVALID'],
  ['a body of more than a megabyte', post('/collections', `"${'x'.repeat(1_000_001)}"`), 413, 'LP_REQUEST_TOO_LARGE'],
  ['an address that is not there', new Request(`${BASE}/nowhere`), 404, 'LP_ROUTE_NOT_FOUND'],
  ['another method', new Request(`${BASE}/collections`, { method: 'DELETE' }), 405, 'LP_METHOD_NOT_ALLOWED'],
  [
    'a page of another site',
    post('/collections', '{"name":"x"}', { origin: 'http://evil.example' }),
    403,
    'LP_ORIGIN_REFUSED',
  ],
  [
    'a form of another site',
    post('/collections', '{"name":"x"}', { 'sec-fetch-site': 'cross-site' }),
    403,
    'LP_ORIGIN_REFUSED',
  ],
  ['an origin that hides', post('/collections', '{"name":"x"}', { origin: 'null' }), 403, 'LP_ORIGIN_REFUSED'],
  [
    'another port of this machine',
    post('/collections', '{"name":"x"}', { origin: 'http://127.0.0.1:9999' }),
    403,
    'LP_ORIGIN_REFUSED',
  ],
  [
    'a name that was rebound to this machine',
    post('/collections', '{"name":"x"}', { host: 'evil.example:8080' }),
    403,
    'LP_HOST_REFUSED',
  ],
])('%s is refused with a problem', async (_, request, status, code) => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.createCollection, () => collection)
  const response = await edge.fetch(request)
  expect(response.status).toBe(status)
  expect((await problemOf(response)).code).toBe(code)
})

test('a method that is not taken is answered with those that are', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.getDocument, () => {
    throw new LearnPathError('LP_INTERNAL')
  })
  edge.handle(ENDPOINTS.deleteDocument, () => undefined)
  const response = await edge.fetch(new Request(`${BASE}/documents/doc_1`, { method: 'POST' }))
  expect(response.headers.get('allow')).toBe('GET, DELETE')
})

test('the own page may post', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.createCollection, () => collection)
  const headers = { origin: BASE, 'sec-fetch-site': 'same-origin' }
  expect((await edge.fetch(post('/collections', '{"name":"x"}', headers))).status).toBe(201)
})

test('a failure inside is a problem that tells nothing of the inside, and is logged with its request id', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.listCollections, () => {
    throw new TypeError('secret detail')
  })
  const response = await edge.fetch(new Request(`${BASE}/collections`, { headers: { 'x-request-id': 'mine-1' } }))
  const text = await response.clone().text()
  expect(text).not.toContain('secret detail')
  expect(await problemOf(response)).toMatchObject({ status: 500, code: 'LP_INTERNAL', requestId: 'mine-1' })
  expect(response.headers.get('x-request-id')).toBe('mine-1')
  expect(edge.log.filter(({ level }) => level === 'error')).toMatchObject([
    { level: 'error', fields: { requestId: 'mine-1', stack: expect.stringContaining('secret detail') } },
  ])
})

test('a request id that could break a log line is replaced', async () => {
  const edge = testEdge()
  const response = await edge.fetch(new Request(`${BASE}/x`, { headers: { 'x-request-id': 'a b{"' } }))
  expect(response.headers.get('x-request-id')).toMatch(/^req_/)
})

test('a request beyond the limit is told when to come back, and the limit frees up', async () => {
  const edge = testEdge({ maxConcurrentRequests: 1 })
  const answer = { collections: [] }
  let release: ((value: typeof answer) => void) | undefined
  edge.handle(ENDPOINTS.listCollections, async () => await new Promise<typeof answer>((resolve) => (release = resolve)))
  const first = edge.fetch(new Request(`${BASE}/collections`))
  const second = await edge.fetch(new Request(`${BASE}/collections`))
  expect(second.status).toBe(503)
  expect(second.headers.get('retry-after')).toBe('1')
  release?.(answer)
  expect((await first).status).toBe(200)
})

test('work that takes too long is given up and told so', async () => {
  const edge = testEdge({ requestTimeoutMs: 1 })
  let heard: AbortSignal | undefined
  edge.handle(ENDPOINTS.listCollections, async ({ signal }) => {
    heard = signal
    return await new Promise(() => {})
  })
  const response = await edge.fetch(new Request(`${BASE}/collections`))
  expect(await problemOf(response)).toMatchObject({ status: 408, code: 'LP_REQUEST_TIMEOUT', retry: true })
  expect(heard?.aborted).toBe(true)
})

test('once stopping, health still answers and the rest is refused', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.listCollections, () => ({ collections: [] }))
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId: 'i', checks: {} }))
  edge.stopTaking()
  expect((await edge.fetch(new Request(`${BASE}/health/live`))).status).toBe(200)
  const refused = await edge.fetch(new Request(`${BASE}/collections`))
  expect(refused.headers.get('retry-after')).toBe('5')
  expect((await problemOf(refused)).code).toBe('LP_SERVER_STOPPING')
})

test('every answer carries the security headers and is counted by its endpoint', async () => {
  const edge = testEdge()
  edge.handle(ENDPOINTS.getDocument, () => {
    throw new LearnPathError('LP_DOCUMENT_NOT_FOUND')
  })
  const response = await edge.fetch(new Request(`${BASE}/documents/doc_1`))
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(edge.metrics).toContainEqual({
    name: 'requestEnded',
    labels: { method: 'GET', endpoint: '/documents/{id}', status: 404 },
  })
})
