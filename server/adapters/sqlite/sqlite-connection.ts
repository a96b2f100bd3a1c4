import Database from 'libsql'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { translateSqliteError } from './sqlite-errors.ts'

/** More distinct statements than the product has; a bound all the same, since bulk inserts come in many sizes. */
const STATEMENT_CACHE_SIZE = 300

/**
 * Pragmas of every connection that writes. FULL: with a write-ahead log, NORMAL may lose the last commits on power failure,
 * and an acknowledged document must not be lost. secure_delete: deleted text is overwritten with zeros.
 */
const PRAGMAS = [
  'PRAGMA busy_timeout = 5000',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA foreign_keys = ON',
  'PRAGMA secure_delete = ON',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA cache_size = -16384',
]

/** A libsql connection in the form that Kysely's SQLite dialect takes, with prepared statements kept and errors translated. */
export interface SqliteConnection extends SqliteDatabase {
  /** Runs statements outside Kysely; returns the rows of the last one. */
  run(sql: string): readonly Readonly<Record<string, unknown>>[]
}

/** @throws LP_STORE_DAMAGED, LP_STORE_FULL, LP_HOME_UNUSABLE */
export function openSqliteConnection(file: string): SqliteConnection {
  const database = translated(() => new Database(file))
  const statements = new Map<string, SqliteStatement>()
  const run = (sql: string) => translated(() => database.prepare(sql).all() as Record<string, unknown>[])
  for (const pragma of PRAGMAS) run(pragma)

  return {
    run,
    prepare(sql) {
      const kept = statements.get(sql)
      if (kept !== undefined) return kept
      const statement = wrapStatement(database, sql)
      if (statements.size >= STATEMENT_CACHE_SIZE) statements.delete(statements.keys().next().value ?? '')
      statements.set(sql, statement)
      return statement
    },
    close() {
      statements.clear()
      database.close()
    },
  }
}

function wrapStatement(database: Database.Database, sql: string): SqliteStatement {
  const statement = translated(() => database.prepare(sql))
  const reader = statement.reader
  // A COMMIT that fails for want of space has rolled back by itself; Kysely's ROLLBACK after it would hide the reason.
  const isRollback = sql === 'rollback'
  return {
    reader,
    all: (parameters) => translated(() => statement.all(parameters as unknown[])),
    run(parameters) {
      if (isRollback && !database.inTransaction) return { changes: 0, lastInsertRowid: 0 }
      return translated(() => statement.run(parameters as unknown[]))
    },
    iterate: (parameters) => translated(() => statement.iterate(parameters as unknown[])),
  }
}

function translated<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw translateSqliteError(error)
  }
}
