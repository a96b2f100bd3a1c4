import type { IncomingMessage } from 'node:http'
import { ENDPOINTS, LearnPathError } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../ports/clock.double.ts'
import { createCountingIdSource } from '../ports/id-source.double.ts'
import { createRecordingLogger } from '../ports/logger.double.ts'
import { createRecordingMetrics } from '../ports/metrics.double.ts'
import { createAccessGate } from './access-gate.ts'
import { createEdge } from './edge.ts'

// Names of a cluster: of a service, and of a pod.
const ADDRESSES = ['http://rag:8001', 'http://10.0.0.3:8001']
const incoming = { headers: {}, socket: {} } as IncomingMessage

function edgeOf(role: 'behind a gateway' | 'gateway') {
  const doubles = { clock: createManualClock(), idSource: createCountingIdSource(), logger: createRecordingLogger() }
  const refuse = () => Promise.reject(new LearnPathError('LP_PRINCIPAL_REFUSED'))
  const edge = createEdge({
    ...doubles,
    metrics: createRecordingMetrics(),
    access: createAccessGate({
      authenticate: role === 'gateway' ? () => Promise.resolve(null) : refuse,
      clientAddress: () => null,
    }),
    ...(role === 'gateway' ? { publicUrl: new URL('https://learn.example.org') } : { guard: refuse }),
    requestTimeoutMs: 1000,
    maxConcurrentRequests: 1,
  })
  edge.handle(ENDPOINTS.ready, () => ({ status: 'ok' as const, instanceId: 'run_1', version: '1', checks: {} }))
  edge.handle(ENDPOINTS.metrics, () => new Response('up 1'))
  edge.handle(ENDPOINTS.listCollections, () => ({ collections: [] }))
  return async (address: string, path: string) =>
    (await edge.fetch(new Request(address + path, { headers: { host: new URL(address).host } }), incoming)).status
}

describe('what probes and Prometheus reach by the names of a cluster', () => {
  it.each(ADDRESSES)('behind a gateway, at %s: health and metrics, nothing else', async (address) => {
    const statusOf = edgeOf('behind a gateway')
    expect([await statusOf(address, '/health/ready'), await statusOf(address, '/metrics')]).toEqual([200, 200])
    expect(await statusOf(address, '/collections')).toBe(401)
  })

  it.each(ADDRESSES)('at a gateway, at %s: health, and metrics by a key', async (address) => {
    const statusOf = edgeOf('gateway')
    expect([await statusOf(address, '/health/ready'), await statusOf(address, '/metrics')]).toEqual([200, 401])
    expect(await statusOf(address, '/collections')).toBe(403)
  })
})
