import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  isRefusal,
  say,
  type AnswerWriter,
  type EngineRequest,
  type EngineScript,
  type ImitatedEngine,
  type RecordedRequest,
} from './language-engine.double.ts'

export interface Exchange {
  readonly request: RecordedRequest
  reply(status: number, body: unknown, headers?: Readonly<Record<string, string>>): void
  /** Lets the script say something. */
  answer(request: EngineRequest, protocol: AnswerProtocol): Promise<void>
}

export interface AnswerProtocol {
  readonly contentType: string
  readonly refusalBody: (status: number, words: string) => unknown
  readonly writer: (write: (text: string) => Promise<void>) => Omit<AnswerWriter, 'raw'>
}

/** Serves on a port of its own until it is stopped. Counts what is open, under way, cancelled and complete. */
export async function serveEngine(
  script: EngineScript,
  handle: (exchange: Exchange) => Promise<void> | void,
): Promise<ImitatedEngine> {
  const requests: RecordedRequest[] = []
  const counts = { open: 0, generating: 0, cancelled: 0, completed: 0, calls: 0 }
  let said = script

  async function answer(outgoing: ServerResponse, request: EngineRequest, protocol: AnswerProtocol): Promise<void> {
    counts.generating += 1
    counts.calls += 1
    const leaving = new AbortController()
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) leaving.abort()
    })
    try {
      const reply = await said(request, counts.calls)
      if (isRefusal(reply)) {
        const body = reply.body ?? protocol.refusalBody(reply.status, reply.error ?? '')
        return send(outgoing, reply.status, body, reply.headers)
      }
      const chunkBytes = typeof reply === 'object' && 'text' in reply ? reply.chunkBytes : undefined
      const write = async (text: string) => await writeInPieces(outgoing, Buffer.from(text), chunkBytes)
      const inForm = protocol.writer(write)
      const begin = async () => {
        outgoing.writeHead(200, { 'content-type': protocol.contentType })
        outgoing.flushHeaders()
        await inForm.begin()
      }
      const writer: AnswerWriter = { ...inForm, begin, raw: write }
      const isComplete = await say(reply, request, { writer, left: leaving.signal })
      counts[isComplete ? 'completed' : 'cancelled'] += 1
      if (typeof reply === 'object' && 'text' in reply && reply.ending === 'cut') await cut(outgoing)
      else outgoing.end()
    } finally {
      counts.generating -= 1
    }
  }

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await recorded(incoming)
      requests.push(request)
      await handle({
        request,
        reply: (status, body, headers) => send(outgoing, status, body, headers),
        answer: async (asked, protocol) => await answer(outgoing, asked, protocol),
      })
    })()
  })
  server.on('connection', (socket) => {
    counts.open += 1
    socket.setNoDelay(true)
    socket.once('close', () => (counts.open -= 1))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    openConnections: () => counts.open,
    generating: () => counts.generating,
    cancelled: () => counts.cancelled,
    completed: () => counts.completed,
    say: (other) => {
      said = other ?? script
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

async function recorded(incoming: IncomingMessage): Promise<RecordedRequest> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  const text = Buffer.concat(pieces).toString()
  const { method = '', url: path = '', headers } = incoming
  return { method, path, headers, body: text === '' ? {} : JSON.parse(text) }
}

function send(outgoing: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  outgoing.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Each piece is a chunk of HTTP of its own, which clients get one by one. */
async function writeInPieces(outgoing: ServerResponse, bytes: Buffer, chunkBytes = bytes.length): Promise<void> {
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    outgoing.write(bytes.subarray(start, start + chunkBytes))
  }
  if (outgoing.writableNeedDrain && !outgoing.destroyed) {
    await new Promise<void>((resolve) => {
      const go = () => resolve()
      outgoing.once('drain', go)
      outgoing.once('close', go)
    })
  }
}

/** Breaks the connection when what was written is on its way. */
async function cut(outgoing: ServerResponse): Promise<void> {
  await new Promise((resolve) => {
    outgoing.write(' ', resolve)
  })
  outgoing.socket?.destroy()
}
