import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { watchSlowBodies, type SlowBodies } from './slow-bodies.ts'

let server: Server | null = null
let slowBodies: SlowBodies | null = null
afterEach(() => {
  slowBodies?.stop()
  server?.closeAllConnections()
  server?.close()
})

const LIMITS = { windowMs: 100, leastBytes: 10 }
const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n'

async function serve(read: boolean): Promise<number> {
  const watching = watchSlowBodies(LIMITS)
  slowBodies = watching
  const made = createServer((incoming, outgoing) => {
    watching.watch(incoming, outgoing)
    if (read) incoming.resume().on('end', () => outgoing.end('whole'))
  })
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return (made.address() as AddressInfo).port
}

test('a body that does not come is told so and the connection is closed', async () => {
  const port = await serve(true)
  const answer = await new Promise<string>((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(`${HEAD}x`))
    socket.on('data', (bytes) => (received += bytes.toString()))
    socket.on('close', () => resolve(received))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(answer).toContain('LP_REQUEST_TIMEOUT')
})

test('a body that comes slowly but steadily is taken', async () => {
  const port = await serve(true)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(HEAD))
    const timer = setInterval(() => socket.write('x'.repeat(100)), 20)
    socket.once('data', (bytes) => {
      clearInterval(timer)
      resolve(bytes.toString())
    })
  })
  expect(answer).toContain('whole')
})
