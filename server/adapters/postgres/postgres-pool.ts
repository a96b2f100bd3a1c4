import pg from 'pg'
import type { StoreConnections } from '../../ports/relational-store.ts'
import { translatePostgresError } from './postgres-errors.ts'

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
}

const CONNECT_TIMEOUT_MS = 5000
const IDLE_MS = 30_000

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
    ...(options.schema === undefined ? {} : { options: `-c search_path=${options.schema}` }),
  })
  pool.on('error', options.onIdleError)
  // The pool listens to connections that nobody uses only. One that breaks between two statements of a transaction would end the process;
  // the transaction's next statement fails and says so.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return {
    async connect() {
      try {
        return withTranslatedErrors(await pool.connect())
      } catch (error) {
        throw translatePostgresError(error)
      }
    },
    end: async () => await pool.end(),
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

const translating = new WeakSet<pg.PoolClient>()

/** The pool gives the same clients again and again; each is changed once. */
function withTranslatedErrors(client: pg.PoolClient): pg.PoolClient {
  if (translating.has(client)) return client
  translating.add(client)
  const query = client.query.bind(client) as (text: string, values?: unknown[]) => Promise<unknown>
  const translated = async (text: string, values?: unknown[]): Promise<unknown> => {
    try {
      return await query(text, values)
    } catch (error) {
      throw translatePostgresError(error)
    }
  }
  return Object.assign(client, { query: translated })
}
