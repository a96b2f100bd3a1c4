import { Redis, ReplyError, type RedisOptions } from 'ioredis'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics, RedisFailure, RedisPurpose } from '../../ports/metrics.ts'

export interface RedisConnectionOptions {
  /** redis://, rediss:// or the path of a socket. */
  readonly url: string
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'redisAnswered' | 'redisFailed' | 'redisConnected'>
  /** How long a caller waits for an answer; default 50 ms. */
  readonly patienceMs?: number
}

/** Whether Redis answers; if not, since when (ISO 8601) and why. */
export type RedisState =
  | { readonly isThere: true }
  | { readonly isThere: false; readonly since: string; readonly reason: string }

/** Commands to a server that may be away at any moment: whoever asks goes on without it. */
export interface RedisConnection {
  /**
   * The answer, or null when there is none: Redis is away, too slow, or refuses. Never rejects, and never takes much longer than
   * `patienceMs`; during an outage it is null at once. Failures are counted, and an outage is logged once.
   */
  ask<Answer>(
    purpose: RedisPurpose,
    command: (client: Redis) => Promise<Answer>,
    patienceMs?: number,
  ): Promise<{ readonly answer: Answer } | null>
  /** A script for `command`s, sent whole only to a server that does not have it yet. */
  script(name: string, lua: string): (client: Redis, args: readonly (string | number)[]) => Promise<unknown>
  state(): RedisState
  /** Calls `listener` each time Redis has come back, and at once when it is there. @returns a function that ends it */
  onReturn(listener: () => void): () => void
  /** A connection of its own for commands that block for less than `silenceMs`. It is connected by the first command. */
  open(silenceMs: number): Redis
  close(): void
}

const PATIENCE_MS = 50
const FIRST_CONNECT_MS = 1_000
const MAX_RECONNECT_MS = 2_000
const PROBE_MS = 500
/** A single late answer is a pause of this process or of the network, several in a row are a server that hangs. */
const LATE_IN_A_ROW = 3
const REFUSAL_LOG_MS = 60_000

const LATE = Symbol('late')

/** Connects; when Redis is not there, goes on trying in the background. */
export async function connectRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { url, clock, logger, metrics, patienceMs: usualPatienceMs = PATIENCE_MS } = options
  // Without a queue for the time of an outage: what waits for Redis would keep a request waiting.
  const client = new Redis(url, {
    ...BASE_OPTIONS,
    enableAutoPipelining: true,
    enableOfflineQueue: false,
    socketTimeout: MAX_RECONNECT_MS,
  })
  const outage = createOutage(options)
  let lateInARow = 0
  let refusalLoggedAt = -Infinity

  async function probe(): Promise<void> {
    if (outage.state().isThere || client.status !== 'ready') return
    try {
      if ((await withinPatience(client.ping(), usualPatienceMs)) !== LATE) arrived()
    } catch (error) {
      outage.begin(String(error))
    }
  }
  const probing = setInterval(() => void probe(), PROBE_MS)
  probing.unref()

  function arrived(): void {
    lateInARow = 0
    outage.end()
  }
  client.on('ready', arrived)
  client.on('error', (error: Error) => outage.begin(error.message))
  client.on('close', () => outage.begin('the connection was lost'))

  function failed(purpose: RedisPurpose, why: RedisFailure): null {
    metrics.redisFailed(purpose, why)
    return null
  }

  function late(purpose: RedisPurpose): null {
    lateInARow += 1
    if (lateInARow >= LATE_IN_A_ROW) outage.begin('it does not answer in time')
    return failed(purpose, 'late')
  }

  function refused(purpose: RedisPurpose, error: unknown): null {
    if (!(error instanceof ReplyError)) return failed(purpose, 'lost')
    const now = clock.monotonicMs()
    if (now - refusalLoggedAt > REFUSAL_LOG_MS) {
      refusalLoggedAt = now
      logger.warn('Redis refuses a command', { purpose, reason: String(error) })
    }
    return failed(purpose, 'refused')
  }

  const first = await withinPatience(
    client.connect().catch((error: unknown) => outage.begin(String(error))),
    FIRST_CONNECT_MS,
  )
  if (first === LATE) outage.begin('it does not answer in time')

  return {
    script(name, lua) {
      client.defineCommand(name, { lua, numberOfKeys: 1 })
      // A name that is defined at run time is known to no type.
      return async (on, args) => await Reflect.apply(Reflect.get(on, name), on, args)
    },
    state: () => outage.state(),
    onReturn: (listener) => outage.onReturn(listener),
    async ask(purpose, command, patienceMs = usualPatienceMs) {
      if (!outage.state().isThere) return failed(purpose, 'away')
      const startedAt = clock.monotonicMs()
      try {
        const answer = await withinPatience(command(client), patienceMs)
        if (answer === LATE) return late(purpose)
        lateInARow = 0
        metrics.redisAnswered(purpose, (clock.monotonicMs() - startedAt) / 1000)
        return { answer }
      } catch (error) {
        return refused(purpose, error)
      }
    },
    open: (silenceMs) => new Redis(url, { ...BASE_OPTIONS, socketTimeout: silenceMs }),
    close() {
      clearInterval(probing)
      outage.stop()
      client.disconnect()
    },
  }
}

const BASE_OPTIONS = {
  lazyConnect: true,
  // Answers of the same shape from every server.
  protocol: 2,
  disableClientInfo: true,
  connectionName: 'learnpath',
  connectTimeout: MAX_RECONNECT_MS,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  // Many processes that lost it at once do not come back at once.
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, MAX_RECONNECT_MS) * (0.5 + Math.random() / 2),
} as const satisfies RedisOptions

/** What comes too late is not waited for; whether it fails then is of no interest to anybody. */
async function withinPatience<Answer>(work: Promise<Answer>, patienceMs: number): Promise<Answer | typeof LATE> {
  return await new Promise((resolve, reject) => {
    // Not at the moment the time is up: when this process was busy, the answer is here and only has to be read.
    const timer = setTimeout(() => setImmediate(resolve, LATE), patienceMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

interface Outage {
  begin(reason: string): void
  end(): void
  state(): RedisState
  onReturn(listener: () => void): () => void
  stop(): void
}

/** Away until the first `end`. One warning when it begins, one line when it is over. */
function createOutage({ clock, logger, metrics }: RedisConnectionOptions): Outage {
  const listeners = new Set<() => void>()
  const startedAt = new Date(clock.now()).toISOString()
  let state: RedisState = { isThere: false, since: startedAt, reason: 'it was not reached yet' }
  let isLogged = false
  let stopped = false

  return {
    begin(reason) {
      if (stopped) return
      metrics.redisConnected('commands', false)
      if (state.isThere) state = { isThere: false, since: new Date(clock.now()).toISOString(), reason }
      if (isLogged) return
      isLogged = true
      state = { ...state, isThere: false, reason }
      logger.warn('Redis is away: caches, limits and events of other processes do without it', { reason })
    },
    end() {
      if (stopped || state.isThere) return
      if (isLogged) logger.info('Redis is back', { awaySince: state.since })
      isLogged = false
      state = { isThere: true }
      metrics.redisConnected('commands', true)
      for (const listener of listeners) listener()
    },
    state: () => state,
    onReturn(listener) {
      listeners.add(listener)
      if (state.isThere) listener()
      return () => listeners.delete(listener)
    },
    stop() {
      stopped = true
    },
  }
}
