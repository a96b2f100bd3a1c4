import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import Database from 'libsql'

const LOCK_FILE = 'lock.db'
const SERVER_FILE = 'server.json'
/** A command that looks whether the lock is held has it for a moment itself; a start waits that long before it gives up. */
const PATIENCE_MS = 250

/** Who uses a data folder. `url` is null while the process serves nobody (a command that works on the folder itself). */
export interface RunningServer {
  readonly pid: number
  readonly url: string | null
  readonly instanceId: string
  /** ISO 8601. */
  readonly startedAt: string
}

export interface HomeLock {
  /** Writes `server.json`, by which commands find the server. */
  announce(server: RunningServer): void
  release(): void
}

/**
 * Takes the data folder for this process. The lock is the operating system's, on an open file of SQLite: it ends with the
 * process however that ends, so there is nothing stale to clean up.
 * @throws LP_HOME_LOCKED naming the process that has it, LP_HOME_UNUSABLE, LP_STORE_FULL
 */
export function acquireHomeLock(folder: string, holder: RunningServer): HomeLock {
  const held = tryLock(folder, PATIENCE_MS)
  if (held === null) throw new LearnPathError('LP_HOME_LOCKED', { detail: describeHolder(folder) })
  const announce = (server: RunningServer) => {
    const file = join(folder, SERVER_FILE)
    try {
      writeFileSync(`${file}.new`, `${JSON.stringify(server, null, 2)}\n`, { mode: 0o600 })
      renameSync(`${file}.new`, file)
    } catch (cause) {
      const full = ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '')
      throw new LearnPathError(full ? 'LP_STORE_FULL' : 'LP_HOME_UNUSABLE', {
        detail: `${folder}: ${String(cause)}`,
        cause,
      })
    }
  }
  try {
    announce(holder)
  } catch (failure) {
    held.close()
    throw failure
  }
  return {
    announce,
    release() {
      rmSync(join(folder, SERVER_FILE), { force: true })
      held.close()
    },
  }
}

/** @returns the server that uses the folder now, or null when no process has it or the one that has it serves nobody. */
export function readRunningServer(folder: string): (RunningServer & { readonly url: string }) | null {
  const server = readServerFile(folder)
  if (server === null || server.url === null) return null
  const free = tryLock(folder, 0)
  if (free !== null) {
    free.close()
    return null
  }
  return { ...server, url: server.url }
}

function tryLock(folder: string, patienceMs: number): Database.Database | null {
  const file = join(folder, LOCK_FILE)
  let database: Database.Database | null = null
  try {
    database = new Database(file)
    database.exec(`PRAGMA busy_timeout = ${patienceMs}`)
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database?.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_FULL')) {
      throw new LearnPathError('LP_STORE_FULL', { detail: folder, cause: error })
    }
    throw new LearnPathError('LP_HOME_UNUSABLE', { detail: `${file}: ${String(error)}`, cause: error })
  }
}

function describeHolder(folder: string): string {
  const server = readServerFile(folder)
  if (server === null) return folder
  const address = server.url === null ? '' : ` at ${server.url}`
  return `${folder} is used by process ${server.pid}${address}, since ${server.startedAt}`
}

function readServerFile(folder: string): RunningServer | null {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, SERVER_FILE), 'utf8'))
    return isRunningServer(value) ? value : null
  } catch (error) {
    // Absent, or cut off by a full disk: then nobody can be named, and no command can find the server by it.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new LearnPathError('LP_HOME_UNUSABLE', { detail: `${folder}: ${String(error)}`, cause: error })
  }
}

function isRunningServer(value: unknown): value is RunningServer {
  if (typeof value !== 'object' || value === null) return false
  const { pid, url, instanceId, startedAt } = value as Record<string, unknown>
  const addressed = url === null || typeof url === 'string'
  return typeof pid === 'number' && addressed && typeof instanceId === 'string' && typeof startedAt === 'string'
}
