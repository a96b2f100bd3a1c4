import { existsSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'

/** Makes the data folder and those above it. @throws LP_HOME_UNUSABLE */
export async function makeHome(home: string): Promise<void> {
  try {
    await makeFolder(home)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LearnPathError('LP_HOME_UNUSABLE', { detail: `${home}: ${reason}`, cause })
  }
}

/** Not by `recursive`: Node 20 tries for ever below a file system that takes no folders, such as /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  await mkdir(folder, { mode: 0o700 }).catch((failure: NodeJS.ErrnoException) => {
    // Another process that starts at the same time was faster.
    if (failure.code !== 'EEXIST' || !statSync(folder).isDirectory()) throw failure
  })
}
