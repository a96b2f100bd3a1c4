import { LearnPathError } from '@learnpath/contracts'
import type { Logger } from '../../ports/logger.ts'
import type { VectorEntry, VectorHit, VectorIndex, VectorQuery } from '../../ports/vector-index.ts'
import { type Committer, createCommitter } from './commit.ts'
import { removeManifest } from './index-files.ts'
import type { IndexState } from './index-state.ts'
import { openState } from './open-state.ts'
import { ROWS_PER_FLUSH } from './plan-merges.ts'
import { readRow } from './row-format.ts'
import { type Searcher, createSearcher } from './search.ts'
import { Slices } from './slices.ts'

const SLICE_MS = 3
/** Rows in memory above which a change waits for the flush. */
const MOST_PENDING_ROWS = 4 * ROWS_PER_FLUSH

export interface LocalVectorIndexOptions {
  /** Made when it is missing. Nobody else may write to it. */
  readonly folder: string
  readonly dimensions: number
  readonly logger: Logger
}

/**
 * Vector index of our own in one folder: coded vectors in memory, exact ones on disk, changes collected in memory and committed
 * together in one step.
 * @throws LP_INDEX_DAMAGED when a file is not what was written, or was written for other dimensions.
 */
export async function createLocalVectorIndex(options: LocalVectorIndexOptions): Promise<VectorIndex> {
  const { folder, dimensions } = options
  const { state, manifest } = await openState(folder, dimensions)
  return new LocalVectorIndex(options, state, createCommitter(folder, state, manifest))
}

class LocalVectorIndex implements VectorIndex {
  readonly dimensions: number
  readonly keepsHomes = false
  /** What an earlier version wrote in another form is opened empty. */
  readonly isOutdated = false
  readonly #folder: string
  readonly #logger: Logger
  readonly #state: IndexState
  readonly #committer: Committer
  readonly #searcher: Searcher
  #flushing: Promise<void> | null = null
  #failure: Error | null = null
  #unusable: LearnPathError | null = null

  constructor({ folder, dimensions, logger }: LocalVectorIndexOptions, state: IndexState, committer: Committer) {
    this.dimensions = dimensions
    this.#folder = folder
    this.#logger = logger
    this.#state = state
    this.#committer = committer
    this.#searcher = createSearcher(state)
  }

  get durableSequence(): number {
    return this.#state.durableSequence
  }

  get appliedSequence(): number {
    return this.#state.appliedSequence
  }

  async replaceDocument(sequence: number, documentId: string, entries: readonly VectorEntry[]): Promise<void> {
    if (this.#unusable !== null) throw this.#unusable
    if (this.#failure !== null) {
      const failure = this.#failure
      this.#failure = null
      throw failure
    }
    this.#state.replace(documentId, entries)
    this.#state.appliedSequence = Math.max(this.#state.appliedSequence, sequence)
    const rowCount = this.#state.pendingRowCount()
    if (rowCount >= ROWS_PER_FLUSH && this.#flushing === null) this.#flushInBackground()
    if (rowCount >= MOST_PENDING_ROWS) await this.#flushing
  }

  async search(query: VectorQuery): Promise<readonly VectorHit[]> {
    this.#checkLength(query.vector)
    return await this.#noticingDamage(() => this.#searcher.search(query))
  }

  async vectors(chunkIds: readonly number[]): Promise<readonly (Float32Array | null)[]> {
    return await this.#noticingDamage(async () => {
      const found: (Float32Array | null)[] = []
      const slices = new Slices(SLICE_MS)
      for (const chunkId of chunkIds) {
        found.push(this.#vectorOf(chunkId))
        if (slices.isOver) await slices.breathe()
      }
      return found
    })
  }

  entryCount(): number {
    return this.#state.entryCount
  }

  sizeBytes(): number {
    return this.#state.segments.reduce(
      (sum, { stored }) => sum + stored.codes.sizeBytes + stored.rows.sizeBytes + (stored.deleted?.sizeBytes ?? 0),
      0,
    )
  }

  async refresh(): Promise<void> {
    await Promise.resolve()
  }

  async flush(): Promise<void> {
    await this.#noticingDamage(() => this.#committer.flush())
  }

  async purgeDeleted(): Promise<void> {
    await this.#noticingDamage(() => this.#committer.purge())
  }

  async close(): Promise<void> {
    await this.#committer.stop()
    await this.#flushing
    try {
      if (this.#unusable === null) await this.flush()
    } finally {
      this.#unusable = new LearnPathError('LP_INTERNAL', { detail: 'the vector index is closed' })
      for (const { segment } of this.#state.segments) await segment.release()
      this.#state.segments = []
    }
  }

  #vectorOf(chunkId: number): Float32Array | null {
    const bytes = new Uint8Array(this.#state.format.bytes)
    for (const rows of this.#state.pending) {
      const row = rows.table.liveRowOf(chunkId)
      if (row >= 0) return this.#decoded(rows.row(row))
    }
    for (const { segment } of this.#state.segments) {
      const row = segment.table.liveRowOf(chunkId)
      if (row < 0) continue
      segment.readRow(row, bytes)
      return this.#decoded(bytes)
    }
    return null
  }

  #decoded(row: Uint8Array): Float32Array {
    const vector = new Float32Array(this.dimensions)
    readRow(this.#state.format, row, vector)
    return vector
  }

  #checkLength({ length }: Float32Array): void {
    if (length === this.dimensions) return
    const detail = `a query of ${length} components came to an index of ${this.dimensions}`
    throw new LearnPathError('LP_INTERNAL', { detail })
  }

  /** After damage nothing of the index counts any more; the next to open it finds it empty and makes it anew. */
  async #noticingDamage<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#unusable !== null) throw this.#unusable
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof LearnPathError && cause.code === 'LP_INDEX_DAMAGED') {
        this.#unusable = cause
        this.#logger.error('the vector index is damaged and will be made anew', { error: cause.message })
        await removeManifest(this.#folder)
      }
      throw cause
    }
  }

  #flushInBackground(): void {
    this.#flushing = this.flush()
      .catch((cause: unknown) => {
        // Told to the next caller who brings a change; a flush that is waited for tells its own.
        this.#failure = cause instanceof Error ? cause : new LearnPathError('LP_INTERNAL', { cause })
      })
      .finally(() => {
        this.#flushing = null
        this.#mergeInBackground()
      })
  }

  #mergeInBackground(): void {
    this.#noticingDamage(() => this.#committer.mergeWhatIsDue()).catch((cause: unknown) => {
      this.#failure = cause instanceof Error ? cause : new LearnPathError('LP_INTERNAL', { cause })
    })
  }
}
