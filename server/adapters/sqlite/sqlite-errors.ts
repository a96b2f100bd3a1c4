import { LearnPathError } from '@learnpath/contracts'
import Database from 'libsql'

/** Turns the engine's error codes that a person can act on into ours; everything else stays as it is. */
export function translateSqliteError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const code = error.code
  // The second: there is no room for the index of the log that readers and writers share.
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE') {
    return new LearnPathError('LP_STORE_FULL', { cause: error })
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return new LearnPathError('LP_STORE_DAMAGED', { detail: error.message, cause: error })
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) {
    return new LearnPathError('LP_HOME_UNUSABLE', { detail: error.message, cause: error })
  }
  return error
}
