import pg from 'pg'
import type { StoreConnections } from '../../ports/relational-store.ts'
import { withNames } from './named-queries.ts'
import { translatePostgresError } from './postgres-errors.ts'
import { createSilenceWatch, type SilenceTimes, type SilenceWatch } from './silence-watch.ts'
import { createStatementNames, type StatementNames } from './statement-names.ts'

export interface PostgresPoolOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string
  readonly maxConnections: number
  /** Of the schema that holds the tables; default `public`. */
  readonly schema?: string
  /** Called when a connection that nobody uses breaks. */
  readonly onIdleError: (error: Error) => void
  /** How long a connection may take to come about; default 5 s. */
  readonly connectTimeoutMs?: number
  /** Called when the server is silent, with the number of connections that were given up. */
  readonly onSilent?: (connections: number) => void
  readonly silenceTimes?: SilenceTimes
}

const CONNECT_TIMEOUT_MS = 5000
const IDLE_MS = 30_000

/**
 * When the server takes back what a process holds that it cannot hear any more: the lock that all writers queue for is held within
 * transactions, and by itself a server waits two hours. The last one is for a process that hangs; transactions are short.
 */
const GIVEN_UP =
  '-c tcp_keepalives_idle=8 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=17000 -c idle_in_transaction_session_timeout=60000'

const INT8 = 20
const NUMERIC = 1700
const BYTEA = 17

/** What Kysely takes, with errors translated. */
export interface PostgresPool {
  connect(): Promise<pg.PoolClient>
  end(): Promise<void>
  connections(): StoreConnections
}

/** Connections whose values come as the product's types say: counts and times as numbers, bytes as arrays of their own. */
export function createPostgresPool(options: PostgresPoolOptions): PostgresPool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    application_name: 'learnpath',
    types: { getTypeParser: typeParser },
    options: options.schema === undefined ? GIVEN_UP : `${GIVEN_UP} -c search_path=${options.schema}`,
  })
  const silence = createSilenceWatch({
    url: options.url,
    onSilent: (connections) => options.onSilent?.(connections),
    ...(options.silenceTimes !== undefined && { times: options.silenceTimes }),
  })
  const names = createStatementNames()
  pool.on('error', options.onIdleError)
  // The pool listens to connections that nobody uses only. One that breaks between two statements of a transaction would end the process;
  // the transaction's next statement fails and says so.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    async connect() {
      try {
        return watched(await pool.connect(), silence, names)
      } catch (error) {
        throw translatePostgresError(error)
      }
    },
    async end() {
      silence.stop()
      await pool.end()
    },
    connections: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  }
}

function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  // Sums of whole numbers come as numeric; all that the product counts is below 2^53.
  if (oid === INT8 || oid === NUMERIC) return Number
  if (oid === BYTEA) return bytesOf
  return pg.types.getTypeParser(oid, format)
}

/** A buffer of its own: readers look at it as wider numbers, which need to begin at its start. */
function bytesOf(value: string): Uint8Array {
  return new Uint8Array(Buffer.from(value.slice(2), 'hex'))
}

const watching = new WeakSet<pg.PoolClient>()

/** The pool gives the same clients again and again; each is changed once. */
function watched(client: pg.PoolClient, silence: SilenceWatch, names: StatementNames): pg.PoolClient {
  if (watching.has(client)) return client
  watching.add(client)
  const query = withNames(client, names) as (text: string, values?: unknown[]) => Promise<unknown>
  const translated = async (text: string, values?: unknown[]): Promise<unknown> => {
    const answered = silence.waiting(client)
    try {
      return await query(text, values)
    } catch (error) {
      throw translatePostgresError(error)
    } finally {
      answered()
    }
  }
  return Object.assign(client, { query: translated })
}
