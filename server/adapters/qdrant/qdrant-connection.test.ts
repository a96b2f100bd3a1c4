import { afterEach, beforeEach, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createQdrantConnection, type QdrantConnection } from './qdrant-connection.ts'
import { type ImitatedQdrant, startImitatedQdrant } from './testing/imitated-qdrant.ts'

const SECRET = 'a key that nobody should see'
const LIST = { method: 'GET', path: '/collections', operation: 'collection' } as const

let server: ImitatedQdrant
let connection: QdrantConnection
let requests = 0
const clock = createManualClock()

function connect(key: string | null): QdrantConnection {
  const metrics = createRecordingMetrics()
  return createQdrantConnection({ url: server.url, key, timeoutMs: 2_000, retryDelayMs: 1, clock, metrics })
}

beforeEach(async () => {
  requests = 0
  server = await startImitatedQdrant({ key: SECRET, onExchange: () => void (requests += 1) })
  connection = connect(SECRET)
})

afterEach(async () => {
  await connection.close()
  await server.close()
})

test('a search is asked twice, a change for longer', async () => {
  server.fail(1)
  expect(await connection.ask(LIST)).toEqual({ collections: [] })
  server.fail(2)
  await expect(connection.ask(LIST)).rejects.toMatchObject({ code: 'LP_QDRANT_UNREACHABLE' })
  expect(connection.trouble()?.code).toBe('LP_QDRANT_UNREACHABLE')
  server.fail(4)
  expect(await connection.ask({ ...LIST, patience: 'change' })).toEqual({ collections: [] })
  expect(connection.trouble()).toBeNull()
})

test('while the server is down searches are told at once, and go on when it is back', async () => {
  server.fail(1_000)
  for (let search = 0; search < 3; search += 1) {
    await expect(connection.ask(LIST)).rejects.toMatchObject({ code: 'LP_QDRANT_UNREACHABLE' })
  }
  const asked = requests
  await expect(connection.ask(LIST)).rejects.toMatchObject({ code: 'LP_QDRANT_UNREACHABLE' })
  expect(requests).toBe(asked)
  server.fail(0)
  clock.advance(60_000)
  expect(await connection.ask(LIST)).toEqual({ collections: [] })
})

test('a wrong key is said, and no key is ever told', async () => {
  const stranger = connect('another key')
  const refusal: unknown = await stranger.ask(LIST).catch((cause: unknown) => cause)
  expect(refusal).toMatchObject({ code: 'LP_QDRANT_REFUSED' })
  expect(String(refusal)).not.toContain('another key')
  expect(requests).toBe(1)
  await stranger.close()
})

test('what the server does not take is told with its words', async () => {
  const path = '/collections/none/points/query'
  expect(await connection.ask({ method: 'POST', path, body: {}, operation: 'query' })).toBeUndefined()
  await connection.ask({ method: 'PUT', path: '/collections/c', body: { vectors: {} }, operation: 'collection' })
  const again = connection.ask({ method: 'PUT', path: '/collections/c', body: {}, operation: 'collection' })
  await expect(again).rejects.toMatchObject({ code: 'LP_QDRANT_FAILED', message: expect.stringContaining('exists') })
})
