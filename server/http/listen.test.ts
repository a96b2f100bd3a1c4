import { connect } from 'node:net'
import { Problem } from '@learnpath/contracts'
import { afterEach, expect, test } from 'vitest'
import { listen, type ListeningServer } from './listen.ts'

let server: ListeningServer | null = null
afterEach(async () => await server?.stop(0))

async function started(answer: (request: Request) => Promise<Response>): Promise<number> {
  server = await listen({ host: '127.0.0.1', port: 0 }, answer)
  return Number(new URL(server.url).port)
}

/** Sends text as it is and resolves with all that came back until the server closed. */
async function raw(port: number, text: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (bytes) => (received += bytes.toString()))
    socket.on('error', reject)
    socket.on('close', () => resolve(received))
  })
}

function problemIn(answer: string): Problem {
  return Problem.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)))
}

test('the answer to a large body that nobody read arrives before the connection closes', async () => {
  const port = await started(async () => new Response('refused', { status: 413 }))
  const body = 'x'.repeat(3_000_000)
  const head = `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`
  expect(await raw(port, head + body)).toContain('refused')
})

test('an expectation that nobody knows is passed over', async () => {
  const port = await started(async () => new Response('fine'))
  const answer = await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nConnection: close\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 200/)
})

test.each([
  ['bytes that are not HTTP', 'nonsense\r\n\r\n', 400, 'LP_REQUEST_INVALID'],
  [
    'headers beyond all measure',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    413,
    'LP_REQUEST_TOO_LARGE',
  ],
  [
    'an address beyond all measure',
    `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    413,
    'LP_REQUEST_TOO_LARGE',
  ],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n', 400, 'LP_REQUEST_INVALID'],
  [
    'an address that is none',
    'GET /..\\..\\x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    400,
    'LP_REQUEST_INVALID',
  ],
  [
    'two lengths of one body',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde',
    400,
    'LP_REQUEST_INVALID',
  ],
  [
    'a length beside chunks',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'LP_REQUEST_INVALID',
  ],
  [
    'a header that goes on in the next line',
    'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b: c\r\nContent-Length : 5\r\n\r\n',
    400,
    'LP_REQUEST_INVALID',
  ],
])('%s is a problem with all headers', async (_, text, status, code) => {
  const port = await started(async (request) => new Response(request.url))
  const answer = await raw(port, text)
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}`))
  expect(answer).toContain('x-content-type-options: nosniff')
  expect(problemIn(answer)).toMatchObject({ status, code })
})
