// Programs made for others on the sample library: the official client of the Model Context Protocol over both of its transports, and
// that of OpenAI.
import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../tools/free-port.ts'
import { ROOT, settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { isSplit, startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

type Result = Awaited<ReturnType<Client['callTool']>>

let home = ''
let product: RunningLearnPath
const clients: Client[] = []
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-agents-'))
  product = await startLearnPath({ home })
  await product.client.addSampleLibrary()
  await settled(product.client)
  const body = { deck: 'physics', front: 'Unit of force?', back: 'newton', kind: 'basic' as const, tags: [] }
  await product.client.call('createCards', { body })
})
afterAll(async () => {
  for (const client of clients) await client.close()
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

type Era = 'legacy' | 'auto'

async function overHttp(era: Era): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: era } })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${product.url}/mcp`)))
  clients.push(client)
  return client
}

/** @param folder of the library; a server runs on `home` and on no other */
async function overStdio(era: Era, folder: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: era } })
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  )
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(ROOT, 'dist/cli.mjs'), 'mcp'],
      env: { ...environment, LEARNPATH_HOME: folder, LEARNPATH_PORT: String(await freePort()) },
      stderr: 'ignore',
    }),
  )
  clients.push(client)
  return client
}

const textOf = ({ content }: Result): string => content.map((part) => (part.type === 'text' ? part.text : '')).join('')

interface Passage {
  readonly documentId: string
  readonly path: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly link: string
}

describe.each<[string, (era: Era) => Promise<Client>]>([
  ['streamable HTTP', overHttp],
  ['standard input and output', async (era) => await overStdio(era, home)],
])('an assistant over %s', (_, connect) => {
  test.each<Era>(['auto', 'legacy'])('finds, asks, reads and lists (protocol: %s)', async (era) => {
    const client = await connect(era)
    expect(client.getServerVersion()?.name).toBe('learnpath')
    const asked = await client.callTool({ name: 'ask', arguments: { question: 'Was ist Schlupf?' } })
    const { citations } = asked.structuredContent as { citations: Passage[] }
    expect(textOf(asked)).toMatch(/heißt Schlupf.*\[1\]/su)
    const [citation] = citations
    expect(citation).toMatchObject({ path: 'deutsch/drehstrommotor.pdf', page: 2 })
    const page = await fetch(citation?.link ?? '')
    expect([page.status, new URL(citation?.link ?? '').origin]).toEqual([200, product.url])

    const { documentId = '', start = 0, end = 0, text = '' } = citation ?? {}
    const read = await client.callTool({ name: 'read_passage', arguments: { documentId, start, end } })
    expect(read.structuredContent).toMatchObject({ passage: { start, end, text } })
    const listed = await client.callTool({ name: 'list_documents', arguments: { contains: 'motor' } })
    expect(listed.structuredContent).toMatchObject({ documents: [{ id: documentId }], total: 1 })
    const { resources } = await client.listResources()
    const [content] = (await client.readResource({ uri: resources[0]?.uri ?? '' })).contents
    expect(content).toMatchObject({ mimeType: 'text/plain', text: expect.stringMatching(/\w{4}/u) })
  })

  test('says that the documents do not hold an answer, and is told what is wrong', async () => {
    const client = await connect('auto')
    const nothing = await client.callTool({ name: 'ask', arguments: { question: 'Who won the world cup in 1954?' } })
    expect(nothing.structuredContent).toMatchObject({ abstained: true, citations: [] })
    const wrong = await client.callTool({ name: 'search', arguments: { query: 'tides', collections: ['nowhere'] } })
    expect([wrong.isError, textOf(wrong)]).toEqual([true, expect.stringContaining('LP_COLLECTION_NOT_FOUND')])
    const missing = await client.callTool({ name: 'read_passage', arguments: { documentId: 'doc_none' } })
    expect([missing.isError, textOf(missing)]).toEqual([true, expect.stringContaining('LP_DOCUMENT_NOT_FOUND')])
    await expect(client.callTool({ name: 'delete_everything', arguments: {} })).rejects.toThrow(/not found/iu)
  })
})

test('an assistant makes a plan and goes through reviews', async () => {
  const client = await overHttp('auto')
  const plan = await client.callTool(
    { name: 'make_plan', arguments: { collection: 'samples', goal: 'electric motors', hoursPerWeek: 4, keep: false } },
    { timeout: 120_000 },
  )
  expect(plan.structuredContent).toMatchObject({ id: null, link: null })
  expect((plan.structuredContent as { modules: unknown[] }).modules.length).toBeGreaterThan(0)
  expect((await product.client.call('listPlans')).plans).toEqual([])

  const next = await client.callTool({ name: 'next_review', arguments: {} })
  const [card] = (next.structuredContent as { cards: { id: string; question: string; answer: string }[] }).cards
  expect(card).toMatchObject({ question: 'Unit of force?', answer: 'newton' })
  const rated = { cardId: card?.id, rating: 'good' }
  const answered = await client.callTool({ name: 'answer_review', arguments: rated })
  expect(answered.structuredContent).toMatchObject({ card: card?.id })
  expect(await product.client.call('getCard', { params: { id: card?.id ?? '' } })).toMatchObject({ reviews: 1 })
  await client.callTool({ name: 'answer_review', arguments: { undo: true } })
  expect(await product.client.call('getCard', { params: { id: card?.id ?? '' } })).toMatchObject({ reviews: 0 })
}, 180_000)

// A library in files: that of several processes is never opened beside them.
test.skipIf(isSplit)(
  'over standard input and output a library is opened where no server runs, and is left to one that starts',
  async () => {
    const own = await mkdtemp(join(tmpdir(), 'learnpath-agents-own-'))
    const client = await overStdio('legacy', own)
    const listed = await client.callTool({ name: 'list_documents', arguments: {} })
    expect(listed.structuredContent).toMatchObject({ documents: [], total: 0 })
    const server = await serverOn(own)
    await server.client.addSampleLibrary()
    await settled(server.client)
    const found = await client.callTool({ name: 'search', arguments: { query: 'Schlupf', limit: 1 } })
    expect(found.structuredContent).toMatchObject({ passages: [{ link: expect.stringContaining(server.url) }] })
    await server.stop()
    await rm(own, { recursive: true, force: true, maxRetries: 5 })
  },
  120_000,
)

/** The folder is let go some seconds after its last use. */
async function serverOn(folder: string): Promise<ProductProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startProduct({ home: folder })
    } catch (failure) {
      if (attempt === 20 || !String(failure).includes('LP_HOME_LOCKED')) throw failure
    }
  }
}

/** As a page whose name was rebound to this machine would ask; `fetch` does not let one set the host. */
async function statusOf(headers: Record<string, string>): Promise<number> {
  const { hostname, port } = new URL(product.url)
  const all = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }
  const sent = httpRequest({ hostname, port, path: '/mcp', method: 'POST', headers: all })
  sent.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }))
  return await new Promise((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
  })
}

test('pages of other sites cannot reach the tools', async () => {
  expect(await statusOf({})).toBe(200)
  expect(await statusOf({ host: 'evil.example' })).toBe(403)
  expect(await statusOf({ origin: 'http://evil.example' })).toBe(403)
  expect(await statusOf({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await statusOf({ 'content-type': 'text/plain' })).toBe(415)
})

test('the client of OpenAI gets cited answers of a collection, as a whole and in pieces', async () => {
  const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: 'none' })
  const names = (await client.models.list()).data.map(({ id }) => id)
  expect(names).toEqual(expect.arrayContaining(['learnpath', 'learnpath/samples', 'extractive']))
  const messages = [{ role: 'user' as const, content: 'What is the testing effect?' }]
  const whole = await client.chat.completions.create({ model: 'learnpath/samples', messages })
  const { content, annotations } = whole.choices[0]?.message ?? {}
  const [cited] = annotations ?? []
  expect(content).toMatch(/better recall a week later/u)
  expect(content?.slice(cited?.url_citation.start_index, cited?.url_citation.end_index)).toBe('[1]')
  expect((await fetch(cited?.url_citation.url ?? '')).status).toBe(200)
  let text = ''
  for await (const chunk of await client.chat.completions.create({ model: 'learnpath', messages, stream: true })) {
    text += chunk.choices[0]?.delta.content ?? ''
  }
  expect(text).toBe(content)
})
