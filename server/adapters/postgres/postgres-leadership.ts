import pg from 'pg'
import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import { createLeadershipSeat, type LeadershipSeat } from './leadership-seat.ts'

export interface PostgresLeadershipOptions {
  readonly url: string
  readonly processId: string
  readonly logger: Logger
  /** Default `public`; processes with the same one are one group. */
  readonly schema?: string
  /** How often is looked whether something has become free, and whether the connection lives; default 1 s. */
  readonly intervalMs?: number
}

/** First halves of the locks' keys: of work that is led, of what is done exclusively. */
const LED = 0x6c70_6c64
const EXCLUSIVE = 0x6c70_6578

/** Who does not get an answer for so long stops its work; the server takes its locks away later (KEPT_ALIVE), never before. */
const ANSWER_MS = 4000
const KEPT_ALIVE = '-c tcp_keepalives_idle=8 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3'
const RETRY_FAILED_MS = 10_000
/** By its connection's name, everybody sees that a process lives. */
const NAME = 'learnpath-leadership '

/**
 * By locks of a session of the database: the server gives them free when the process ends, however it ends. One connection of its own,
 * since a pool would hand it on.
 */
export function createPostgresLeadership(options: PostgresLeadershipOptions): Leadership {
  const { url, processId, logger, schema = 'public', intervalMs = 1000 } = options
  const seats = new Map<string, LeadershipSeat>()
  const failedUntil = new Map<string, number>()
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let connecting: Promise<pg.Client> | null = null
  let looking: Promise<void> | null = null
  let closed = false
  const keyOf = (name: string): string => `${schema}/${name}`

  const newClient = (): pg.Client =>
    new pg.Client({
      connectionString: url,
      application_name: `${NAME}${processId}`,
      options: KEPT_ALIVE,
      connectionTimeoutMillis: ANSWER_MS,
      keepAlive: true,
    })

  async function connected(): Promise<pg.Client> {
    return (
      client ??
      (await (connecting ??= connect().finally(() => {
        connecting = null
      })))
    )
  }

  async function connect(): Promise<pg.Client> {
    const fresh = newClient()
    fresh.on('error', ({ message }) => logger.warn('the connection that holds leaderships broke', { message }))
    fresh.on('end', () => onLost(fresh))
    await fresh.connect()
    client = fresh
    return fresh
  }

  function onLost(lost: pg.Client): void {
    if (client !== lost) return
    client = null
    for (const seat of seats.values()) void seat.lose()
  }

  /** A server that is cut off never says so. */
  async function answered<Result>(asked: pg.Client, answer: Promise<Result>): Promise<Result> {
    const watch = setTimeout(() => {
      onLost(asked)
      void asked.end()
    }, ANSWER_MS)
    try {
      return await answer
    } finally {
      clearTimeout(watch)
    }
  }

  async function locked(
    asked: pg.Client,
    ask: 'pg_try_advisory_lock' | 'pg_advisory_unlock',
    [kind, name]: readonly [number, string],
  ): Promise<boolean> {
    const { rows } = await answered(
      asked,
      asked.query<{ done: boolean }>(`select ${ask}($1, hashtext($2)) as done`, [kind, keyOf(name)]),
    )
    return rows[0]?.done === true
  }

  /** @returns resolves when the work has begun, or somebody else does it */
  async function lookAt(seat: LeadershipSeat): Promise<{ readonly taken: Promise<void> }> {
    const taken = Promise.resolve()
    if (seat.isHeld || !seats.has(seat.name) || performance.now() < (failedUntil.get(seat.name) ?? 0)) return { taken }
    const asked = await connected()
    if (!(await locked(asked, 'pg_try_advisory_lock', [LED, seat.name])) || client !== asked) return { taken }
    logger.info('this process does what is done once only', { work: seat.name })
    return { taken: seat.take() }
  }

  async function look(): Promise<void> {
    try {
      const asked = await connected()
      await answered(asked, asked.query('select 1'))
      for (const seat of seats.values()) await lookAt(seat)
    } catch (error) {
      logger.debug('the database that knows who leads is away', { error: String(error) })
    }
  }

  async function lookOnce(): Promise<void> {
    await (looking ??= look().finally(() => {
      looking = null
    }))
  }

  function lookOnAndOn(): void {
    if (timer !== undefined || closed) return
    timer = setInterval(() => void lookOnce(), intervalMs).unref()
  }

  function onFailed(name: string): void {
    failedUntil.set(name, performance.now() + RETRY_FAILED_MS)
    const held = client
    if (held !== null) void locked(held, 'pg_advisory_unlock', [LED, name]).catch(() => onLost(held))
  }

  return {
    processId,
    isShared: true,
    async living() {
      const asked = await connected()
      const { rows } = await answered(
        asked,
        asked.query<{ name: string }>(
          'select application_name as name from pg_stat_activity where datname = current_database() and application_name like $1',
          [`${NAME}%`],
        ),
      )
      return new Set([processId, ...rows.map(({ name }) => name.slice(NAME.length))])
    },
    async lead(work) {
      const seat = createLeadershipSeat(work, logger, () => onFailed(work.name))
      seats.set(work.name, seat)
      lookOnAndOn()
      await looking
      await (
        await lookAt(seat)
      ).taken
      return async () => {
        seats.delete(work.name)
        await looking
        const wasHeld = seat.isHeld
        await seat.lose()
        if (wasHeld && client !== null) await locked(client, 'pg_advisory_unlock', [LED, work.name])
      }
    },
    async exclusively(name, action) {
      const own = newClient()
      own.on('error', ({ message }) => logger.warn('a lock of the database was lost', { name, message }))
      await own.connect()
      try {
        await own.query('select pg_advisory_lock($1, hashtext($2))', [EXCLUSIVE, keyOf(name)])
        return await action()
      } finally {
        await own.end()
      }
    },
    async close() {
      closed = true
      clearInterval(timer)
      await looking
      const last = client
      client = null
      await last?.end()
    },
  }
}
