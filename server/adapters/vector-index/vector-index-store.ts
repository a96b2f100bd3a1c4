import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { Logger } from '../../ports/logger.ts'
import type { VectorIndexStore } from '../../ports/vector-index.ts'
import { createLocalVectorIndex } from './vector-index.ts'

const PREFIX = 'vectors-'

export interface LocalVectorIndexStoreOptions {
  /** Of all generations; made when it is missing. One process at a time may use it. */
  readonly folder: string
  readonly logger: Logger
}

/** Vector indexes as folders of one folder. A damaged one is replaced by an empty one: it holds nothing that cannot be made again. */
export function createLocalVectorIndexStore({ folder, logger }: LocalVectorIndexStoreOptions): VectorIndexStore {
  // Ids come from the database; whatever they hold, they stay below the folder.
  const folderOf = (generationId: string): string => join(folder, `${PREFIX}${encodeURIComponent(generationId)}`)

  return {
    isShared: false,
    async open(generationId, dimensions) {
      const options = { folder: folderOf(generationId), dimensions, logger }
      try {
        return await createLocalVectorIndex(options)
      } catch (cause) {
        if (!(cause instanceof LearnPathError) || cause.code !== 'LP_INDEX_DAMAGED') throw cause
        logger.warn('the vector index cannot be used and is made anew', { generationId, error: cause.message })
        await rm(options.folder, { recursive: true, force: true })
        return await createLocalVectorIndex(options)
      }
    },
    async drop(generationId) {
      await rm(folderOf(generationId), { recursive: true, force: true })
    },
    async list() {
      await mkdir(folder, { recursive: true })
      const names = await readdir(folder)
      return names
        .filter((name) => name.startsWith(PREFIX))
        .map((name) => decodeURIComponent(name.slice(PREFIX.length)))
        .toSorted()
    },
  }
}
