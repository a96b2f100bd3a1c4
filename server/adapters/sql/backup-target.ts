import { rm, stat, writeFile } from 'node:fs/promises'
import { LearnPathError } from '@learnpath/contracts'

/**
 * Proves by writing it that a new file can be there: a name too long, no such folder and no permission look alike to who asks.
 * @returns where the backup is written first, to be renamed once it is whole
 * @throws LP_BACKUP_TARGET_EXISTS, LP_BACKUP_TARGET_UNUSABLE
 */
export async function prepareBackup(file: string): Promise<string> {
  const partial = `${file}.partial`
  try {
    await writeFile(partial, '')
    await rm(partial)
  } catch (cause) {
    throw new LearnPathError('LP_BACKUP_TARGET_UNUSABLE', { detail: file, cause })
  }
  if (await exists(file)) throw new LearnPathError('LP_BACKUP_TARGET_EXISTS', { detail: file })
  return partial
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
