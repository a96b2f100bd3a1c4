import { setTimeout as wait } from 'node:timers/promises'
import { LearnPathError } from '@learnpath/contracts'
import { request } from 'undici'
import type { InferencePriority } from '../../ports/embedder.ts'
import { wordsOf } from '../../kernel/streams/service-words.ts'

export interface RemoteServiceOptions {
  /** Base address; a path in it is kept. */
  readonly url: string
  /** Sent as bearer token; never logged, never part of an error. */
  readonly key: string | null
  /** For one answer. Default 60 s. */
  readonly timeoutMs?: number
  /** Before the second attempt; twice as long before each further one. Default 250 ms. */
  readonly retryDelayMs?: number
}

export interface Question {
  readonly path: string
  /** Sent as JSON by POST; without one it is a GET. */
  readonly body?: unknown
  readonly priority?: InferencePriority | undefined
  readonly signal?: AbortSignal | undefined
}

/** What a service said, unless it was to come back later. */
export interface ServiceAnswer {
  readonly ok: boolean
  readonly status: number
  /** Parsed; null when it is not JSON. */
  readonly body: unknown
  /** What it says in words, without the key; for errors. */
  readonly words: string
}

export interface ServiceConnection {
  /** Scheme, host and path, without anything secret. */
  readonly name: string
  /**
   * Asks again while the service cannot be reached or has too much to do: for a person's query once, for documents for about a
   * minute. @throws LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY, the reason of the signal
   */
  ask(question: Question): Promise<ServiceAnswer>
  /** As `ask`; every answer that is not a success is an error. */
  askOk(question: Question): Promise<unknown>
}

const TIMEOUT_MS = 60_000
const RETRY_DELAY_MS = 250
const LONGEST_DELAY_MS = 20_000
const ATTEMPTS: Readonly<Record<InferencePriority, number>> = { query: 2, ingestion: 8 }
/** Longer than this nobody waits for a search. */
const LONGEST_QUERY_DELAY_MS = 1000
const COME_BACK_LATER = new Set([429, 502, 503, 504])

interface Attempt {
  readonly answer: ServiceAnswer | null
  readonly failure: LearnPathError | null
  readonly retryAfterMs: number | null
}

/** HTTP with JSON to a service that runs models. Redirects are not followed: the key is for one host. */
export function createServiceConnection(options: RemoteServiceOptions): ServiceConnection {
  const { origin, pathname } = new URL(options.url)
  const base = `${origin}${pathname.replace(/\/+$/u, '')}`

  async function attempt({ path, body, signal }: Question): Promise<Attempt> {
    const timeLimit = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
    try {
      const response = await request(`${base}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(options.key === null ? {} : { authorization: `Bearer ${options.key}` }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal === undefined ? timeLimit : AbortSignal.any([signal, timeLimit]),
      })
      const text = await response.body.text()
      const { statusCode: status, headers } = response
      const parsed = parseJson(text)
      const words = withoutKey(wordsOf(parsed, text), options.key)
      const answer = { ok: status >= 200 && status < 300, status, body: parsed, words }
      if (!COME_BACK_LATER.has(status)) return { answer, failure: null, retryAfterMs: null }
      return { answer: null, failure: refusal(base + path, answer), retryAfterMs: retryAfterOf(headers['retry-after']) }
    } catch (cause) {
      signal?.throwIfAborted()
      return { answer: null, failure: unreachable(base, cause, timeLimit.aborted), retryAfterMs: null }
    }
  }

  async function ask(question: Question): Promise<ServiceAnswer> {
    const priority = question.priority ?? 'query'
    let delayMs = options.retryDelayMs ?? RETRY_DELAY_MS
    for (let made = 1; ; made += 1) {
      const { answer, failure, retryAfterMs } = await attempt(question)
      if (answer !== null) return answer
      const waitMs = Math.min(retryAfterMs ?? delayMs, LONGEST_DELAY_MS)
      const tooLate = priority === 'query' && waitMs > LONGEST_QUERY_DELAY_MS
      if (made >= ATTEMPTS[priority] || tooLate) throw failure ?? new LearnPathError('LP_INFERENCE_REMOTE')
      await waitUnlessAborted(waitMs, question.signal)
      delayMs *= 2
    }
  }

  return {
    name: base,
    ask,
    async askOk(question) {
      const answer = await ask(question)
      if (!answer.ok) throw refusal(base + question.path, answer)
      return answer.body
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Who asked for more than a status says what is missing.
  }
}

const withoutKey = (words: string, key: string | null): string =>
  key === null || key === '' ? words : words.replaceAll(key, '[key]')

/** The error for an answer that is not a success. */
export function refusal(address: string, { status, words }: ServiceAnswer): LearnPathError {
  const detail = `${address} answers ${status}${words === '' ? '' : `: ${words}`}`
  if (status === 429) return new LearnPathError('LP_INFERENCE_BUSY', { detail, retryAfterSeconds: 5 })
  return new LearnPathError('LP_INFERENCE_REMOTE', { detail })
}

function unreachable(base: string, cause: unknown, timeUp: boolean): LearnPathError {
  if (timeUp) return new LearnPathError('LP_INFERENCE_REMOTE', { detail: `${base} does not answer in time`, cause })
  const { code } = cause instanceof Error && 'code' in cause ? cause : { code: undefined }
  const reason = typeof code === 'string' ? code : cause instanceof Error ? cause.name : 'unknown'
  return new LearnPathError('LP_INFERENCE_REMOTE', { detail: `${base} cannot be reached (${reason})`, cause })
}

/** Seconds only: a date would need a clock that both sides agree on. */
function retryAfterOf(header: string | string[] | undefined): number | null {
  const seconds = Number(typeof header === 'string' ? header : Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

async function waitUnlessAborted(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(ms, undefined, signal === undefined ? {} : { signal })
  } catch (cause) {
    signal?.throwIfAborted()
    throw cause
  }
}
