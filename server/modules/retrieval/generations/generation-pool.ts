import { LearnPathError } from '@learnpath/contracts'
import type { GenerationRow, GenerationRows } from './generation-rows.ts'
import { openGeneration, type OpenGeneration, type OpeningOptions } from './open-generation.ts'
import { createRetiredGenerations } from './retired-generations.ts'

export interface PoolOptions extends Omit<OpeningOptions, 'followed'> {
  readonly rows: GenerationRows
}

/** The generations that are open. */
export interface GenerationPool {
  get(generationId: string): OpenGeneration | null
  /** Begins, or goes on, to follow the library. @throws as `openGeneration` */
  open(row: GenerationRow): Promise<OpenGeneration>
  /** Follows no more; its index is deleted after a while, its stored vectors stay. */
  retire(generationId: string): Promise<void>
  /** Follows no more; its index is deleted at once. */
  discard(generationId: string): Promise<void>
  /** Another index of the same generation, made from the stored vectors, takes the place of the first. */
  replaceIndex(current: OpenGeneration, indexId: string): Promise<OpenGeneration>
  /** Places of all indexes that are in use. */
  indexIds(): ReadonlySet<string>
  wakeAll(): void
  /** The row as another process left it. */
  adopt(open: OpenGeneration, row: GenerationRow): void
  /** Takes a deleted document out of all indexes. */
  forget(documentId: string): void
  closeAll(): Promise<void>
}

/** Follows until it has all that `current` has, and as much more as this program may. @throws what keeps it from that */
async function complete(next: OpenGeneration, current: OpenGeneration, isClosed: () => boolean): Promise<void> {
  const { index } = next.follower
  next.follower.resume()
  for (let before = -1; index.appliedSequence < next.target && index.appliedSequence > before;) {
    before = index.appliedSequence
    await next.follower.settled()
    const cause = isClosed() ? new LearnPathError('LP_SERVER_STOPPING') : next.trouble
    if (cause !== null) throw cause
  }
  if (index.appliedSequence < Math.min(next.target, current.follower.index.appliedSequence)) {
    throw new LearnPathError('LP_GENERATION_STATE', { detail: 'some passages have no vector yet; start the server' })
  }
  await index.flush()
}

export function createGenerationPool(options: PoolOptions): GenerationPool {
  const { dependencies, rows, timing } = options
  const { vectorIndexStore, library, logger } = dependencies
  const open = new Map<string, OpenGeneration>()
  const retired = createRetiredGenerations(vectorIndexStore, logger, timing.retireDelayMs)
  const opening: OpeningOptions = { ...options, followed: () => new Set(open.keys()) }
  let replacing: OpenGeneration | null = null
  let replacingId = ''
  let closed = false

  async function takeOut(generationId: string): Promise<OpenGeneration | null> {
    const generation = open.get(generationId) ?? null
    if (generation === null) return null
    open.delete(generationId)
    const { index } = generation.follower
    if (options.mayStore()) {
      await rows.update(generationId, { chunks_done: index.entryCount(), sequence: index.appliedSequence })
    }
    return generation
  }

  return {
    get: (generationId) => open.get(generationId) ?? null,
    async open(row) {
      const generation = open.get(row.id) ?? retired.recall(row.index_id) ?? (await openGeneration(opening, row))
      generation.row = row
      generation.target = await library.latestSequence()
      open.set(row.id, generation)
      generation.follower.resume()
      return generation
    },
    async retire(generationId) {
      const generation = await takeOut(generationId)
      if (generation !== null) retired.add(generation)
    },
    async discard(generationId) {
      for (const one of retired.all()) if (one.row.id === generationId) await retired.drop(one)
      const generation = await takeOut(generationId)
      if (generation === null) return
      await generation.follower.close()
      await vectorIndexStore.drop(generation.row.index_id)
    },
    async replaceIndex(current, indexId) {
      replacingId = indexId
      const next = await openGeneration(opening, { ...current.row, index_id: indexId })
      replacing = next
      try {
        await complete(next, current, () => closed)
        if (open.get(current.row.id) !== current) {
          throw new LearnPathError('LP_GENERATION_STATE', { detail: `${current.row.id} does not serve any more` })
        }
        next.row = await rows.update(current.row.id, { index_id: indexId })
      } catch (cause) {
        await next.follower.close()
        await vectorIndexStore.drop(indexId)
        throw cause
      } finally {
        replacing = null
      }
      next.ready = true
      open.set(current.row.id, next)
      retired.add(current)
      return next
    },
    indexIds: () => new Set([replacingId, ...[...open.values(), ...retired.all()].map(({ row }) => row.index_id)]),
    adopt(generation, row) {
      // Every process keeps its index at a place of its own, or all have the same.
      generation.row = { ...row, index_id: generation.row.index_id }
    },
    wakeAll() {
      for (const { follower } of open.values()) follower.wake()
    },
    forget(documentId) {
      for (const { follower } of [...open.values(), ...retired.all()]) follower.forget(documentId)
    },
    async closeAll() {
      closed = true
      await replacing?.follower.close()
      for (const generation of retired.all()) await retired.drop(generation)
      for (const generationId of open.keys()) await (await takeOut(generationId))?.follower.close()
    },
  }
}
