import { setTimeout as wait } from 'node:timers/promises'
import { LearnPathError } from '@learnpath/contracts'
import { Agent, request } from 'undici'
import { type CircuitBreaker, createCircuitBreaker } from '../../kernel/resilience/circuit-breaker.ts'
import { wordsOf } from '../../kernel/streams/service-words.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Metrics } from '../../ports/metrics.ts'

export interface QdrantConnectionOptions {
  /** Base address; a path in it is kept. */
  readonly url: string
  /** Sent as `api-key`; never logged, never part of an error. */
  readonly key: string | null
  /** For one answer to a search. Changes may take `CHANGE_PATIENCE` times as long. */
  readonly timeoutMs: number
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly metrics: Pick<Metrics, 'qdrantAnswered'>
  /** Before the second attempt; twice as long before each further one. Default 100 ms. */
  readonly retryDelayMs?: number
}

/** Searches are tried twice, since somebody waits; changes, which may be made twice, for as long as a restart takes. */
export type QdrantPatience = 'search' | 'change'

export interface QdrantRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** From the base address, with its query. */
  readonly path: string
  readonly body?: unknown
  /** Name of the metric's label. */
  readonly operation: string
  readonly patience?: QdrantPatience
}

export interface QdrantConnection {
  /** Scheme, host and path, without anything secret. */
  readonly name: string
  /**
   * The `result` of the answer; undefined when what is asked for is not there (404).
   * @throws LP_QDRANT_UNREACHABLE, LP_QDRANT_REFUSED, LP_QDRANT_FAILED
   */
  ask(asked: QdrantRequest): Promise<unknown>
  /** Null as long as the server answers; else what the last attempt failed with. */
  trouble(): LearnPathError | null
  close(): Promise<void>
}

const CONNECTIONS = 16
const CHANGE_PATIENCE = 6
const ATTEMPTS: Readonly<Record<QdrantPatience, number>> = { search: 2, change: 6 }
const RETRY_DELAY_MS = 100
const COME_BACK_LATER = new Set([408, 429, 500, 502, 503, 504])
const SENDS_JSON = { 'content-type': 'application/json' }
const MS_PER_SECOND = 1000

type Outcome = { readonly result: unknown } | { readonly failure: LearnPathError; readonly again: boolean }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Who asked for more than a status says what is missing.
  }
}

function resultOf(parsed: unknown): unknown {
  return typeof parsed === 'object' && parsed !== null && 'result' in parsed ? parsed.result : null
}

/** Qdrant puts what is wrong into `status.error`. */
function complaintOf(parsed: unknown, text: string): string {
  const status = typeof parsed === 'object' && parsed !== null && 'status' in parsed ? parsed.status : null
  return wordsOf(status ?? parsed, text)
}

/** HTTP with JSON to a Qdrant server. Redirects are not followed: the key is for one host. */
export function createQdrantConnection(options: QdrantConnectionOptions): QdrantConnection {
  const { clock, metrics, key } = options
  const { origin, pathname } = new URL(options.url)
  const base = `${origin}${pathname.replace(/\/+$/u, '')}`
  const agent = new Agent({ connections: CONNECTIONS })
  const breaker: CircuitBreaker = createCircuitBreaker({ failures: 3, openMs: 500, longestOpenMs: 10_000 })
  let trouble: LearnPathError | null = null

  const withoutKey = (words: string): string => (key === null || key === '' ? words : words.replaceAll(key, '[key]'))

  function refusal(status: number, words: string): LearnPathError {
    const detail = `${base} answers ${status}${words === '' ? '' : `: ${withoutKey(words)}`}`
    if (status === 401 || status === 403) return new LearnPathError('LP_QDRANT_REFUSED', { detail })
    if (COME_BACK_LATER.has(status)) return new LearnPathError('LP_QDRANT_UNREACHABLE', { detail })
    return new LearnPathError('LP_QDRANT_FAILED', { detail })
  }

  function unreachable(cause: unknown, isTimeUp: boolean): LearnPathError {
    const late = isTimeUp ? 'does not answer in time' : null
    const { code } = cause instanceof Error && 'code' in cause ? cause : { code: undefined }
    const reason = typeof code === 'string' ? code : cause instanceof Error ? cause.name : 'unknown'
    return new LearnPathError('LP_QDRANT_UNREACHABLE', {
      detail: `${base} ${late ?? `cannot be reached (${reason})`}`,
      cause,
    })
  }

  async function attempt({ method, path, body, patience }: QdrantRequest): Promise<Outcome> {
    const timeLimit = AbortSignal.timeout(options.timeoutMs * (patience === 'change' ? CHANGE_PATIENCE : 1))
    try {
      const response = await request(`${base}${path}`, {
        method,
        dispatcher: agent,
        headers: { ...(body !== undefined && SENDS_JSON), ...(key !== null && { 'api-key': key }) },
        body: body === undefined ? null : JSON.stringify(body),
        signal: timeLimit,
      })
      const text = await response.body.text()
      const parsed = parseJson(text)
      const { statusCode: status } = response
      if (status >= 200 && status < 300) return { result: resultOf(parsed) }
      if (status === 404) return { result: undefined }
      return { failure: refusal(status, complaintOf(parsed, text)), again: COME_BACK_LATER.has(status) }
    } catch (cause) {
      return { failure: unreachable(cause, timeLimit.aborted), again: true }
    }
  }

  /** One attempt that is counted: by the metrics, and by what keeps others from waiting for a server that is down. */
  async function countedAttempt(asked: QdrantRequest): Promise<Outcome> {
    const startedAt = clock.monotonicMs()
    const outcome = await attempt(asked)
    const now = clock.monotonicMs()
    const isFailure = 'failure' in outcome
    metrics.qdrantAnswered(
      { operation: asked.operation, outcome: isFailure ? 'failed' : 'answered' },
      (now - startedAt) / MS_PER_SECOND,
    )
    trouble = isFailure ? outcome.failure : null
    if (isFailure && outcome.again) breaker.failed(now)
    else breaker.succeeded()
    return outcome
  }

  return {
    name: base,
    async ask(asked) {
      const patience = asked.patience ?? 'search'
      let delayMs = options.retryDelayMs ?? RETRY_DELAY_MS
      for (let made = 1; ; made += 1) {
        if (patience === 'search' && !breaker.allows(clock.monotonicMs())) {
          throw trouble ?? new LearnPathError('LP_QDRANT_UNREACHABLE')
        }
        const outcome = await countedAttempt(asked)
        if ('result' in outcome) return outcome.result
        if (!outcome.again || made >= ATTEMPTS[patience]) throw outcome.failure
        await wait(delayMs)
        delayMs *= 2
      }
    },
    trouble: () => trouble,
    async close() {
      await agent.close()
    },
  }
}
