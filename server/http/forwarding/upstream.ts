import { LearnPathError } from '@learnpath/contracts'
import type { Readable } from 'node:stream'
import { Health } from '@learnpath/contracts'
import { Pool, type Dispatcher } from 'undici'
import { createCircuitBreaker, type CircuitBreaker } from '../../kernel/resilience/circuit-breaker.ts'
import type { Clock } from '../../ports/clock.ts'
import { failureCode } from './forwarding-failures.ts'

/** `unknown` until it was looked at for the first time. */
export type UpstreamState = 'unknown' | 'ready' | 'stopping' | 'unreachable'

export interface UpstreamHealth {
  readonly state: UpstreamState
  /** Of LearnPath there; null until it has answered. */
  readonly version: string | null
  /** Of the last look that was answered; null until one was. */
  readonly latencyMs: number | null
}

export interface UpstreamRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Buffer | Readable | null
  readonly signal: AbortSignal
  /** Null for work that takes as long as it takes. */
  readonly timeLeftMs: number | null
}

/** One process of a service. */
export interface Upstream {
  readonly url: string
  readonly breaker: CircuitBreaker
  health(): UpstreamHealth
  /** Its answer once the headers are there. */
  send(request: UpstreamRequest): Promise<Dispatcher.ResponseData>
  /** It has said, or shown, that it is on its way out. */
  isStopping(): void
  /** Asks it how it is. Never rejects. */
  look(): Promise<void>
  close(): Promise<void>
}

const BREAKER = { failures: 5, openMs: 500, longestOpenMs: 8000 }
const CONNECT_TIMEOUT_MS = 2000
const LOOK_TIMEOUT_MS = 1000
/** Looks in a row without an answer after which it counts as unreachable. */
const MISSES_UNREACHABLE = 2
const REFUSED = 'ECONNREFUSED'
const CONNECTION_ENDED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])
/** And after which everything that waits for it is given up: it is not slow but gone, and nobody says so on a network that is cut. */
const MISSES_CUT = 8

export function createUpstream({ url, clock }: { readonly url: string; readonly clock: Clock }): Upstream {
  const breaker = createCircuitBreaker(BREAKER)
  let pool = openPool(url)
  let health: UpstreamHealth = { state: 'unknown', version: null, latencyMs: null }
  let misses = 0

  function missed(cause: unknown): void {
    // Where nobody listens, there is no process that is only slow.
    misses = failureCode(cause) === REFUSED ? Math.max(misses + 1, MISSES_UNREACHABLE) : misses + 1
    if (misses >= MISSES_UNREACHABLE) health = { ...health, state: 'unreachable' }
    if (misses < MISSES_CUT) return
    const cut = pool
    pool = openPool(url)
    void cut.destroy(new LearnPathError('LP_SERVICE_UNAVAILABLE', { detail: `${url} has not answered for some time` }))
  }

  async function ask(): Promise<UpstreamHealth> {
    const startedAt = clock.monotonicMs()
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: '/health/ready',
      signal: AbortSignal.timeout(LOOK_TIMEOUT_MS),
    })
    const answer = await body.json()
    if (statusCode !== 200) return { ...health, state: 'stopping' }
    const { version } = Health.parse(answer)
    return { state: 'ready', version: version ?? null, latencyMs: clock.monotonicMs() - startedAt }
  }

  /** An ended connection says nothing of the process; a new one tells. */
  async function askAnew(): Promise<UpstreamHealth> {
    try {
      return await ask()
    } catch (cause) {
      if (!CONNECTION_ENDED.has(failureCode(cause))) throw cause
      return await ask()
    }
  }

  return {
    url,
    breaker,
    health: () => health,
    async send({ timeLeftMs, ...request }) {
      const limitMs = timeLeftMs === null ? 0 : Math.max(1, timeLeftMs)
      return await pool.request({
        ...request,
        headersTimeout: limitMs,
        bodyTimeout: limitMs,
      })
    },
    isStopping() {
      health = { ...health, state: 'stopping' }
    },
    async look() {
      try {
        const found = await askAnew()
        // It is back: nobody has to wait until the breaker would have tried it.
        if (health.state === 'unreachable' && found.state === 'ready') breaker.succeeded()
        health = found
        misses = 0
      } catch (cause) {
        missed(cause) // It cannot be reached; how it is shows in its health.
      }
    },
    close: async () => await pool.destroy(),
  }
}

const openPool = (url: string): Pool =>
  new Pool(url, { connect: { timeout: CONNECT_TIMEOUT_MS }, headersTimeout: 0, bodyTimeout: 0 })
