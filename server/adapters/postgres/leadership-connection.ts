import pg from 'pg'
import type { Logger } from '../../ports/logger.ts'

export interface LeadershipConnectionOptions {
  readonly url: string
  readonly processId: string
  readonly logger: Logger
  /** Default `public`; processes with the same one are one group. */
  readonly schema?: string
  /** Its locks are, or will soon be, somebody else's. */
  readonly onLost: () => void
}

/** The session whose locks say what this process leads; made again when it is asked for and was lost. */
export interface LeadershipConnection {
  /** @returns whether this process has the lock now, and by the session that it has still */
  take(name: string): Promise<boolean>
  /** Nothing while there is no session: its locks went with it. */
  giveUp(name: string): Promise<void>
  /** Asks the server for a sign of life. */
  check(): Promise<void>
  /** Ids of the processes that have such a session. */
  living(): Promise<string[]>
  /** Runs the action while no other process of the group runs one of this name; by a session of its own. */
  exclusively<Result>(name: string, action: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** First halves of the locks' keys: of work that is led, of what is done exclusively. */
const LED = 0x6c70_6c64
const EXCLUSIVE = 0x6c70_6578

/** Who does not get an answer for so long stops its work; the server takes its locks away later (KEPT_ALIVE), never before. */
const ANSWER_MS = 4000
const KEPT_ALIVE = '-c tcp_keepalives_idle=8 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3'
/** By its connection's name, everybody sees that a process lives. */
const NAME = 'learnpath-leadership '

/** Not of the pool, which would hand it on. */
export function createLeadershipConnection(options: LeadershipConnectionOptions): LeadershipConnection {
  const { logger, schema = 'public' } = options
  let client: pg.Client | null = null
  let connecting: Promise<pg.Client> | null = null
  const keyOf = (name: string): string => `${schema}/${name}`

  async function connected(): Promise<pg.Client> {
    return (
      client ??
      (await (connecting ??= connect().finally(() => {
        connecting = null
      })))
    )
  }

  async function connect(): Promise<pg.Client> {
    const fresh = newClient(options)
    fresh.on('error', ({ message }) => logger.warn('the connection that holds leaderships broke', { message }))
    fresh.on('end', () => lose(fresh))
    await fresh.connect()
    client = fresh
    return fresh
  }

  function lose(lost: pg.Client): void {
    if (client !== lost) return
    client = null
    options.onLost()
  }

  /** A server that is cut off never says so. */
  async function ask<Row extends pg.QueryResultRow>(asked: pg.Client, text: string, values: unknown[] = []) {
    const watch = setTimeout(() => {
      lose(asked)
      void asked.end()
    }, ANSWER_MS)
    try {
      return (await asked.query<Row>(text, values)).rows
    } finally {
      clearTimeout(watch)
    }
  }

  return {
    async take(name) {
      const asked = await connected()
      const locking = 'select pg_try_advisory_lock($1, hashtext($2)) as done'
      const [row] = await ask<{ done: boolean }>(asked, locking, [LED, keyOf(name)])
      return row?.done === true && client === asked
    },
    async giveUp(name) {
      if (client === null) return
      await ask(client, 'select pg_advisory_unlock($1, hashtext($2))', [LED, keyOf(name)])
    },
    check: async () => void (await ask(await connected(), 'select 1')),
    async living() {
      const rows = await ask<{ name: string }>(
        await connected(),
        'select application_name as name from pg_stat_activity where datname = current_database() and application_name like $1',
        [`${NAME}%`],
      )
      return rows.map(({ name }) => name.slice(NAME.length))
    },
    async exclusively(name, action) {
      const own = newClient(options)
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
      const last = client
      client = null
      await last?.end()
    },
  }
}

function newClient({ url, processId }: LeadershipConnectionOptions): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: `${NAME}${processId}`,
    options: KEPT_ALIVE,
    connectionTimeoutMillis: ANSWER_MS,
    keepAlive: true,
  })
}
