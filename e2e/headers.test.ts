// What a browser is told of every kind of answer: what it may run, show, keep and pass on.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

let home = ''
let product: RunningLearnPath
const ids = new Map<string, string>()

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-headers-'))
  product = await startLearnPath({ home })
  for (const [name, text] of [
    ['page.html', '<html><body><p>Words.</p><script>alert(1)</script></body></html>'],
    ['picture.svg.txt', '<svg onload="alert(1)">Words of a picture.</svg>'],
    ['paper.pdf', '%PDF-1.7 broken'],
  ] as const) {
    const form = new FormData()
    form.append('files', new Blob([text]), name)
    const response = await fetch(`${product.url}/documents`, { method: 'POST', body: form })
    const { added } = (await response.json()) as { added: { document: { id: string } }[] }
    ids.set(name, added[0]?.document.id ?? '')
  }
  const card = JSON.stringify({ deck: 'deck', front: 'front', back: 'back' })
  const headers = { 'content-type': 'application/json' }
  await fetch(`${product.url}/cards`, { method: 'POST', body: card, headers })
  await settled(product.client)
}, 120_000)
afterAll(async () => {
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

/** On every answer, whatever it is. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': expect.stringMatching(/^(?:DENY|SAMEORIGIN)$/u) as unknown,
  'permissions-policy': expect.stringContaining('camera=()') as unknown,
}
const NOTHING_INLINE = /^(?!.*script-src[^;]*'unsafe).*default-src 'none'/u
const SANDBOXED = /^(?=.*\bsandbox\b).*default-src 'none'/u

const content = (name: string): string => `/documents/${ids.get(name) ?? ''}/content`
const KINDS: readonly (readonly [name: string, path: () => string, status: number, policy: RegExp, type: RegExp])[] = [
  ['JSON', () => '/status', 200, NOTHING_INLINE, /^application\/json/u],
  ['an error', () => '/documents/none', 404, NOTHING_INLINE, /^application\/problem\+json/u],
  ['an address that is not there', () => '/nowhere', 404, NOTHING_INLINE, /^application\/problem\+json/u],
  ['the page of the app', () => '/app/', 200, NOTHING_INLINE, /^text\/html/u],
  ['a page for people', () => '/reference', 200, NOTHING_INLINE, /^text\/html/u],
  ['metrics', () => '/metrics', 200, NOTHING_INLINE, /^text\/plain/u],
  ['events', () => '/events', 200, NOTHING_INLINE, /^text\/event-stream/u],
  ['a page that was uploaded', () => content('page.html'), 200, SANDBOXED, /^text\/html/u],
  ['a text that was uploaded', () => content('picture.svg.txt'), 200, SANDBOXED, /^text\/plain/u],
  ['a PDF that was uploaded', () => content('paper.pdf'), 200, /default-src 'none'/u, /^application\/pdf/u],
  ['an export', () => '/export?format=json', 200, SANDBOXED, /json/u],
]

it.each(KINDS)('%s', async (...kind) => {
  const [, path, status, policy, type] = kind
  const leaving = new AbortController()
  const response = await fetch(`${product.url}${path()}`, { signal: leaving.signal })
  const headers = Object.fromEntries(response.headers)
  leaving.abort()
  expect([response.status, headers]).toEqual([status, expect.objectContaining(ALWAYS)])
  expect(headers['content-security-policy']).toMatch(policy)
  expect(headers['content-type']).toMatch(type)
})

it.each(['page.html', 'picture.svg.txt'])('%s is a download, not a page', async (name) => {
  const response = await fetch(`${product.url}${content(name)}`)
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/u)
})

it('files of the app', async () => {
  const page = await (await fetch(`${product.url}/app/`)).text()
  const [, script = ''] = /<script[^>]+src="([^"]+)"/u.exec(page) ?? []
  const response = await fetch(new URL(script, `${product.url}/app/`))
  expect([response.status, Object.fromEntries(response.headers)]).toEqual([200, expect.objectContaining(ALWAYS)])
  expect(response.headers.get('content-type')).toMatch(/javascript/u)
})
