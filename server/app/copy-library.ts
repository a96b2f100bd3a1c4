import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { CopiedTable, CopyProgress } from '../adapters/sql/copy-store.ts'
import { copyFiles } from './copy-files.ts'
import { INDEX_FOLDERS } from './index-folders.ts'
import { makeHome } from './make-home.ts'
import { moveOutOfTables, openFolderFiles, openTableFiles } from './open-files.ts'
import { openDatabaseStore, openFileStore } from './open-store.ts'
import type { Settings } from './settings.ts'

export interface CopyLibrary {
  /** postgres://… */
  readonly url: string
  /** `to-database`: from the file of the data folder; `to-file`: the other way. */
  readonly direction: 'to-database' | 'to-file'
  readonly onProgress: (progress: CopyProgress) => void
}

/**
 * Copies the store of the data folder with its files to a database, or back. The data folder is locked meanwhile. Nothing is removed: the source stays as it is.
 * @throws LP_HOME_LOCKED, LP_HOME_UNUSABLE, LP_STORE_COPY_SOURCE_MISSING, LP_STORE_COPY_TARGET_USED, LP_STORE_COPY_DIFFERS, and as opening both stores
 */
export async function copyLibrary(settings: Settings, order: CopyLibrary): Promise<readonly CopiedTable[]> {
  const [{ acquireHomeLock }, { createSystemClock }, { createTextLogger }, { copyStore }] = await Promise.all([
    import('../adapters/sqlite/home-lock.ts'),
    import('../adapters/system/system-clock.ts'),
    import('../adapters/logging/text-logger.ts'),
    import('../adapters/sql/copy-store.ts'),
  ])
  if (order.direction === 'to-file') await makeHome(settings.home)
  const clock = createSystemClock()
  const logger = createTextLogger({ write: (line) => process.stderr.write(line) })
  const file = join(settings.home, 'learnpath.db')
  const startedAt = new Date(clock.now()).toISOString()
  const lock = acquireHomeLock(settings.home, { pid: process.pid, url: null, instanceId: 'migrate-store', startedAt })
  const closings: (() => Promise<void>)[] = [async () => await Promise.resolve(lock.release())]
  try {
    if (order.direction === 'to-database' && !existsSync(file)) {
      throw new LearnPathError('LP_STORE_COPY_SOURCE_MISSING', { detail: file })
    }
    const database = await openDatabaseStore(order.url, { clock, logger })
    closings.push(async () => await database.close())
    const embedded = await openFileStore(file, { clock, logger })
    closings.push(async () => await embedded.close())
    const [from, to] = order.direction === 'to-database' ? [embedded, database] : [database, embedded]
    const { home } = settings
    const [inFolder, inTables] = await Promise.all([
      openFolderFiles({ home }),
      openTableFiles({ home, db: database.db, clock }),
    ])
    await moveOutOfTables({ home, db: embedded.db, clock }, inFolder)
    const { onProgress } = order
    const [filesFrom, filesTo] = order.direction === 'to-database' ? [inFolder, inTables] : [inTables, inFolder]
    return await copyStore(from.db, to.db, {
      onProgress,
      copyFiles: async () => {
        if (order.direction === 'to-file') await removeIndexes(home)
        return await copyFiles({ from: filesFrom, to: filesTo, onProgress })
      },
    })
  } finally {
    for (const close of closings.toReversed()) await close()
  }
}

/** Those of a library that went on by itself after it was copied count its changes with the same numbers. */
async function removeIndexes(home: string): Promise<void> {
  for (const folder of Object.values(INDEX_FOLDERS)) await rm(join(home, folder), { recursive: true, force: true })
}
