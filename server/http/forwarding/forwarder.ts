import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { LearnPathError } from '@learnpath/contracts'
import type { Dispatcher } from 'undici'
import { createRetryBudget } from '../../kernel/resilience/retry-budget.ts'
import type { Clock } from '../../ports/clock.ts'
import { forwardedHeaders, returnedHeaders, type Forwarded } from './forwarded-headers.ts'
import { forwardedBody, type ForwardedBody } from './forwarded-body.ts'
import { failureCode, problemCode, wasNeverSent } from './forwarding-failures.ts'
import type { Upstream, UpstreamState } from './upstream.ts'

export interface ForwarderOptions {
  /** What the service is called to people and in metrics. */
  readonly service: string
  readonly upstreams: readonly Upstream[]
  readonly clock: Clock
  /** Called with each attempt: `answered` also for errors of the caller. */
  readonly onAttempt?: (outcome: AttemptOutcome) => void
}

export type AttemptOutcome = 'answered' | 'stopping' | 'busy' | 'lost' | 'refused'

export interface Forwarding extends Forwarded {
  /** Whether asking twice does no harm although the method says nothing of it, as with a search that is posted. */
  readonly repeatable: boolean
  /** The socket's own request, where there is one. */
  readonly incoming: IncomingMessage | null
}

/** Hands requests on to the processes of a service. */
export interface Forwarder {
  /** The service's answer, as a stream. @throws LP_SERVICE_UNAVAILABLE, LP_SERVICE_TIMEOUT, LP_REQUEST_CANCELLED */
  forward(request: Request, forwarding: Forwarding): Promise<Response>
}

const BUDGET = { share: 0.1, reserve: 10 }
const MOST_RETRIES = 2
/** Answers up to this size are taken whole: cheaper than a stream, and one that breaks off half-way can be asked for again. */
const SMALL_ANSWER_BYTES = 65_536
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 304])
/** Who is asked first. */
const RANK: Readonly<Record<UpstreamState, number>> = { ready: 0, unknown: 0, stopping: 1, unreachable: 2 }

/** `stopping` and `busy`: it has said that it did nothing; `lost`: nobody knows what it did. */
type Attempt =
  | { readonly kind: 'answered'; readonly response: Response }
  | { readonly kind: 'stopping' | 'busy'; readonly response: Response }
  | { readonly kind: 'lost'; readonly arrived: boolean; readonly cause: unknown }

type Unanswered = Exclude<Attempt, { kind: 'answered' }>

interface Sending {
  readonly request: Request
  readonly body: ForwardedBody
  readonly forwarding: Forwarding
  readonly until: number | null
}

/**
 * Takes the processes in turn. What one of them did not do is tried at another when that is safe: it said that it did nothing, the request
 * never arrived, or asking twice does no harm; what costs a try that may have been for nothing only within a budget of retries. A process
 * that fails again and again is left alone for a while.
 */
export function createForwarder({ service, upstreams, clock, onAttempt }: ForwarderOptions): Forwarder {
  const budget = createRetryBudget(BUDGET)
  let next = 0

  function choose(tried: ReadonlySet<Upstream>): Upstream | null {
    next += 1
    const inTurn = upstreams.map((_, index) => upstreams[(next + index) % upstreams.length])
    const candidates = inTurn
      .filter((upstream) => upstream !== undefined)
      .filter((upstream) => !tried.has(upstream) && !upstream.breaker.isOpen(clock.monotonicMs()))
      .toSorted((one, other) => RANK[one.health().state] - RANK[other.health().state])
    const [best] = candidates
    return best?.breaker.allows(clock.monotonicMs()) === true ? best : null
  }

  async function attempt(upstream: Upstream, { request, body, forwarding, until }: Sending): Promise<Attempt> {
    const timeLeftMs = until === null ? null : until - clock.monotonicMs()
    const { pathname, search } = new URL(request.url)
    try {
      const data = await upstream.send({
        method: request.method,
        path: `${pathname}${search}`,
        headers: forwardedHeaders(request, { ...forwarding, timeLeftMs }),
        body: body.take(),
        signal: request.signal,
        timeLeftMs,
      })
      const response = await responseOf(data)
      upstream.breaker.succeeded()
      const kind = await kindOf(response)
      if (kind === 'stopping') upstream.isStopping()
      return { kind, response }
    } catch (cause) {
      if (request.signal.aborted) {
        // Who left says nothing of the service, but the trial has to end.
        upstream.breaker.succeeded()
        throw new LearnPathError('LP_REQUEST_CANCELLED', { cause })
      }
      upstream.breaker.failed(clock.monotonicMs())
      const isLate = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].includes(failureCode(cause))
      if (isLate) throw new LearnPathError('LP_SERVICE_TIMEOUT', { detail: `${service} does not answer`, cause })
      return { kind: 'lost', arrived: !wasNeverSent(cause), cause }
    }
  }

  function mayRepeat({ request, body, forwarding }: Sending, result: Unanswered): boolean {
    if (!body.whole) return false
    if (result.kind === 'stopping') return true
    const isSafe = result.kind !== 'lost' || !result.arrived || forwarding.repeatable
    return (isSafe || SAFE_METHODS.has(request.method)) && budget.spend()
  }

  /** A body that streams cannot be sent twice: who is to get it is asked before. */
  async function lookFirst(body: ForwardedBody): Promise<void> {
    if (!body.whole) await Promise.all(upstreams.map(async (upstream) => await upstream.look()))
  }

  return {
    async forward(request, forwarding) {
      budget.earn()
      const { timeLeftMs, incoming } = forwarding
      const until = timeLeftMs === null ? null : clock.monotonicMs() + timeLeftMs
      const body = await forwardedBody(request, incoming)
      await lookFirst(body)
      const sending: Sending = { request, body, forwarding, until }
      const tried = new Set<Upstream>()
      let before: Unanswered | null = null
      for (let retries = 0; ; retries += 1) {
        // Of one that is alone a connection may have ended while the process lives.
        const upstream: Upstream | null = choose(tried) ?? (before?.kind === 'lost' ? choose(new Set()) : null)
        if (upstream === null) {
          onAttempt?.('refused')
          return conclude(before, service)
        }
        tried.add(upstream)
        const result = await attempt(upstream, sending)
        onAttempt?.(result.kind)
        if (result.kind === 'answered') return result.response
        before = result
        if (retries === MOST_RETRIES || !mayRepeat(sending, result)) return conclude(result, service)
      }
    },
  }
}

/** @throws LP_SERVICE_UNAVAILABLE unless a process at least said why it does not serve */
function conclude(result: Unanswered | null, service: string): Response {
  if (result?.kind === 'busy') return result.response
  const detail = result?.kind === 'stopping' ? `${service} is being restarted` : `${service} does not answer`
  throw new LearnPathError('LP_SERVICE_UNAVAILABLE', {
    detail,
    cause: result?.kind === 'lost' ? result.cause : undefined,
  })
}

async function responseOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Response> {
  const init = { status: statusCode, headers: returnedHeaders(headers) }
  if (WITHOUT_BODY.has(statusCode)) {
    await body.dump()
    return new Response(null, init)
  }
  const length = Number(headers['content-length'] ?? Number.NaN)
  if (length <= SMALL_ANSWER_BYTES) return new Response(await body.arrayBuffer(), init)
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, init)
}

async function kindOf(response: Response): Promise<'answered' | 'stopping' | 'busy'> {
  if (response.status !== 503) return 'answered'
  const code = await problemCode(response.clone())
  if (code === 'LP_SERVER_STOPPING') return 'stopping'
  // Without a problem it was not LearnPath that answered, but something in front of it.
  return code === 'LP_SERVER_BUSY' || code === null ? 'busy' : 'answered'
}
