import { LearnPathError } from '@learnpath/contracts'
import type { ChunkReader } from '../../ports/chunk-reader.ts'
import { AnalystThread, type AnalystThreadDependencies } from './analyst-thread.ts'
import { READING_VERSION } from './reading/reading-version.ts'

/** Reads chunks in a thread, which may be shared with others that read there; closing it closes the thread. */
export function createChunkReader(
  dependencies: AnalystThreadDependencies,
  thread = new AnalystThread(dependencies),
): ChunkReader {
  return {
    version: READING_VERSION,
    read: async (chunks, signal) => {
      if (chunks.length === 0) return []
      const asked = chunks.map(({ text, language }) => ({ text, language }))
      const result = await thread.run({ kind: 'read', chunks: asked }, signal)
      if (result.kind !== 'read') throw new LearnPathError('LP_INTERNAL', { detail: `${result.kind} for read` })
      return result.readings
    },
    close: async () => await thread.close(),
  }
}
