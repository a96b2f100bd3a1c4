import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LearnPathError, problemOf } from '@learnpath/contracts'
import { afterEach, describe, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createForwarder } from './forwarder.ts'
import { createUpstream, type Upstream } from './upstream.ts'

const servers: Server[] = []
const upstreams: Upstream[] = []
afterEach(async () => {
  await Promise.all(upstreams.splice(0).map(async (upstream) => await upstream.close()))
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An address where nobody listens. */
async function nobody(): Promise<string> {
  const url = await serve(() => undefined)
  await new Promise((resolve) => servers.pop()?.close(resolve))
  return url
}

const FORWARDING = {
  requestId: 'req_1',
  timeLeftMs: 5000,
  traceparent: null,
  principal: null,
  repeatable: false,
  incoming: null,
}
const get = (path = '/search?q=a') => new Request(`http://gateway${path}`)
const post = (body: string) =>
  new Request('http://gateway/documents', {
    method: 'POST',
    body,
    headers: { 'content-length': String(Buffer.byteLength(body)) },
  })

const stopping: RequestListener = (_request, response) => {
  const body = JSON.stringify(problemOf(new LearnPathError('LP_SERVER_STOPPING'), 'req_1'))
  response.writeHead(503, { 'content-type': 'application/problem+json' }).end(body)
}

function forwarderTo(...targets: string[]) {
  const clock = createManualClock()
  const opened = targets.map((url) => createUpstream({ url, clock }))
  upstreams.push(...opened)
  return { clock, upstreams: opened, forwarder: createForwarder({ service: 'rag', upstreams: opened, clock }) }
}

describe('forwarding', () => {
  test('gives address, method, headers and body on, with the id of the request and the time that is left', async () => {
    const url = await serve((request, response) => {
      const { method, url: address, headers } = request
      let body = ''
      request.on('data', (bytes: Buffer) => (body += bytes.toString()))
      request.on('end', () => {
        response.setHeader('x-answer', 'yes')
        response.writeHead(201).end(JSON.stringify({ method, address, headers, body }))
      })
    })
    const request = new Request('http://gateway/documents?a=1', {
      method: 'POST',
      body: 'text',
      headers: { authorization: 'Bearer x', connection: 'close', 'x-learnpath-time-left': '999999' },
    })
    const response = await forwarderTo(url).forwarder.forward(request, FORWARDING)
    expect(response.status).toBe(201)
    expect(response.headers.get('x-answer')).toBe('yes')
    const seen = (await response.json()) as { headers: Record<string, string> }
    expect(seen).toMatchObject({ method: 'POST', address: '/documents?a=1', body: 'text' })
    expect(seen.headers).toMatchObject({
      authorization: 'Bearer x',
      'x-request-id': 'req_1',
      'x-learnpath-time-left': expect.stringMatching(/^(4\d{3}|5000)$/),
    })
  })

  test('an answer comes through as it is written, piece by piece', async () => {
    let finish = (): void => undefined
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: 1\n\n')
      finish = () => response.end('data: 2\n\n')
    })
    const response = await forwarderTo(url).forwarder.forward(get(), FORWARDING)
    const reader = response.body?.getReader()
    const read = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await read()).toBe('data: 1\n\n')
    finish()
    expect(await read()).toBe('data: 2\n\n')
  })

  test('errors of the service are given on as they are', async () => {
    const url = await serve((_request, response) => response.writeHead(404).end('{"code":"LP_DOCUMENT_NOT_FOUND"}'))
    const response = await forwarderTo(url).forwarder.forward(get(), FORWARDING)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ code: 'LP_DOCUMENT_NOT_FOUND' })
  })
})

describe('a process that is away', () => {
  test('is passed over: no request fails while another one serves, also while it restarts', async () => {
    const alive = await serve((_request, response) => response.end('ok'))
    const restarting = await serve(stopping)
    const { forwarder } = forwarderTo(alive, await nobody(), restarting)
    for (let count = 0; count < 30; count += 1) {
      expect((await forwarder.forward(get(), FORWARDING)).status).toBe(200)
    }
  })

  test('what never arrived is sent to another one, even if it changes something', async () => {
    const bodies: string[] = []
    const alive = await serve((request, response) => {
      request.on('data', (bytes: Buffer) => bodies.push(bytes.toString()))
      request.on('end', () => response.end('ok'))
    })
    const { forwarder } = forwarderTo(await nobody(), alive)
    expect((await forwarder.forward(post('once'), FORWARDING)).status).toBe(200)
    expect(bodies).toEqual(['once'])
  })

  test('what may have been done is not done again', async () => {
    let times = 0
    const dying = await serve((request, response) => {
      times += 1
      request.resume().on('end', () => response.destroy())
    })
    const { forwarder } = forwarderTo(dying)
    await expect(forwarder.forward(post('pay'), FORWARDING)).rejects.toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE' })
    expect(times).toBe(1)
  })

  test('is left alone after some failures, and tried again by one request after a while', async () => {
    let up = false
    let asked = 0
    const url = await serve((_request, response) => {
      asked += 1
      if (up) response.end('ok')
      else response.destroy()
    })
    const { clock, forwarder } = forwarderTo(url)
    const ask = async () => await forwarder.forward(get(), FORWARDING)
    for (let count = 0; count < 40; count += 1) {
      await expect(ask()).rejects.toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE' })
    }
    const before = asked
    expect(before).toBeLessThan(20)
    up = true
    await expect(ask()).rejects.toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE' })
    expect(asked).toBe(before)
    clock.advance(60_000)
    expect((await ask()).status).toBe(200)
  })

  test('retries do not double the load when everything fails', async () => {
    let asked = 0
    const failing = await serve((_request, response) => {
      asked += 1
      response.writeHead(503).end('{}')
    })
    const { clock, forwarder } = forwarderTo(failing)
    for (let count = 0; count < 200; count += 1) {
      clock.advance(10_000) // So that the breaker is not what holds them back.
      await forwarder.forward(get(), FORWARDING)
    }
    expect(asked).toBeLessThan(200 + 10 + 0.1 * 200 + 2)
  })
})

describe('time', () => {
  test('a service that hangs is given up when the time is up', async () => {
    const { forwarder } = forwarderTo(await serve(() => undefined))
    const hanging = forwarder.forward(get(), { ...FORWARDING, timeLeftMs: 50 })
    await expect(hanging).rejects.toMatchObject({ code: 'LP_SERVICE_TIMEOUT' })
  })

  test('a caller who leaves ends the work of the service', async () => {
    let onClosed = (): void => undefined
    const closed = new Promise<void>((resolve) => {
      onClosed = resolve
    })
    const url = await serve((_request, response) => response.on('close', onClosed))
    const leaving = new AbortController()
    const request = new Request('http://gateway/ask', { signal: leaving.signal })
    setTimeout(() => leaving.abort(new Error('left')), 30)
    await expect(forwarderTo(url).forwarder.forward(request, FORWARDING)).rejects.toMatchObject({
      code: 'LP_REQUEST_CANCELLED',
    })
    await closed
  })
})
