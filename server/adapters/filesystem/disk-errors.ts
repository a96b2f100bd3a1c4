import { LearnPathError } from '@learnpath/contracts'

/** The error code of a failed system call, e.g. ENOENT; null for any other error. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** A full disk or quota, or a folder that cannot be written, in the words of our error table; everything else as it is. */
export function translateDiskError(error: unknown): unknown {
  const code = systemErrorCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LearnPathError('LP_STORE_FULL', { cause: error })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new LearnPathError('LP_HOME_UNUSABLE', { detail: String(error), cause: error })
  }
  return error
}
