import { setMaxListeners } from 'node:events'
import type { IncomingMessage } from 'node:http'
import {
  LearnPathError,
  type AnswerOf,
  type BodyOf,
  type Endpoint,
  type PathParams,
  type QueryOf,
} from '@learnpath/contracts'
import { Hono, type Context } from 'hono'
import type { Clock } from '../ports/clock.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Tracer } from '../ports/tracer.ts'
import type { AccessGate } from './access-gate.ts'
import type { Caller } from '../ports/caller.ts'
import { createAnswering } from './answering.ts'
import { createConcurrencyLimit } from './concurrency-limit.ts'
import type { Bindings } from './edge-bindings.ts'
import { TIME_LEFT_HEADER } from './forwarding/forwarded-headers.ts'
import { guardOrigin } from './origin-guard.ts'
import { JsonBytes } from './json-bytes.ts'
import { queryOf, readJson, validate } from './read-request.ts'
import { refuseNulInAddress } from './refuse-nul.ts'
import type { RequestLimits } from './request-limits.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { withinTime } from './time-limit.ts'

/** What a handler gets: validated input, and a signal that fires when the caller leaves or the time is up. */
export interface Call<E extends Endpoint> {
  readonly params: PathParams<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly request: Request
  /** The socket's own request, where there is one: streams of it skip a conversion. */
  readonly incoming: IncomingMessage | null
  /** Nobody who is known as long as there is no identity. */
  readonly caller: Caller
  readonly signal: AbortSignal
}

type Given<E extends Endpoint> = AnswerOf<E> | JsonBytes | Response
export type Handler<E extends Endpoint> = (call: Call<E>) => Given<E> | Promise<Given<E>>

/** A request as it came, with its id. */
export interface PassedRequest {
  readonly request: Request
  /** The socket's own request, where there is one. */
  readonly incoming: IncomingMessage | null
  readonly requestId: string
}
export type PassHandler = (passed: PassedRequest, caller: Caller) => Promise<Response>

/** HTML and other things for people; not part of the described interface. */
export type PageHandler = (request: Request) => Response | Promise<Response>

export interface EdgeOptions {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
  /** Absent: nobody collects traces. */
  readonly tracer?: Tracer
  readonly requestTimeoutMs: number
  readonly maxConcurrentRequests: number
  /** Who may do what; without it everybody who reaches the server may do everything. */
  readonly access?: AccessGate
  /** How often; without it as often as they like. */
  readonly limits?: RequestLimits
  /** Where browsers find the server, besides this machine's own names. */
  readonly publicUrl?: URL
  /** Who may come in at all, health and metrics aside. Default: programs of this machine, and pages of this server. */
  readonly guard?: (request: Request) => Promise<void>
}

/** The outside of the server: everything that is the same for every address. */
export interface Edge {
  handle<E extends Endpoint>(endpoint: E, handler: Handler<E>): void
  /** Gives requests for the address on as they are: nothing is checked, and no time is set. */
  pass(endpoint: Endpoint, handler: PassHandler): void
  page(path: string, handler: PageHandler): void
  /** Answers with a problem when anything fails; never rejects. */
  fetch(request: Request, incoming?: IncomingMessage): Promise<Response>
  /** Everything mounted by `handle`, in order. */
  readonly endpoints: readonly Endpoint[]
  /** It still answers, but is about to stop: nobody should send it anything new. */
  readonly draining: boolean
  /** From now on says to those who ask after its health that it stops, and goes on answering. */
  drain(): void
  /** Aborted by `stopTaking`: ends streams that would otherwise never end. */
  readonly stopping: AbortSignal
  requestsRunning(): number
  /** From now on new requests but those for /health and /metrics are refused. */
  stopTaking(): void
}

type EdgeContext = Context<{ Bindings: Bindings }>

/** Addresses that must answer while the server is full or stopping. */
const ALWAYS_OPEN = new Set(['/health/live', '/health/ready', '/metrics'])
const NOBODY: Caller = { principal: null, address: null }
const JSON_HEADERS = { 'content-type': 'application/json', ...SECURITY_HEADERS } as const

export function createEdge(options: EdgeOptions): Edge {
  const { publicUrl, guard } = options
  const app = new Hono<{ Bindings: Bindings }>()
  const limit = createConcurrencyLimit(options.maxConcurrentRequests)
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // Each stream of events listens, and there may be many.
  const endpoints: Endpoint[] = []
  let isDraining = false

  const methodsAt = (pathname: string): string[] => [
    ...new Set(endpoints.filter(({ path }) => patternOf(path).test(pathname)).map(({ method }) => method)),
  ]

  async function guarded(request: Request, bindings: Bindings): Promise<Response> {
    const { pathname } = new URL(request.url)
    // Whoever watches over a server that others reach names it by its address.
    if (guard !== undefined) {
      if (!ALWAYS_OPEN.has(pathname)) await guard(request)
    } else if (publicUrl === undefined || !ALWAYS_OPEN.has(pathname)) guardOrigin(request, publicUrl)
    if (ALWAYS_OPEN.has(pathname)) return await app.fetch(request, bindings)
    if (stopping.signal.aborted) throw new LearnPathError('LP_SERVER_STOPPING')
    return await limit.run(async () => await app.fetch(request, bindings))
  }

  app.notFound((context) => {
    const { method, path } = context.req
    const code = methodsAt(path).length === 0 ? 'LP_ROUTE_NOT_FOUND' : 'LP_METHOD_NOT_ALLOWED'
    throw new LearnPathError(code, { detail: `${method} ${path}` })
  })
  app.onError((failure) => {
    throw failure // One place turns failures into answers: `fetch` below.
  })

  return {
    endpoints,
    fetch: createAnswering(options, { guarded, methodsAt }),
    stopping: stopping.signal,
    handle(endpoint, handler) {
      endpoints.push(endpoint)
      app.on(endpoint.method, honoPath(endpoint.path), async (context) => {
        context.env.endpoint = endpoint.path
        return await run(endpoint, handler, context, options)
      })
    },
    pass(endpoint, handler) {
      endpoints.push(endpoint)
      app.on(endpoint.method, honoPath(endpoint.path), async (context) => {
        const { env, req } = context
        env.endpoint = endpoint.path
        const { incoming, requestId } = env
        const passed = { request: req.raw, incoming: incoming ?? null, requestId }
        return await admitted(endpoint, context, options, async (caller) => await handler(passed, caller))
      })
    },
    page(path, handler) {
      app.get(path, async (context) => {
        context.env.endpoint = path
        return await handler(context.req.raw)
      })
    },
    get draining() {
      return isDraining
    },
    drain() {
      isDraining = true
    },
    stopTaking() {
      isDraining = true
      stopping.abort()
    },
    requestsRunning: () => limit.running(),
  }
}

/** Who forwards a request says how long the answer is waited for: nobody needs it later. */
function timeFor({ headers }: Request, longestMs: number): number {
  const leftMs = Number(headers.get(TIME_LEFT_HEADER) ?? Number.NaN)
  return leftMs > 0 ? Math.min(longestMs, leftMs) : longestMs
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')
const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)

/** Does the work if whoever asks may have it done, and not too often. */
async function admitted<Answer>(
  endpoint: Endpoint,
  { req, env }: EdgeContext,
  { access, limits, guard }: EdgeOptions,
  work: (caller: Caller) => Promise<Answer>,
): Promise<Answer> {
  refuseNulInAddress(req.url)
  const { incoming } = env
  const count = async (caller: Caller) =>
    await limits?.take({ endpoint, caller, incoming }, (headers) => void (env.rateHeaders = headers))
  const counted = async (caller: Caller) => {
    if (limits !== undefined) await count(caller)
    return await work(caller)
  }
  // Whoever reaches a service behind a gateway, such as Prometheus or the probe of a cluster, has no gateway to vouch for it.
  const isOpen = guard !== undefined && ALWAYS_OPEN.has(endpoint.path)
  if (access === undefined || isOpen) return await counted(NOBODY)
  return await access.admit({ endpoint, request: req.raw, incoming, params: req.param() }, counted, count)
}

/** Validates, calls the handler within its time, and makes the answer. */
async function run<E extends Endpoint>(
  endpoint: E,
  handler: Handler<E>,
  context: EdgeContext,
  options: EdgeOptions,
): Promise<Response> {
  const request = context.req.raw
  const incoming = context.env.incoming ?? null
  const call = async (caller: Caller, signal: () => AbortSignal) => {
    const input = {
      params: context.req.param(),
      query: endpoint.query === undefined ? undefined : validate(endpoint.query, queryOf(request), 'query'),
      body:
        endpoint.body === undefined
          ? undefined
          : validate(endpoint.body, await readJson(request, incoming, endpoint), 'body'),
      request,
      incoming,
      caller,
      get signal() {
        return signal()
      },
    }
    return await handler(input as unknown as Call<E>)
  }
  const whenLeft = () => request.signal
  const withinItsTime = async (caller: Caller) =>
    endpoint.unbounded === true
      ? await call(caller, whenLeft)
      : await withinTime(
          timeFor(request, options.requestTimeoutMs),
          whenLeft,
          async (signal) => await call(caller, signal),
        )
  const answer = await admitted(endpoint, context, options, withinItsTime)
  if (answer instanceof Response) return answer
  if (endpoint.answer === 'nothing') return new Response(null, { status: 204 })
  const body = answer instanceof JsonBytes ? answer.bytes : JSON.stringify(answer)
  const { env } = context
  env.hasAllHeaders = true
  return new Response(body, { status: endpoint.status, headers: { ...JSON_HEADERS, 'x-request-id': env.requestId } })
}
