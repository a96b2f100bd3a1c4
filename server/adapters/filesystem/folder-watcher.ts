import { createReadStream } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { FolderWatcher } from '../../ports/folder-watcher.ts'
import type { Logger } from '../../ports/logger.ts'
import { systemErrorCode } from './disk-errors.ts'
import { fileWithin, lookAtFile, scanFolder } from './folder-scan.ts'

/** Folders of this machine's file systems; changes are told by the operating system. */
export function createFilesystemFolderWatcher(dependencies: { readonly logger: Logger }): FolderWatcher {
  return {
    async resolve(folder) {
      try {
        const real = await realpath(folder)
        await readdir(real)
        return real
      } catch (error) {
        throw unreadable(folder, error)
      }
    },
    scan: scanFolder,
    look: lookAtFile,
    async *read(folder, path) {
      const file = await fileWithin(folder, path)
      if (file === null) {
        throw new LearnPathError('LP_PATH_UNREADABLE', { detail: `${path} is not in the folder any more` })
      }
      try {
        yield* createReadStream(file) as AsyncIterable<Buffer>
      } catch (error) {
        throw unreadable(path, error)
      }
    },
    async subscribe(folder, onChange) {
      // Most starts watch no folder, and need not load this.
      const { watch } = await import('chokidar')
      const watcher = watch(folder, {
        ignoreInitial: true,
        followSymlinks: false,
        // Folders alone: the system tells of a folder when a file in it changes, and one watch per file would exhaust its limits.
        ignored: (path, stats) => stats?.isFile() === true || (path !== folder && isNeverWatched(basename(path))),
      })
      watcher.on('raw', onChange)
      watcher.on('all', onChange)
      watcher.on('error', (error) => {
        dependencies.logger.warn('watching a folder is incomplete; it is still looked at from time to time', {
          folder,
          error: String(error),
        })
      })
      await new Promise<void>((resolve) => {
        watcher.once('ready', () => resolve())
      })
      return { close: async () => await watcher.close() }
    },
  }
}

const isNeverWatched = (name: string): boolean => name.startsWith('.') || name === 'node_modules'

function unreadable(path: string, error: unknown): unknown {
  const code = systemErrorCode(error)
  if (code === null) return error
  return new LearnPathError('LP_PATH_UNREADABLE', { detail: `${path} ${REASONS[code] ?? `(${code})`}`, cause: error })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'is not a folder',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ELOOP: 'is a link that leads in a circle',
}
