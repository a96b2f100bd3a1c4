import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { ImitatedCollection } from './imitated-collection.ts'

/** A request with its answer, as a test looks at it. */
export interface Exchange {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly status: number
  readonly answer: unknown
}

export interface ImitatedQdrantOptions {
  /** Requests must carry it. */
  readonly key?: string
  readonly onExchange?: (exchange: Exchange) => void
}

export interface ImitatedQdrant {
  readonly url: string
  readonly collections: ReadonlyMap<string, ImitatedCollection>
  /** For tests: deletes a collection behind everybody's back. */
  loseCollection(name: string): void
  /** For tests: answers so many requests with 503, or all until told otherwise. */
  fail(requests: number): void
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

const Actions = z.strictObject({
  actions: z.array(
    z.union([
      z.strictObject({ delete_alias: z.strictObject({ alias_name: z.string() }) }),
      z.strictObject({ create_alias: z.strictObject({ alias_name: z.string(), collection_name: z.string() }) }),
    ]),
  ),
})

const ok = (result: unknown): Answer => ({ status: 200, body: { result, status: 'ok', time: 0.001 } })
const refused = (status: number, error: string): Answer => ({
  status,
  body: { status: { error }, result: null, time: 0.001 },
})

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) if (Buffer.isBuffer(part)) parts.push(part)
  const text = Buffer.concat(parts).toString()
  return text === '' ? undefined : JSON.parse(text)
}

/** What collections there are, under which names. */
class Routes {
  readonly collections = new Map<string, ImitatedCollection>()
  readonly aliases = new Map<string, string>()

  answer(method: string, path: string, body: unknown): Answer {
    const [, first = '', rawName, ...rest] = path.split('/')
    const name = rawName === undefined ? undefined : decodeURIComponent(rawName)
    if (first === 'aliases') {
      const aliases = [...this.aliases].map(([alias, collection]) => ({
        alias_name: alias,
        collection_name: collection,
      }))
      return ok({ aliases })
    }
    if (first !== 'collections') return refused(404, 'Not found')
    if (name === undefined) return ok({ collections: [...this.collections.keys()].map((one) => ({ name: one })) })
    if (name === 'aliases' && method === 'POST') return this.#alias(body)
    if (rest.length === 0 && method !== 'GET') return this.#wholeCollection(method, name, body)
    const collection = this.collections.get(this.aliases.get(name) ?? name)
    if (collection === undefined) return refused(404, `Not found: Collection \`${name}\` doesn't exist!`)
    return this.#inCollection(collection, `${method} ${rest.join('/')}`, body)
  }

  #wholeCollection(method: string, name: string, body: unknown): Answer {
    if (method === 'DELETE') return ok(this.collections.delete(name))
    if (this.collections.has(name)) return refused(409, `Wrong input: Collection \`${name}\` already exists!`)
    this.collections.set(name, new ImitatedCollection(body))
    return ok(true)
  }

  #alias(body: unknown): Answer {
    for (const action of Actions.parse(body).actions) {
      if ('delete_alias' in action) this.aliases.delete(action.delete_alias.alias_name)
      else this.aliases.set(action.create_alias.alias_name, action.create_alias.collection_name)
    }
    return ok(true)
  }

  #inCollection(collection: ImitatedCollection, what: string, body: unknown): Answer {
    switch (what) {
      case 'GET ':
        return ok(collection.info())
      case 'PUT index':
        return ok(collection.index(z.looseObject({ field_name: z.string() }).parse(body).field_name))
      case 'POST points':
        return ok(collection.retrieve(body))
      case 'POST points/query':
        return ok(collection.query(body))
      case 'POST points/count':
        return ok(collection.count(z.strictObject({ filter: z.unknown(), exact: z.boolean() }).parse(body)))
      case 'POST points/batch':
        return ok(collection.change(z.strictObject({ operations: z.unknown() }).parse(body).operations))
      case 'POST facet':
        return ok(collection.facet(body))
      default:
        return refused(404, 'Not found')
    }
  }
}

/**
 * Stands in for a Qdrant server where none can be installed: really computes what the adapters ask for, by looking at every
 * point, and refuses what a server refuses. On a free port of this machine, in memory.
 */
export async function startImitatedQdrant(options: ImitatedQdrantOptions = {}): Promise<ImitatedQdrant> {
  const routes = new Routes()
  let failing = 0

  function answerTo(request: IncomingMessage, path: string, body: unknown): Answer {
    if (failing > 0) {
      failing -= 1
      return refused(503, 'Service unavailable')
    }
    const { key } = options
    if (key !== undefined && request.headers['api-key'] !== key) return refused(401, 'Must provide an API key')
    try {
      return routes.answer(request.method ?? '', path, body)
    } catch (cause) {
      return refused(400, cause instanceof Error ? cause.message : String(cause))
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const respond = async (): Promise<void> => {
      const body = await readBody(request)
      const answer = answerTo(request, url.pathname, body)
      options.onExchange?.({
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body,
        status: answer.status,
        answer: answer.body,
      })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
    }
    respond().catch((cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    collections: routes.collections,
    loseCollection: (name) => void routes.collections.delete(name),
    fail(requests) {
      failing = requests
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
