import type { IncomingMessage, Server } from 'node:http'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { ERRORS, LearnPathError } from '@learnpath/contracts'

export interface ListeningServer {
  readonly url: string
  /** Takes no new connection, waits for running requests up to `graceMs`, then cuts what is left. */
  stop(graceMs: number): Promise<void>
}

/** Time a client has to send its request's headers: a slow one must not hold a connection. */
const HEADERS_TIMEOUT_MS = 10_000

/** @throws LP_PORT_TAKEN */
export async function listen(
  address: { readonly host: string; readonly port: number },
  answer: (request: Request, incoming: IncomingMessage) => Promise<Response>,
): Promise<ListeningServer> {
  const server = createAdaptorServer({
    fetch: async (request, env) => await answer(request, (env as HttpBindings).incoming),
    // An upload may take as long as it takes; its handler watches for a caller that has gone.
    serverOptions: { requestTimeout: 0, headersTimeout: HEADERS_TIMEOUT_MS, keepAliveTimeout: 5000 },
  }) as Server
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end(rawProblem())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(address, cause)))
    server.listen(address.port, address.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return { url: `http://${host}:${port}`, stop: async (graceMs) => await stopServer(server, graceMs) }
}

function listenError({ host, port }: { host: string; port: number }, cause: NodeJS.ErrnoException): LearnPathError {
  const reason = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${cause.code ?? cause.message})`
  return new LearnPathError('LP_PORT_TAKEN', {
    detail: `${host}:${port} ${reason}; it is set by LEARNPATH_PORT`,
    cause,
  })
}

async function stopServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}

/** For bytes that are not HTTP there is no request to answer: the problem goes straight to the socket. */
function rawProblem(): string {
  const code = 'LP_REQUEST_INVALID'
  const { title, advice, retry } = ERRORS[code]
  const problem = {
    type: `/reference#${code}`,
    title,
    status: 400,
    code,
    detail: 'not HTTP',
    advice,
    retry,
    requestId: 'none',
  }
  const body = JSON.stringify(problem)
  return `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
}
