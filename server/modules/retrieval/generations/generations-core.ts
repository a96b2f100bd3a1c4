import type { Generation, LearnPathError } from '@learnpath/contracts'
import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import { createMutex, type Mutex } from '../../../kernel/mutex.ts'
import type { VectorIndexStore } from '../../../ports/vector-index.ts'
import { describeGeneration } from './describe-generation.ts'
import { createGenerationPool, type GenerationPool } from './generation-pool.ts'
import { createGenerationRows, type GenerationRow, type GenerationRows } from './generation-rows.ts'
import { DEFAULT_TIMING, type GenerationsDependencies, type GenerationsTiming } from './generations-dependencies.ts'
import type { OpenGeneration } from './open-generation.ts'
import { stateHere } from './state-here.ts'
import { createStoredVectors, type StoredVectors } from './stored-vectors.ts'

const TOTAL_IS_FRESH_MS = 10_000

/** What the parts of this module share: the rows, what is open, and what serves. */
export interface GenerationsCore {
  readonly dependencies: GenerationsDependencies
  readonly timing: GenerationsTiming
  readonly rows: GenerationRows
  readonly stored: StoredVectors
  readonly pool: GenerationPool
  /** One change of what there is and what serves after the other. */
  readonly exclusively: Mutex
  /** One index is made anew after the other. */
  readonly renewing: Mutex
  /** Rows as of the last change. */
  known: readonly GenerationRow[]
  /** States of the rows, by id, as they were when they were last compared with what other processes do. */
  adopted: ReadonlyMap<string, string>
  /** What answers searches; null when nothing does. */
  serving: OpenGeneration | null
  /** Why the model of a generation cannot be opened. */
  readonly unavailable: Map<string, LearnPathError>
  /** Whether this program makes vectors, or only uses what is there. */
  mayBuild: boolean
  stopped: boolean
  /** Whether other processes have the same indexes, of which one writes. */
  readonly hasSharedIndexes: boolean
  /** Whether the indexes are this process's to write and to delete. */
  mayWrite(): boolean
  /** Chunks of the library, as last counted. */
  totalChunks: number
  /** Reads the rows again and tells of one that changed. */
  changed(generationId: string): Promise<Generation>
  describe(row: GenerationRow): Promise<Generation>
  /** Runs work that nobody waits for. */
  inBackground(what: string, work: () => Promise<unknown>): void
}

export interface CoreListeners {
  readonly onProgress: (core: GenerationsCore, open: OpenGeneration) => void
  readonly onTrouble: (core: GenerationsCore, open: OpenGeneration, trouble: LearnPathError | null) => void
  readonly onDamaged: (core: GenerationsCore, open: OpenGeneration) => void
}

/** Who only reads does not delete either. */
const writtenWhere = (store: VectorIndexStore, mayWrite: () => boolean): VectorIndexStore => ({
  isShared: store.isShared,
  open: async (generationId, dimensions) => await store.open(generationId, dimensions),
  async drop(generationId) {
    if (mayWrite()) await store.drop(generationId)
  },
  list: async () => await store.list(),
})

export function createGenerationsCore(given: GenerationsDependencies, listeners: CoreListeners): GenerationsCore {
  const { store, library, clock, eventBus, logger, leadership } = given
  const hasSharedIndexes = given.vectorIndexStore.isShared && leadership.isShared
  const mayWrite = (): boolean => core.mayBuild || !hasSharedIndexes
  const dependencies = { ...given, vectorIndexStore: writtenWhere(given.vectorIndexStore, mayWrite) }
  const timing = { ...DEFAULT_TIMING, ...dependencies.timing }
  const rows = createGenerationRows(store.db)
  const stored = createStoredVectors(store.db)
  let countedAt = -Infinity

  async function countChunks(): Promise<number> {
    if (clock.monotonicMs() - countedAt > TOTAL_IS_FRESH_MS) {
      core.totalChunks = (await library.statistics()).chunks
      countedAt = clock.monotonicMs()
    }
    return core.totalChunks
  }

  const pool = createGenerationPool({
    dependencies,
    rows,
    stored,
    timing,
    mayEmbed: () => core.mayBuild,
    mayStore: () => core.mayBuild || !leadership.isShared,
    mayWrite,
    onProgress: (open) => {
      listeners.onProgress(core, open)
    },
    onTrouble: (open, trouble) => {
      listeners.onTrouble(core, open, trouble)
    },
    onDamaged: (open) => {
      listeners.onDamaged(core, open)
    },
  })
  const core: GenerationsCore = {
    dependencies,
    timing,
    rows,
    stored,
    pool,
    exclusively: createMutex(),
    renewing: createMutex(),
    known: [],
    adopted: new Map(),
    serving: null,
    unavailable: new Map(),
    mayBuild: false,
    stopped: false,
    hasSharedIndexes,
    mayWrite,
    totalChunks: 0,
    async changed(generationId) {
      core.known = await rows.all()
      const generation = await core.describe(await rows.get(generationId))
      eventBus.publish({ type: 'generation-changed', generation })
      return generation
    },
    async describe(row) {
      // Before anything is waited for: of several that are described together one serves, not none and not two.
      const state = stateHere(core, row)
      return await outsideScopes(async () => {
        const latestSequence = await library.latestSequence()
        const gaps = await stored.gapCount(row.id)
        const figures = { state, latestSequence, chunks: await countChunks(), gaps }
        return describeGeneration(row, pool.get(row.id), figures)
      })
    },
    inBackground(what, work) {
      work().catch((cause: unknown) => {
        if (!core.stopped) logger.error(`${what} failed`, { error: String(cause) })
      })
    },
  }
  return core
}
