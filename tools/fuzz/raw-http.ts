import { connect } from 'node:net'

/** A request byte for byte: what no well-behaved client would send is sent as well. */
export interface RawRequest {
  /** Request line and header lines, without the empty line after them; latin1. */
  readonly head: string
  readonly body: Buffer
}

export interface RawAnswer {
  readonly status: number
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
  /** The server closed the connection, or said all; false when we left before the end. */
  readonly isWhole: boolean
  readonly ms: number
}

export interface SendLimits {
  /** Without any answer by then the server hangs. */
  readonly timeoutMs: number
  /** A stream that goes on is left after this time. */
  readonly streamMs: number
  /** Leaves after the head and this much of the body, as a client that breaks off. */
  readonly cutAfterBytes?: number | undefined
}

/** What came of it: null when the connection was closed without an answer. */
export async function sendRaw(
  port: number,
  { head, body }: RawRequest,
  limits: SendLimits,
): Promise<RawAnswer | null | 'hangs'> {
  const started = performance.now()
  const pieces: Buffer[] = []
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (result: RawAnswer | null | 'hangs') => {
      clearTimeout(timer)
      socket.destroy()
      resolve(result)
    }
    const parsed = (isWhole: boolean) => parseAnswer(Buffer.concat(pieces), isWhole, performance.now() - started)
    let timer = setTimeout(() => end('hangs'), limits.timeoutMs)
    socket.on('connect', () => {
      socket.write(Buffer.from(`${head}\r\n\r\n`, 'latin1'))
      const { cutAfterBytes } = limits
      if (cutAfterBytes === undefined) socket.write(body)
      else socket.end(body.subarray(0, cutAfterBytes))
    })
    socket.on('data', (piece) => {
      pieces.push(piece)
      if (pieces.length > 2) return // The first may say no more than "100 Continue".
      clearTimeout(timer)
      const isStream = Buffer.concat(pieces).toString('latin1').toLowerCase().includes('text/event-stream')
      timer = setTimeout(() => end(isStream ? parsed(false) : 'hangs'), isStream ? limits.streamMs : limits.timeoutMs)
    })
    socket.on('error', () => end(pieces.length === 0 ? null : parsed(false)))
    socket.on('close', () => end(pieces.length === 0 ? null : parsed(true)))
  })
}

function parseAnswer(bytes: Buffer, isWhole: boolean, ms: number): RawAnswer {
  let rest = bytes
  for (;;) {
    const at = rest.indexOf('\r\n\r\n')
    const lines = rest
      .subarray(0, at === -1 ? rest.length : at)
      .toString('latin1')
      .split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(lines[0] ?? '')?.[1] ?? 0)
    const headers = new Map(
      lines.slice(1).map((line) => {
        const colon = line.indexOf(':')
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
      }),
    )
    rest = at === -1 ? Buffer.alloc(0) : rest.subarray(at + 4)
    if (status === 100) continue
    const body = headers.get('transfer-encoding') === 'chunked' ? joinChunks(rest) : rest
    return { status, headers, body, isWhole, ms }
  }
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const length = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16)
    if (lineEnd === -1 || !(length > 0)) break
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 2 + length + 2
  }
  return Buffer.concat(chunks)
}
