// The official client against the HTTP form, both versions of the protocol, without a socket.
import { createClient } from '@learnpath/contracts'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterEach, describe, expect, test } from 'vitest'
import { createMcpHttpHandler } from './http-handler.ts'

const BASE = 'http://127.0.0.1:8080'
const encoder = new TextEncoder()
const READING = 'event: sources-found\ndata: {"type":"sources-found","engine":"a","searchedFor":"x","sources":[]}\n\n'

let client: Client | null = null
afterEach(async () => await client?.close())

interface Slow {
  readonly client: Client
  /** Resolves when LearnPath was told that nobody waits for the answer any more. */
  readonly givenUp: Promise<void>
  /** Cuts the connection of the call that runs, as a host that goes away does. */
  readonly cut: () => void
}

/** A LearnPath that reads and never answers. */
async function slowLibrary(mode: 'legacy' | 'auto'): Promise<Slow> {
  let giveUp = (): void => undefined
  const givenUp = new Promise<void>((resolve) => (giveUp = resolve))
  const library = createClient({
    baseUrl: BASE,
    fetch: async () =>
      await Promise.resolve(
        new Response(
          new ReadableStream<Uint8Array>({
            start: (controller) => controller.enqueue(encoder.encode(READING)),
            cancel: () => giveUp(),
          }),
        ),
      ),
  })
  const handler = createMcpHttpHandler({ version: '1', client: library, onError: () => undefined })
  let connection = new AbortController()
  const transport = new StreamableHTTPClientTransport(new URL(`${BASE}/mcp`), {
    fetch: async (url, init) => {
      connection = new AbortController()
      const signal = AbortSignal.any([connection.signal, ...(init?.signal ? [init.signal] : [])])
      return await handler(new Request(url, { ...init, signal }))
    },
  })
  client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(transport)
  return { client, givenUp, cut: () => connection.abort() }
}

const ASK = { name: 'ask', arguments: { question: 'Why?' } }

describe('a call over HTTP', () => {
  test('that is cancelled ends the work', async () => {
    const { client: host, givenUp } = await slowLibrary('auto')
    const leaving = new AbortController()
    const call = host.callTool(ASK, { signal: leaving.signal, onprogress: () => leaving.abort() })
    await expect(call).rejects.toThrow(/abort/iu)
    await expect(givenUp).resolves.toBeUndefined()
  })

  test.each(['legacy', 'auto'] as const)(
    'tells how far it is, and ends the work when the host goes (%s)',
    async (mode) => {
      const { client: host, givenUp, cut } = await slowLibrary(mode)
      const told: string[] = []
      const call = host.callTool(ASK, {
        timeout: 5000,
        onprogress({ message }) {
          told.push(message ?? '')
          cut()
        },
      })
      await Promise.all([givenUp, call.catch(() => undefined)])
      expect(told).toEqual(['a reads 0 passages'])
    },
  )
})
