import type { Generation } from '@learnpath/contracts'
import type { LibraryApi } from '../../library/index.ts'

/** With the figures of the documents that may be seen by whom it is asked for: how many others have is nobody else's business. */
export async function generationAsSeen(
  generation: Generation,
  library: Pick<LibraryApi, 'statistics' | 'latestSequence' | 'changedAfter'>,
): Promise<Generation> {
  const [{ chunks: total }, latest] = await Promise.all([library.statistics(), library.latestSequence()])
  const { documents, chunks } = await library.changedAfter(latest - generation.lag)
  const { failure } = generation
  return {
    ...generation,
    chunks: { done: Math.max(0, total - chunks), total },
    lag: documents,
    sizeBytes: 0,
    failure: failure === null ? null : { code: failure.code, message: '' },
  }
}
