import { Kysely, sql, type KyselyPlugin } from 'kysely'
import { LearnPathError } from '@learnpath/contracts'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import { createSharedQuestion } from '../../kernel/shared-question.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database } from '../../ports/relational-store.ts'
import { createPostgresDialect } from './postgres-dialect.ts'
import { createPostgresPool } from './postgres-pool.ts'
import { ReplicaLag } from './replica-lag.ts'

export interface ReadReplicaOptions {
  readonly url: string
  readonly schema: string
  readonly plugins: KyselyPlugin[]
  readonly primary: Database
  readonly logger: Logger
  /** Default 10. */
  readonly maxConnections?: number
}

export interface ReadReplica {
  /** On the replica when it has all that was committed when this was called; else on the primary. */
  read<Result>(query: (db: Database) => Promise<Result>): Promise<Result>
  /** Host and port. */
  readonly address: string
  /** Asks both servers. Goes on counting while the replica does not answer. Errors as of the primary. */
  lagSeconds(): Promise<number>
  close(): Promise<void>
}

/** Who waits for a search does not wait for a replica that is cut off. */
const CONNECT_TIMEOUT_MS = 1000
/** A replica that was away is not asked for so long. */
const AWAY_MS = 5000
/** What a replica says that has to forget a row version which the query still needs. */
const CONFLICT = '40001'

/** How far one server's log goes, in bytes, and which cluster it belongs to. */
interface Position {
  readonly system: string
  /** Null: a server that is no replica has replayed nothing, and one that is has no log of its own. */
  readonly at: number | null
}

/**
 * A streaming replica (hot standby) beside the primary. Before each read both say how far they are, to many reads at once: positions in the write-ahead log,
 * since documents change in other ways than the change log tells (names, tags, states). A replica that is behind, away, promoted or of
 * another cluster is not read from.
 */
export function createReadReplica(options: ReadReplicaOptions): ReadReplica {
  const { primary, logger, plugins, schema } = options
  const pool = createPostgresPool({
    url: options.url,
    schema,
    maxConnections: options.maxConnections ?? 10,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    onIdleError: ({ message }) => logger.warn('a connection to the replica broke', { message }),
  })
  const db: Database = new Kysely<DatabaseSchema>({ dialect: createPostgresDialect(pool), plugins })
  const lag = new ReplicaLag()
  let awayUntil = 0

  function leaveFor(reason: string): void {
    awayUntil = performance.now() + AWAY_MS
    logger.warn('reads go to the primary instead of the replica', { reason, seconds: AWAY_MS / 1000 })
  }

  async function comparePositions(): Promise<{ readonly needed: Position | null; readonly there: Position | null }> {
    const askedMs = performance.now()
    const [needed, there] = await Promise.all([
      positionOf(primary, 'pg_current_wal_insert_lsn()'),
      positionOf(db, 'pg_last_wal_replay_lsn()').catch((error: unknown) => {
        leaveFor(String(error))
        return null
      }),
    ])
    if (needed !== null && needed.at !== null) lag.primaryAt(needed.at, askedMs)
    if (there !== null && there.at !== null && there.system === needed?.system) lag.replicaAt(there.at)
    return { needed, there }
  }

  const isCurrent = createSharedQuestion(async (): Promise<boolean> => {
    if (performance.now() < awayUntil) return false
    const { needed, there } = await comparePositions()
    if (there === null || needed === null) return false
    if (there.at !== null && there.system === needed.system) return there.at >= (needed.at ?? Infinity)
    leaveFor(there.at === null ? 'it is no replica' : 'it is a replica of another database server')
    return false
  })

  return {
    async read(query) {
      if (!(await isCurrent())) return await query(primary)
      try {
        return await query(db)
      } catch (error) {
        if (!isOfReplica(error)) throw error
        leaveFor(String(error))
        return await query(primary)
      }
    },
    address: new URL(options.url).host,
    async lagSeconds() {
      await comparePositions()
      return lag.seconds(performance.now())
    },
    close: async () => await db.destroy(),
  }
}

async function positionOf(
  db: Database,
  position: 'pg_current_wal_insert_lsn()' | 'pg_last_wal_replay_lsn()',
): Promise<Position | null> {
  const { rows } = await sql<{ system: string; at: number | null; recovering: boolean }>`
    select system_identifier::text as system, pg_is_in_recovery() as recovering,
      ${sql.raw(position)} - '0/0'::pg_lsn as at from pg_control_system()`.execute(db)
  const [row] = rows
  if (row === undefined) return null
  // A server that was promoted still says how far it once replayed.
  return { system: row.system, at: row.recovering === (position === 'pg_last_wal_replay_lsn()') ? row.at : null }
}

/** Errors that the primary would not have had. */
function isOfReplica(error: unknown): boolean {
  if (error instanceof LearnPathError) return error.code === 'LP_STORE_UNREACHABLE'
  return error instanceof Error && 'code' in error && error.code === CONFLICT
}
