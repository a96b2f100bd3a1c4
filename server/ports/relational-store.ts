import type { Kysely, Transaction } from 'kysely'
import type { DatabaseSchema } from './database-schema.ts'

export type Database = Kysely<DatabaseSchema>
export type DatabaseTransaction = Transaction<DatabaseSchema>

/** Connections to a database server; `waiting`: statements that wait for one. */
export type StoreConnections = Readonly<Record<'used' | 'idle' | 'waiting', number>>

/** 'full' after an unclean end, 'quick' otherwise, with the engine's own words when something is wrong. */
export interface StoreIntegrity {
  readonly checked: 'full' | 'quick'
  readonly ok: boolean
  readonly detail: string
}

/** The only source of truth. Everything else is made from it. */
export interface RelationalStore {
  readonly db: Database
  /**
   * Runs something that only reads, on whatever knows all that was committed when this was called. It may be run a second time.
   * Not for use inside of a transaction.
   */
  read<Result>(query: (db: Database) => Promise<Result>): Promise<Result>
  /** Of the check since this was opened, which this waits for. @see StoreIntegrity */
  integrity(): Promise<StoreIntegrity>
  /** Writes a consistent copy to a new file while the store stays in use. @throws LP_BACKUP_TARGET_EXISTS, LP_BACKUP_TARGET_UNUSABLE, LP_STORE_FULL */
  backup(file: string): Promise<{ sizeBytes: number }>
  /** Makes deleted content unrecoverable from the store's files (checkpoint and truncate the write-ahead log). */
  purgeDeleted(): Promise<void>
  sizeBytes(): Promise<number>
  /** Null where the store is no server. */
  connections(): StoreConnections | null
  /** How many seconds what each replica shows is older than what this store has, by address; counted while it is away, too. */
  replicaLagSeconds(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}
