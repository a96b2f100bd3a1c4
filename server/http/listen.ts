import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { LearnPathError } from '@learnpath/contracts'
import { clientErrorOf, rawProblem } from './raw-problem.ts'
import { problemResponse } from './problem.ts'
import { readToEnd } from './read-to-end.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { watchSlowBodies } from './slow-bodies.ts'

export interface ListeningServer {
  readonly url: string
  /** Takes no new connection, waits for running requests up to `graceMs`, then cuts what is left. */
  stop(graceMs: number): Promise<void>
}

/** Time a client has to send its request's headers: a slow one must not hold a connection. */
const HEADERS_TIMEOUT_MS = 10_000
/** How often that is looked at. */
const CONNECTIONS_CHECK_MS = 5000
/** More connections than this are closed at once: each of them costs memory before it has said anything. */
const MAX_CONNECTIONS = 10_000

/** @throws LP_PORT_TAKEN */
export async function listen(
  address: { readonly host: string; readonly port: number },
  answer: (request: Request, incoming: IncomingMessage) => Promise<Response>,
): Promise<ListeningServer> {
  const slowBodies = watchSlowBodies()
  const listener = getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as HttpBindings
      const forget = incoming.complete ? null : slowBodies.watch(incoming, outgoing)
      const response = await answer(request, incoming)
      forget?.()
      if (!incoming.complete && !outgoing.shouldKeepAlive) await readToEnd(incoming)
      return response
    },
    { errorHandler: () => unreadable() },
  )
  const server = createServer(
    {
      // An upload may take as long as it takes, as long as something comes.
      requestTimeout: 0,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
      keepAliveTimeout: 5000,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  )
  server.maxConnections = MAX_CONNECTIONS
  server.on('clientError', (cause: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(rawProblem(clientErrorOf(cause)))
  })
  // What a client expects beyond "100-continue" is passed over, as HTTP allows, instead of node's bare 417.
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(address, cause)))
    server.listen(address.port, address.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return {
    url: `http://${host}:${port}`,
    stop: async (graceMs) => await stopServer(server, graceMs).finally(() => slowBodies.stop()),
  }
}

/** For what is HTTP, but names no address: a backslash in it, or a Host that is none. */
function unreadable(): Response {
  const error = new LearnPathError('LP_REQUEST_INVALID', { detail: 'the address or the Host header cannot be read' })
  const response = problemResponse(error, 'none', '/')
  setSecurityHeaders(response.headers)
  return response
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
