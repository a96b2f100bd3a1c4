import { expect, test } from 'vitest'
import { createClient } from './client.ts'
import { ENDPOINTS } from './endpoints.ts'

const BASE = 'http://127.0.0.1:8080'

/** A client whose server answers with this and remembers what it was asked. */
function clientOf(answer: () => Response | Promise<Response>) {
  const requests: Request[] = []
  const client = createClient({
    baseUrl: BASE,
    async fetch(request) {
      requests.push(request)
      return await answer()
    },
  })
  return { client, requests }
}

test('parts of the path are escaped and the query carries what is given', async () => {
  const { client, requests } = clientOf(() => new Response(null, { status: 204 }))
  await client.removeWatch('a/b?c', { deleteDocuments: true })
  expect(requests[0]?.method).toBe('DELETE')
  expect(requests[0]?.url).toBe(`${BASE}/watches/a%2Fb%3Fc?deleteDocuments=true`)
})

test('a problem arrives as the error it was on the server', async () => {
  const problem = {
    type: '/reference#LP_SERVER_BUSY',
    title: 'x',
    status: 503,
    code: 'LP_SERVER_BUSY',
    detail: '5 wait',
    advice: 'x',
    retry: true,
    requestId: 'req_1',
  }
  const headers = { 'content-type': 'application/problem+json', 'retry-after': '30' }
  const { client } = clientOf(() => new Response(JSON.stringify(problem), { status: 503, headers }))
  await expect(client.status()).rejects.toMatchObject({
    code: 'LP_SERVER_BUSY',
    context: { detail: '5 wait', retryAfterSeconds: 30 },
  })
})

test.each([
  ['something else on the port', () => new Response('<html>', { status: 502 })],
  ['an answer of another form', () => Response.json({ hits: 3 })],
  ['nobody', () => Promise.reject(new TypeError('fetch failed'))],
])('%s is told as a server that does not answer', async (_, answer) => {
  const { client } = clientOf(answer)
  await expect(client.search({ query: 'x' })).rejects.toMatchObject({ code: 'LP_SERVER_UNREACHABLE' })
})

test('an upload is a form that any server can read', async () => {
  const { client, requests } = clientOf(() => Response.json({ added: [], refused: [] }))
  async function* pieces() {
    yield await Promise.resolve(new TextEncoder().encode('first '))
    yield new TextEncoder().encode('second')
  }
  const sent: [string, number][] = []
  await client
    .addDocuments({
      collection: 'sea',
      tags: ['a', 'b'],
      files: [{ path: 'notes/“x"\n.md', bytes: pieces(), password: 'p' }],
      onProgress: (path, bytes) => {
        sent.push([path, bytes])
      },
    })
    .catch(() => undefined)
  const reading = await requests[0]?.formData()
  expect(reading?.getAll('tags')).toEqual(['a', 'b'])
  expect(reading?.get('collection')).toBe('sea')
  expect(reading?.get('path')).toBe('notes/“x"\n.md')
  const file = reading?.get('file')
  expect(file instanceof Blob ? await file.text() : file).toBe('first second')
  expect(sent.map(([, bytes]) => bytes)).toEqual([6, 12])
})

test('events that arrive in pieces are read whole, heartbeats are passed over', async () => {
  const text =
    ': connected\n\nevent: text-delta\ndata: {"type":"text-delta","text":"Flüsse"}\n\n: heartbeat\n\nevent: text-delta\ndata: {"type":"text-delta","text":"."}\n\n'
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  const { client } = clientOf(() => new Response(body))
  const events: unknown[] = []
  for await (const event of client.askStream({ question: 'x' })) events.push(event)
  expect(events).toEqual([
    { type: 'text-delta', text: 'Flüsse' },
    { type: 'text-delta', text: '.' },
  ])
})

test('no two addresses are the same', () => {
  const addresses = Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path}`)
  expect(new Set(addresses).size).toBe(addresses.length)
})
