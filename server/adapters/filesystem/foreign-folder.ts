import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { ForeignFolder } from '../../ports/model-store.ts'

/** About a millisecond of hashing. */
const PIECE_BYTES = 256 * 1024
/** A folder of a model has a few dozen files; one with so many is something else. */
const MOST_FILES = 10_000

const unreadable = (path: string, cause: unknown): LearnPathError =>
  new LearnPathError('LP_PATH_UNREADABLE', {
    detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  })

/** Lists the folder. Links are followed: the cache of the hub's own programs consists of them. */
export async function openForeignFolder(folder: string): Promise<ForeignFolder> {
  const files: { path: string; sizeBytes: number }[] = []
  await collect(folder, '', files)
  return {
    files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    async *read(path) {
      try {
        const stream = createReadStream(join(folder, path), { highWaterMark: PIECE_BYTES })
        for await (const piece of stream) yield piece as Uint8Array
      } catch (cause) {
        throw unreadable(join(folder, path), cause)
      }
    },
    async head(path, maxBytes) {
      try {
        const handle = await open(join(folder, path), 'r')
        try {
          const buffer = new Uint8Array(maxBytes)
          const { bytesRead } = await handle.read(buffer, 0, maxBytes, 0)
          return buffer.subarray(0, bytesRead)
        } finally {
          await handle.close()
        }
      } catch (cause) {
        throw unreadable(join(folder, path), cause)
      }
    },
  }
}

async function collect(root: string, below: string, files: { path: string; sizeBytes: number }[]): Promise<void> {
  const folder = join(root, below)
  try {
    for (const name of await readdir(folder)) {
      if (name.startsWith('.')) continue
      const path = below === '' ? name : `${below}/${name}`
      const found = await stat(join(root, path))
      if (found.isDirectory()) await collect(root, path, files)
      else if (found.isFile()) files.push({ path, sizeBytes: found.size })
      if (files.length > MOST_FILES) {
        throw new LearnPathError('LP_PATH_UNREADABLE', { detail: `${root} has more than ${MOST_FILES} files` })
      }
    }
  } catch (cause) {
    throw cause instanceof LearnPathError ? cause : unreadable(folder, cause)
  }
}
