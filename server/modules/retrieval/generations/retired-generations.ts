import type { Logger } from '../../../ports/logger.ts'
import type { VectorIndexStore } from '../../../ports/vector-index.ts'
import type { OpenGeneration } from './open-generation.ts'

/**
 * Indexes that served a moment ago. They stay open for searches on their way and for a quick way back; then they are deleted:
 * an index that does not follow the library must not keep what is deleted, and can be made anew from the stored vectors.
 */
export interface RetiredGenerations {
  add(generation: OpenGeneration): void
  /** Takes it out again, as it is. */
  recall(indexId: string): OpenGeneration | null
  all(): OpenGeneration[]
  drop(generation: OpenGeneration): Promise<void>
}

export function createRetiredGenerations(
  vectorIndexStore: VectorIndexStore,
  logger: Logger,
  delayMs: number,
): RetiredGenerations {
  const retired = new Map<string, { readonly generation: OpenGeneration; readonly timer: NodeJS.Timeout }>()

  function recall(indexId: string): OpenGeneration | null {
    const found = retired.get(indexId)
    if (found === undefined) return null
    clearTimeout(found.timer)
    retired.delete(indexId)
    return found.generation
  }

  async function drop({ row, follower }: OpenGeneration): Promise<void> {
    if (recall(row.index_id) === null) return
    await follower.close()
    await vectorIndexStore.drop(row.index_id)
  }

  return {
    recall,
    drop,
    add(generation) {
      generation.follower.pause()
      const timer = setTimeout(() => {
        drop(generation).catch((cause: unknown) => {
          logger.error('deleting a vector index that no longer serves failed', { error: String(cause) })
        })
      }, delayMs)
      timer.unref()
      retired.set(generation.row.index_id, { generation, timer })
    },
    all: () => [...retired.values()].map(({ generation }) => generation),
  }
}
