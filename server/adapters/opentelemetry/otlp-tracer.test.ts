import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createOtlpTracer } from './otlp-tracer.ts'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { key: string; value: Record<string, unknown> }[]
  readonly status: { code?: number }
}

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

let server: Server
let received: Span[]
let resources: unknown[]
let status: number
beforeEach(async () => {
  received = []
  resources = []
  status = 200
  server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(pieces).toString()) as {
        resourceSpans: { resource: unknown; scopeSpans: { spans: Span[] }[] }[]
      }
      if (request.url === '/v1/traces' && status === 200) {
        resources.push(...resourceSpans.map(({ resource }) => resource))
        received.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)))
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

function rig(share = 1) {
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tracer = createOtlpTracer({ url, share, clock, logger, resource: { 'service.name': 'learnpath-rag' } })
  return { clock, logger, tracer }
}

const searched = { name: 'POST /search', attributes: { 'http.response.status_code': 200 }, failed: false }

test('a request is a span below its caller’s, with what it did below it, at the right times', async () => {
  const { clock, tracer } = rig()
  const passedOn = await tracer.request(
    PARENT,
    async () => {
      clock.advance(30)
      tracer.ended({ name: 'search keyword', attributes: { 'learnpath.texts': 0.5 }, failed: false }, 0.02)
      clock.advance(10)
      return tracer.traceparent()
    },
    () => searched,
  )
  await tracer.stop()
  const [stage, request] = received
  expect(request).toMatchObject({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    parentSpanId: 'b7ad6b7169203331',
    name: 'POST /search',
    kind: 2,
    attributes: [{ key: 'http.response.status_code', value: { intValue: '200' } }],
    status: {},
  })
  expect(passedOn).toBe(`00-${request?.traceId}-${request?.spanId}-01`)
  expect(stage).toMatchObject({
    traceId: request?.traceId,
    parentSpanId: request?.spanId,
    name: 'search keyword',
    kind: 1,
    attributes: [{ key: 'learnpath.texts', value: { doubleValue: 0.5 } }],
  })
  expect(BigInt(request?.endTimeUnixNano ?? 0) - BigInt(request?.startTimeUnixNano ?? 0)).toBe(40_000_000n)
  expect(BigInt(request?.endTimeUnixNano ?? 0) - BigInt(stage?.endTimeUnixNano ?? 0)).toBe(10_000_000n)
  expect(resources).toEqual([{ attributes: [{ key: 'service.name', value: { stringValue: 'learnpath-rag' } }] }])
})

test('a caller that does not trace is followed; a header that is not valid begins a trace', async () => {
  const { tracer } = rig()
  const untraced = PARENT.replace(/01$/, '00')
  for (const header of [untraced, 'ff-nothing', null]) {
    await tracer.request(
      header,
      async () => undefined,
      () => ({ ...searched, name: String(header), failed: true }),
    )
  }
  await tracer.stop()
  expect(received.map(({ name, parentSpanId, status: { code } }) => [name, parentSpanId, code])).toEqual([
    ['ff-nothing', undefined, 2],
    ['null', undefined, 2],
  ])
  expect(new Set(received.map(({ traceId }) => traceId)).size).toBe(2)
})

test('the share of traces that begin here is kept', async () => {
  const { tracer } = rig(0.25)
  for (let number = 0; number < 400; number += 1) {
    await tracer.request(
      null,
      async () => undefined,
      () => searched,
    )
  }
  await tracer.stop()
  expect(received.length).toBeGreaterThan(60)
  expect(received.length).toBeLessThan(140)
})

test('a collector that is away holds nothing up, is told of once, and gets what comes afterwards', async () => {
  const { logger, tracer } = rig()
  const one = async () =>
    await tracer.request(
      null,
      async () => undefined,
      () => searched,
    )
  status = 503
  for (let outage = 0; outage < 3; outage += 1) {
    await one()
    await tracer.stop()
  }
  status = 200
  await one()
  await tracer.stop()
  expect(received).toHaveLength(1)
  expect(logger.lines.map(({ level, fields }) => [level, fields])).toEqual([
    ['warn', { error: 'it answers 503' }],
    ['info', { dropped: 3 }],
  ])
})
