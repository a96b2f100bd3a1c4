import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const gitSha1Of = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex')

/** Bytes that repeat and that no compression makes small. */
export function someBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = seed >>> 0 || 1
  for (let index = 0; index < length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[index] = state & 255
  }
  return bytes
}

export interface HubRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** What the server does next with the content of a file, instead of sending it. */
export type Trouble =
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }

export interface HubServer {
  readonly url: string
  readonly commit: string
  readonly requests: readonly HubRequest[]
  /** Requests for content, as opposed to descriptions. */
  readonly downloads: () => readonly HubRequest[]
  put(path: string, bytes: Uint8Array): void
  /** Content that is sent although the checksum told is that of `put`. */
  corrupt(path: string, bytes: Uint8Array | null): void
  /** Once each, in this order. */
  trouble(path: string, ...troubles: readonly Trouble[]): void
  /** Until it is called again with null. */
  hold(path: string | null): void
  move(commit: string): void
  /** Without checksum, size and commit, as a plain file server answers. */
  plain(value: boolean): void
  close(): Promise<void>
}

/** Speaks as the Hugging Face hub does: large files are told of by a redirect to another host, small ones answered at once. */
export async function startHubServer(): Promise<HubServer> {
  const files = new Map<string, Uint8Array>()
  const corrupted = new Map<string, Uint8Array>()
  const troubles = new Map<string, Trouble[]>()
  const requests: HubRequest[] = []
  let commit = 'a'.repeat(40)
  let held: string | null = null
  let isPlain = false
  const waiting: (() => void)[] = []

  const server = createServer((request, response) => {
    void answer(request, response)
  })
  const redirectTo = (path: string, bytes: Uint8Array) => ({
    location: `http://localhost:${portOf(server)}/content/${path}`,
    'x-repo-commit': commit,
    'x-linked-size': String(bytes.byteLength),
    'x-linked-etag': `"${sha256Of(bytes)}"`,
    etag: '"of the redirect"',
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(String(request.url), 'http://hub')
    requests.push({ method: String(request.method), path: String(request.url), headers: request.headers })
    const [, , , kind, revision, ...rest] = pathname.split('/')
    const path = kind === 'resolve' ? rest.join('/') : pathname.slice('/content/'.length)
    const bytes = files.get(path)
    if (bytes === undefined || (kind === 'resolve' && revision === 'gone')) {
      response.writeHead(404, { 'x-error-message': 'Entry not found' }).end()
      return
    }
    const large = bytes.byteLength > 10_000 && !isPlain
    if (kind === 'resolve' && large) {
      response.writeHead(302, redirectTo(path, bytes)).end()
      return
    }
    const headers = isPlain ? {} : { 'x-repo-commit': commit, etag: `"${large ? sha256Of(bytes) : gitSha1Of(bytes)}"` }
    if (request.method === 'HEAD') {
      response.writeHead(200, { ...headers, ...(isPlain ? {} : { 'content-length': bytes.byteLength }) }).end()
      return
    }
    await sendContent(path, corrupted.get(path) ?? bytes, { request, response, headers })
  }

  async function sendContent(
    path: string,
    bytes: Uint8Array,
    { request, response, headers }: { request: IncomingMessage; response: ServerResponse; headers: object },
  ): Promise<void> {
    const trouble = troubles.get(path)?.shift()
    if (trouble?.kind === 'status') {
      response.writeHead(trouble.status, trouble.headers).end()
      return
    }
    const start = rangeStart(request.headers, 'etag' in headers ? String(headers.etag) : null)
    const length = bytes.byteLength
    if (start !== null && start >= length) {
      response.writeHead(416).end()
      return
    }
    const body = bytes.subarray(start ?? 0)
    const partial = { 'content-range': `bytes ${start}-${length - 1}/${length}` }
    const size = isPlain ? {} : { 'content-length': body.byteLength }
    response.writeHead(start === null ? 200 : 206, { ...headers, ...(start === null ? {} : partial), ...size })
    if (trouble?.kind === 'cut') {
      response.write(body.subarray(0, trouble.afterBytes), () => setTimeout(() => response.destroy(), 30))
      return
    }
    if (held === path) {
      response.write(body.subarray(0, Math.floor(body.byteLength / 2)))
      await new Promise<void>((resolve) => waiting.push(resolve))
      response.end(body.subarray(Math.floor(body.byteLength / 2)))
      return
    }
    response.end(body)
  }

  await new Promise<void>((resolve) => server.listen(0, resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    get commit() {
      return commit
    },
    requests,
    downloads: () => requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/content/')),
    put: (path, bytes) => void files.set(path, bytes),
    corrupt: (path, bytes) => void (bytes === null ? corrupted.delete(path) : corrupted.set(path, bytes)),
    trouble: (path, ...next) => void troubles.set(path, [...next]),
    hold(path) {
      held = path
      if (path === null) for (const go of waiting.splice(0)) go()
    },
    move: (next) => void (commit = next),
    plain: (value) => void (isPlain = value),
    async close() {
      for (const go of waiting.splice(0)) go()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Null when the whole file is to be sent: none was asked for, or that of another content. */
function rangeStart(headers: IncomingMessage['headers'], etag: string | null): number | null {
  const range = /^bytes=(\d+)-$/u.exec(headers.range ?? '')
  const other = headers['if-range'] !== undefined && headers['if-range'] !== etag
  return range === null || other ? null : Number(range[1])
}

const portOf = (server: { address(): AddressInfo | string | null }): number => (server.address() as AddressInfo).port
