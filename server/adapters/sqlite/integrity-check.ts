import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import Database from 'libsql'
import type { StoreIntegrity } from '../../ports/relational-store.ts'
import { translateSqliteError } from './sqlite-errors.ts'
import { runInSqliteWorker } from './sqlite-worker.ts'

/**
 * Up to this size the check runs before the store is opened (measured: 20 ms for 33 MB, 300 ms for 333 MB); above, in a thread
 * afterwards. Who was killed may have left damage and waits longer for what is found before it is used.
 */
const CHECK_BEFORE_OPENING_MAX_BYTES = { quick: 32 * 1024 * 1024, full: 256 * 1024 * 1024 }

/** A file beside the store that exists while it is open; found at start it says that the last end was not clean. */
const markerOf = (file: string) => `${file}-open`

/** @returns whether the store was left open by a process that died. */
export function endedUncleanly(file: string): boolean {
  return existsSync(markerOf(file))
}

export function markOpen(file: string): void {
  const marker = openSync(markerOf(file), 'w')
  fsyncSync(marker)
  closeSync(marker)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

export function markClosed(file: string): void {
  rmSync(markerOf(file), { force: true })
}

/**
 * Checks an existing file through a connection that cannot write, so that a damaged file stays as it is.
 * @returns null when the file is so large that the check is to run in the background.
 * @throws LP_STORE_DAMAGED with the engine's own words.
 */
export function checkBeforeOpening(file: string, mode: 'full' | 'quick'): StoreIntegrity | null {
  if (!existsSync(file) || statSync(file).size === 0) return { checked: mode, ok: true, detail: 'new' }
  if (statSync(file).size > CHECK_BEFORE_OPENING_MAX_BYTES[mode]) return null
  const result = readOnlyCheck(file, mode)
  if (!result.ok) throw new LearnPathError('LP_STORE_DAMAGED', { detail: `${file}: ${result.detail}` })
  return result
}

/** Never throws for damage: the result says it. */
export async function checkInBackground(file: string, mode: 'full' | 'quick'): Promise<StoreIntegrity> {
  try {
    return judge(mode, await runInSqliteWorker({ file: readOnlyAddress(file), sql: pragmaOf(mode) }))
  } catch (error) {
    return { checked: mode, ok: false, detail: String(error) }
  }
}

function readOnlyCheck(file: string, mode: 'full' | 'quick'): StoreIntegrity {
  try {
    const database = new Database(readOnlyAddress(file))
    try {
      return judge(mode, database.prepare(pragmaOf(mode)).all() as Record<string, unknown>[])
    } finally {
      database.close()
    }
  } catch (error) {
    const translated = translateSqliteError(error)
    if (translated instanceof LearnPathError && translated.code === 'LP_STORE_DAMAGED') {
      return { checked: mode, ok: false, detail: translated.message }
    }
    throw translated
  }
}

const readOnlyAddress = (file: string) => `${pathToFileURL(file).href}?mode=ro`
const pragmaOf = (mode: 'full' | 'quick') => (mode === 'full' ? 'PRAGMA integrity_check(20)' : 'PRAGMA quick_check(20)')

function judge(mode: 'full' | 'quick', rows: readonly Readonly<Record<string, unknown>>[]): StoreIntegrity {
  const lines = rows.map((row) => String(Object.values(row)[0]))
  return { checked: mode, ok: lines.length === 1 && lines[0] === 'ok', detail: lines.join('; ') }
}
