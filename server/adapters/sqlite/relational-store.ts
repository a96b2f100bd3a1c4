import { open, rename, rm, stat } from 'node:fs/promises'
import { Kysely, SqliteDialect } from 'kysely'
import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore, StoreIntegrity } from '../../ports/relational-store.ts'
import { checkBeforeOpening, checkInBackground, endedUncleanly, markClosed, markOpen } from './integrity-check.ts'
import { prepareBackup } from '../sql/backup-target.ts'
import { migrate } from '../sql/migrate.ts'
import { MIGRATIONS } from '../sql/migrations.ts'
import { scopingPlugins } from '../sql/scoping/scoping-plugins.ts'
import { openSqliteConnection } from './sqlite-connection.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { runInSqliteWorker } from './sqlite-worker.ts'

/** For the check of a large file after a clean end: the start wants both the processor and the disk for itself. */
const CHECK_AFTER_MS = 5000

export interface SqliteRelationalStoreOptions {
  /** Absolute path of the database file; its folder exists. */
  readonly file: string
  readonly clock: Clock
  readonly logger: Logger
  /** Whether each query sees only what its `currentScope` may see. */
  readonly scoped?: boolean
}

/**
 * The relational store in one SQLite file. After an unclean end the whole file is checked before use, after a clean end its
 * structure; a file so large that this would hold up the start is checked afterwards, in the background.
 * @throws LP_STORE_DAMAGED (the file is left as it is), LP_STORE_NEWER, LP_STORE_FULL, LP_HOME_UNUSABLE
 */
export async function createSqliteRelationalStore(options: SqliteRelationalStoreOptions): Promise<RelationalStore> {
  const { file, clock, logger } = options
  const mode = endedUncleanly(file) ? 'full' : 'quick'
  const checked = checkBeforeOpening(file, mode)
  markOpen(file)
  const connection = openSqliteConnection(file)
  const dialect = new SqliteDialect({ database: connection })
  const db = new Kysely<DatabaseSchema>({ dialect, plugins: await scopingPlugins(options) })
  try {
    const { from, to } = await migrate(db, { migrations: MIGRATIONS, clock })
    if (from !== to) logger.info('database schema brought up to date', { from, to })
  } catch (error) {
    await db.destroy()
    throw error
  }
  // Long readers hold up truncation of the log, so they run one after the other with it.
  let background: Promise<void> = Promise.resolve()
  const afterBackground = <T>(action: () => Promise<T>): Promise<T> => {
    const run = background.then(action)
    background = run.then(
      () => undefined,
      () => undefined,
    )
    return run
  }
  let integrity = checked === null ? null : Promise.resolve(checked)
  const check = (): Promise<StoreIntegrity> => {
    integrity ??= afterBackground(async () => {
      const result = await checkInBackground(file, mode)
      if (!result.ok) logger.error('the database file is damaged', { detail: result.detail })
      return result
    })
    return integrity
  }
  const startIsOver = setTimeout(() => void check(), CHECK_AFTER_MS)
  startIsOver.unref()
  if (mode === 'full') void check()
  return {
    db,
    integrity: check,
    read: async (query) => await query(db),
    connections: () => null,
    replicaLagSeconds: async () => await Promise.resolve({}),
    backup: (target) => afterBackground(() => backUp(file, target)),
    purgeDeleted: () => afterBackground(() => truncateLog(db, connection)),
    sizeBytes: async () => (await sizeOf(file)) + (await sizeOf(`${file}-wal`)),
    async close() {
      clearTimeout(startIsOver)
      await background
      try {
        await truncateLog(db, connection)
        markClosed(file)
      } finally {
        await db.destroy()
      }
    },
  }
}

async function backUp(file: string, target: string): Promise<{ sizeBytes: number }> {
  const partial = await prepareBackup(target)
  try {
    await runInSqliteWorker({ file, sql: 'VACUUM INTO ?', parameters: [partial] })
    const handle = await open(partial, 'r+')
    await handle.sync()
    await handle.close()
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
  return { sizeBytes: await sizeOf(target) }
}

/** Waits for a running transaction, then moves the whole log into the file and cuts it to nothing. */
async function truncateLog(db: Kysely<DatabaseSchema>, connection: SqliteConnection): Promise<void> {
  await db.connection().execute(async () => {
    const [row] = connection.run('PRAGMA wal_checkpoint(TRUNCATE)')
    if (row?.['busy'] !== 0) throw new LearnPathError('LP_SERVER_BUSY', { detail: 'the database file is being read' })
  })
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
