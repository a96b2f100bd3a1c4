import { access, constants, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { checkBeforeOpening, checkInBackground, endedUncleanly, markClosed, markOpen } from './integrity-check.ts'
import type { IntegrityResult } from './integrity-check.ts'
import { migrate } from '../sql/migrate.ts'
import { MIGRATIONS } from '../sql/migrations.ts'
import { scopingPlugins } from '../sql/scoping/scoping-plugins.ts'
import { openSqliteConnection } from './sqlite-connection.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { runInSqliteWorker } from './sqlite-worker.ts'

export interface SqliteRelationalStoreOptions {
  /** Absolute path of the database file; its folder exists. */
  readonly file: string
  readonly clock: Clock
  readonly logger: Logger
  /** Whether each query sees only what its `currentScope` may see. */
  readonly scoped?: boolean
}

/**
 * The relational store in one SQLite file. After an unclean end the whole file is checked before use (a large one right after,
 * in the background; `integrity` then tells), after a clean end its structure.
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
  let integrity: IntegrityResult = checked ?? { checked: mode, ok: true, detail: 'the check is still running' }
  let background: Promise<void> = Promise.resolve()
  if (checked === null) {
    background = examine()
  }
  async function examine(): Promise<void> {
    integrity = await checkInBackground(file, mode)
    if (!integrity.ok) logger.error('the database file is damaged', { detail: integrity.detail })
  }
  // Long readers hold up truncation of the log, so they run one after the other with it.
  const afterBackground = <T>(action: () => Promise<T>): Promise<T> => {
    const run = background.then(action)
    background = run.then(
      () => undefined,
      () => undefined,
    )
    return run
  }
  return {
    db,
    get integrity() {
      return integrity
    },
    read: async (query) => await query(db),
    connections: () => null,
    replicaLagSeconds: async () => await Promise.resolve({}),
    backup: (target) => afterBackground(() => backUp(file, target)),
    purgeDeleted: () => afterBackground(() => truncateLog(db, connection)),
    sizeBytes: async () => (await sizeOf(file)) + (await sizeOf(`${file}-wal`)),
    async close() {
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
  await requireWritableFolder(dirname(target))
  if ((await sizeOf(target, -1)) >= 0) throw new LearnPathError('LP_BACKUP_TARGET_EXISTS', { detail: target })
  const partial = `${target}.partial`
  try {
    await rm(partial, { force: true })
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

async function requireWritableFolder(folder: string): Promise<void> {
  try {
    await access(`${folder}/.`, constants.W_OK) // The dot: a file is no folder.
  } catch (cause) {
    throw new LearnPathError('LP_BACKUP_TARGET_UNUSABLE', { detail: folder, cause })
  }
}

/** Waits for a running transaction, then moves the whole log into the file and cuts it to nothing. */
async function truncateLog(db: Kysely<DatabaseSchema>, connection: SqliteConnection): Promise<void> {
  await db.connection().execute(async () => {
    const [row] = connection.run('PRAGMA wal_checkpoint(TRUNCATE)')
    if (row?.['busy'] !== 0) throw new LearnPathError('LP_SERVER_BUSY', { detail: 'the database file is being read' })
  })
}

async function sizeOf(file: string, absent = 0): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return absent
    throw error
  }
}
