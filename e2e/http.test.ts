// The HTTP interface of the built product over a real socket: what a client on the other side must be able to rely on.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDPOINTS, Problem, type AskEvent, type ProgressEvent } from '@learnpath/contracts'
import { settled, startProduct } from '../tools/product-process.ts'
import { isSplit, startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const UPLOAD_MAX_BYTES = 1_000_000
const TIDES = '# Tides\n\nThe tides are caused by the gravity of the moon. High water comes about twice a day.\n'

let folder = ''
let product: RunningLearnPath
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-http-'))
  product = await startLearnPath({
    home: folder,
    environment: { LEARNPATH_UPLOAD_MAX_BYTES: String(UPLOAD_MAX_BYTES) },
  })
})
afterAll(async () => {
  await product.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const post = async (path: string, form: FormData) =>
  await fetch(`${product.url}${path}`, { method: 'POST', body: form })

function formOf(files: readonly (readonly [name: string, content: string])[]): FormData {
  const form = new FormData()
  for (const [name, content] of files) form.append('file', new Blob([content]), name)
  return form
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

describe('documents', () => {
  it('are added, found, cited, read back byte for byte, and deleted without a trace', async () => {
    const { client } = product
    const progress: ProgressEvent[] = []
    const listening = new AbortController()
    const listener = (async () => {
      for await (const event of client.events({ signal: listening.signal })) progress.push(event)
    })().catch(() => undefined)
    const { added } = await client.addDocuments({
      collection: 'sea',
      tags: ['exam'],
      files: [{ path: 'notes/tides.md', bytes: new Blob([TIDES]), modifiedAt: '2026-01-02T03:04:05.000Z' }],
    })
    expect(added).toMatchObject([
      { outcome: 'added', document: { path: 'notes/tides.md', collection: 'sea', tags: ['exam'] } },
    ])
    await settled(client)
    const id = added[0]?.document.id ?? ''

    const { hits } = await client.search({ query: 'moon gravity', filters: { collections: ['sea'], tags: ['exam'] } })
    expect(hits[0]).toMatchObject({ rank: 1, documentId: id, path: 'notes/tides.md' })
    const { text } = await client.documentText(id)
    expect(text.slice(hits[0]?.start, hits[0]?.end)).toBe(hits[0]?.text)

    const events: AskEvent[] = []
    for await (const event of client.askStream({ question: 'What are the tides caused by?' })) events.push(event)
    expect(events.map(({ type }) => type)).toEqual(['citation-found', 'text-delta', 'answer-end'])

    const original = await fetch(`${product.url}/documents/${id}/content`)
    expect(await original.text()).toBe(TIDES)
    expect(original.headers.get('content-security-policy')).toContain('sandbox')
    expect(original.headers.get('content-disposition')).toMatch(/^attachment/)

    await client.deleteDocument(id)
    await expect(client.getDocument(id)).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
    expect((await client.search({ query: 'moon gravity' })).hits).toEqual([])
    expect(await filesUnder(join(folder, 'files'))).toEqual([])
    listening.abort()
    await listener
    expect(progress.map(({ type }) => type)).toEqual(expect.arrayContaining(['document-changed', 'document-deleted']))
  })

  it('that are refused do not keep those beside them out', async () => {
    const response = await post(
      '/documents',
      formOf([
        ['empty.md', ''],
        ['good.md', '# Good\n\nThis one is fine.'],
        ['large.txt', 'word '.repeat(UPLOAD_MAX_BYTES / 4)],
        ['also-good.md', '# Also good\n\nThis one too.'],
      ]),
    )
    expect(response.status).toBe(202)
    const { added, refused } = ENDPOINTS.addDocuments.answer.parse(await response.json())
    expect(added.map(({ document }) => document.path)).toEqual(['good.md', 'also-good.md'])
    expect(refused.map(({ path, code }) => [path, code])).toEqual([
      ['empty.md', 'LP_PARSE_EMPTY'],
      ['large.txt', 'LP_REQUEST_TOO_LARGE'],
    ])
  })

  it.each([
    ['an empty file', 'empty.md', '', 422, 'LP_PARSE_EMPTY'],
    ['a file that is too large', 'large.txt', 'word '.repeat(UPLOAD_MAX_BYTES / 4), 413, 'LP_REQUEST_TOO_LARGE'],
    ['a file of another type', 'picture.png', '\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0\0', 415, 'LP_PARSE_UNSUPPORTED'],
    ['a path that leads out', '../x.md', '# X', 400, 'LP_PATH_INVALID'],
  ])('%s is answered with its own problem', async (...[, name, content, status, code]) => {
    const response = await post('/documents', formOf([[name, content]]))
    expect(response.status).toBe(status)
    expect(Problem.parse(await response.json()).code).toBe(code)
  })

  // With a store in PostgreSQL there is no such folder: `services.test.ts` looks into the database.
  it.skipIf(isSplit)('whose upload breaks off leave nothing behind', async () => {
    const before = await filesUnder(join(folder, 'files'))
    const socket = connect(Number(new URL(product.url).port), '127.0.0.1')
    socket.write(
      'POST /documents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n' +
        `--b\r\nContent-Disposition: form-data; name="file"; filename="half.txt"\r\n\r\n${'half of it '.repeat(20_000)}`,
    )
    const incoming = join(folder, 'files', 'incoming')
    const arriving = async () => (await readdir(incoming).catch(() => [])).length
    await eventually(async () => (await arriving()) > 0)
    socket.destroy()
    await eventually(async () => (await arriving()) === 0)
    expect(await filesUnder(join(folder, 'files'))).toEqual(before)
    const { documents } = await product.client.listDocuments({ path: 'half.txt' })
    expect(documents).toEqual([])
  })
})

describe('the server', () => {
  it('describes every address, and its pages load nothing from elsewhere', async () => {
    const description = (await (await fetch(`${product.url}/openapi.json`)).json()) as { paths: Record<string, object> }
    for (const { method, path } of Object.values(ENDPOINTS)) {
      expect(description.paths[path], `${method} ${path}`).toHaveProperty(method.toLowerCase())
    }
    for (const path of ['/', '/app/search', '/reference']) {
      const response = await fetch(`${product.url}${path}`)
      const page = await response.text()
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
      expect(page).not.toMatch(/<script(?![^>]* src=)|<style| on\w+="| style="/)
    }
  })

  it('serves the web app: its pages for every address below /app/, its files for good, nothing beside them', async () => {
    const page = await fetch(`${product.url}/app/plans/plan_1`)
    const text = await page.text()
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? ''
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(page.headers.get('content-security-policy')).not.toContain("'unsafe-inline'")
    const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(text) ?? []
    const packed = await fetch(`${product.url}${script}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(packed.headers.get('content-type')).toContain('text/javascript')
    expect(packed.headers.get('cache-control')).toContain('immutable')
    const again = await fetch(`${product.url}${script}`, {
      headers: { 'if-none-match': packed.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
    for (const path of ['/app/assets/none.js', '/app/assets/..%2findex.html', '/app/pdfjs/cmaps/../../index.html.gz']) {
      expect((await fetch(`${product.url}${path}`)).headers.get('content-type')).not.toContain('javascript')
    }
    expect((await fetch(`${product.url}/app/assets/none.js`)).status).toBe(404)
  })

  it('answers bytes that are not HTTP with a problem', async () => {
    const socket = connect(Number(new URL(product.url).port), '127.0.0.1')
    socket.write('NONSENSE\r\n\r\n')
    let answer = ''
    for await (const piece of socket) answer += String(piece)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(Problem.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).code).toBe('LP_REQUEST_INVALID')
  })

  it('keeps its data folder and files to its user', async () => {
    const { mode } = await stat(join(folder, 'server.json'))
    expect(mode & 0o077).toBe(0)
  })

  // A gateway counts its requests; what else there is to count, the services tell of their own.
  it.skipIf(isSplit)('counts what happens', async () => {
    await product.client.search({ query: 'moon' })
    const metrics = await (await fetch(`${product.url}/metrics`)).text()
    expect(metrics).toMatch(
      /learnpath_request_latency_seconds_count\{method="POST",endpoint="\/search",status="200"\} \d+/,
    )
    for (const name of [
      'learnpath_document_processing_seconds',
      'learnpath_queue_depth',
      'learnpath_index_lag_changes',
      'learnpath_memory_resident_bytes',
    ]) {
      expect(metrics).toContain(`# TYPE ${name} `)
    }
  })

  it.skipIf(isSplit)('refuses a second server on its data folder and on its port, and says what to do', async () => {
    await expect(startProduct({ home: folder })).rejects.toThrow(/LP_HOME_LOCKED/)
    const port = new URL(product.url).port
    const other = join(folder, 'other-home')
    await expect(startProduct({ home: other, environment: { LEARNPATH_PORT: port } })).rejects.toThrow(/LEARNPATH_PORT/)
  })

  it('stops in order while an event stream is open, and takes its address away', async () => {
    const home = await mkdtemp(join(tmpdir(), 'learnpath-stop-'))
    const second = await startLearnPath({ home })
    const events = second.client.events()
    const ended = events.next()
    await second.client.addDocuments({ files: [{ path: 'a.md', bytes: new Blob([TIDES]) }] })
    expect((await ended).done).toBe(false)
    expect(await second.stop('SIGTERM')).toBe(0)
    await expect(readFile(join(home, 'server.json'))).rejects.toMatchObject({ code: 'ENOENT' })
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
})
