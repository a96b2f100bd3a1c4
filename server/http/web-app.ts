import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { IdSource } from '../ports/id-source.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
/** A name with the hash of its content in it never changes what it holds. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'
/** Below /app/: `assets/…` or `pdfjs/…`, plain names only. */
const FILE = /^\/app\/((?:assets|pdfjs)(?:\/[\w-]+)?\/[\w-][\w.-]*)$/

/** Scripts and styles of the app are its own; style elements that components add carry the nonce; PDF pictures are decoded by WebAssembly. */
const appPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** A worker answers to its own policy: this one decodes pictures by WebAssembly and fetches PDFs and their fonts. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

export interface WebAppOptions {
  /** Where the build put index.html, assets/ and pdfjs/. */
  readonly folder: string
  readonly idSource: IdSource
  /** Whether people sign in: the page asks who uses it only then. */
  readonly identity: 'none' | 'local' | 'oidc'
}

/** Serves the app's files below /app/; every other address below it is a page of the app, which its script tells apart. */
export function createWebApp({ folder, idSource, identity }: WebAppOptions): (request: Request) => Promise<Response> {
  let page: Promise<string> | null = null

  async function file(path: string, request: Request): Promise<Response> {
    const tag = await tagOf(join(folder, path))
    if (tag === null) throw new LearnPathError('LP_ROUTE_NOT_FOUND', { detail: `GET /app/${path}` })
    const headers = {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('assets/') ? FOR_EVER : ASK_AGAIN,
      vary: 'accept-encoding',
      etag: tag,
      ...(path === 'pdfjs/pdf.worker.mjs' ? { 'content-security-policy': WORKER_POLICY } : {}),
    }
    if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
    if (request.headers.get('accept-encoding')?.includes('gzip') === true) {
      const packed = await bytesOf(join(folder, `${path}.gz`))
      if (packed !== null) return new Response(packed, { headers: { ...headers, 'content-encoding': 'gzip' } })
    }
    return new Response(await bytesOf(join(folder, path)), { headers })
  }

  async function index(): Promise<Response> {
    const nonce = idSource.next('nonce')
    page ??= readFile(join(folder, 'index.html'), 'utf8')
    return new Response((await page).replace('%NONCE%', nonce).replace('%IDENTITY%', identity), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': appPolicy(nonce) },
    })
  }

  return async (request) => {
    const { pathname } = new URL(request.url)
    const [, path] = FILE.exec(pathname) ?? []
    if (path !== undefined) return await file(path, request)
    if (/^\/app\/(?:assets|pdfjs)\//.test(pathname)) {
      throw new LearnPathError('LP_ROUTE_NOT_FOUND', { detail: `GET ${pathname}` })
    }
    return await index()
  }
}

async function tagOf(path: string): Promise<string | null> {
  const about = await unlessMissing(stat(path))
  return about === null ? null : `"${about.size.toString(36)}-${about.mtimeMs.toString(36)}"`
}

const bytesOf = async (path: string): Promise<Uint8Array<ArrayBuffer> | null> => {
  const bytes = await unlessMissing(readFile(path))
  return bytes === null ? null : new Uint8Array(bytes)
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
