import { createMutex } from '../../kernel/mutex.ts'
import { type CommitFiles, createCommitFiles } from './commit-files.ts'
import type { Manifest } from './index-files.ts'
import type { HeldSegment, IndexState } from './index-state.ts'
import { deletedSince, moveDocuments, sourceOf } from './moved-documents.ts'
import { PendingRows } from './pending-rows.ts'
import { planMerge } from './plan-merges.ts'
import type { Segment } from './segment.ts'
import type { RowSource, WrittenSegment } from './segment-writer.ts'

/** Segments that one new segment replaces. */
interface Replacement {
  readonly inputs: readonly Segment[]
  readonly sources: readonly RowSource[]
  /** Null when nothing of the inputs was alive. */
  readonly output: WrittenSegment | null
}

/** The state at one sequence. */
interface Moment {
  readonly sequence: number
  /** Segments that stay or are new, with their deleted documents. */
  readonly kept: readonly { readonly held: HeldSegment; readonly dead: readonly number[] }[]
  readonly frozen: readonly PendingRows[]
  /** The live rows of `frozen`. */
  readonly sources: readonly RowSource[]
}

/** Writes the state to its folder. */
export interface Committer {
  /** Makes everything applied so far durable. */
  flush(): Promise<void>
  /** Merges segments until none is due, beside flushes. */
  mergeWhatIsDue(): Promise<void>
  /** Writes every segment anew that holds what is deleted now. */
  purge(): Promise<void>
  /** Ends merging early, for good. */
  stop(): Promise<void>
}

export function createCommitter(folder: string, state: IndexState, opened: Manifest | null): Committer {
  return new LocalCommitter(state, createCommitFiles(folder, state, opened))
}

class LocalCommitter implements Committer {
  readonly #state: IndexState
  readonly #files: CommitFiles
  readonly #commitInTurn = createMutex()
  readonly #mergeInTurn = createMutex()
  #stopping = false

  constructor(state: IndexState, files: CommitFiles) {
    this.#state = state
    this.#files = files
  }

  /** What is to be written: the state at this moment, which is that of its sequence. Null when nothing is new. */
  #takeMoment(replacement: Replacement | null): Moment | null {
    const sequence = this.#state.appliedSequence
    const replaced = new Set(replacement?.inputs)
    const kept = this.#state.segments
      .filter(({ segment }) => !replaced.has(segment))
      .map((held) => ({ held, dead: [...held.segment.table.deadDocuments] }))
    const output = replacement?.output ?? null
    if (replacement !== null && output !== null) {
      kept.push({ held: { ...output, storedDeadDocuments: 0 }, dead: deletedSince(replacement.sources) })
    }
    const frozen = this.#state.pending
    const sources = frozen.map((rows) => sourceOf(rows.table, rows))
    const isUnchanged =
      replacement === null &&
      sequence === this.#state.durableSequence &&
      sources.every(({ rowCount }) => rowCount === 0) &&
      kept.every(({ held, dead }) => held.storedDeadDocuments === dead.length)
    return isUnchanged && this.#files.isCommitted ? null : { sequence, kept, frozen, sources }
  }

  async #commit(replacement: Replacement | null): Promise<void> {
    const moment = this.#takeMoment(replacement)
    if (moment === null) return
    const { sequence, kept, frozen, sources } = moment
    this.#state.pending = [...frozen, new PendingRows(this.#state.format)]
    const flushed = await this.#files.writeSegment(sources, () => false)
    try {
      const segments: HeldSegment[] = []
      for (const { held, dead } of kept) segments.push(await this.#files.storeDeleted(held, dead))
      if (flushed !== null) segments.push({ ...flushed, storedDeadDocuments: 0 })
      await this.#files.storeManifest(sequence, segments)
      this.#state.segments = segments
    } catch (cause) {
      await flushed?.segment.release()
      throw cause
    }
    if (replacement !== null && replacement.output !== null) {
      moveDocuments(replacement.sources, replacement.output.segment.table)
    }
    if (flushed !== null) moveDocuments(sources, flushed.segment.table)
    this.#state.pending = this.#state.pending.filter((rows) => !frozen.includes(rows))
    this.#state.durableSequence = sequence
    for (const segment of replacement?.inputs ?? []) await segment.release()
    if (flushed !== null) await this.#state.resolveMoved(flushed.segment.table)
  }

  async #commitAndSweep(replacement: Replacement | null): Promise<void> {
    await this.#commitInTurn(async () => {
      try {
        await this.#commit(replacement)
      } finally {
        await this.#files.sweep()
      }
    })
  }

  async #merge(inputs: readonly Segment[]): Promise<void> {
    const sources = inputs
      .toSorted((one, other) => (one.table.chunkIds[0] ?? 0) - (other.table.chunkIds[0] ?? 0))
      .map((segment) => sourceOf(segment.table, segment))
    const output = await this.#files.writeSegment(sources, () => this.#stopping)
    if (this.#stopping) return await output?.segment.release()
    await this.#commitMerged({ inputs, sources, output })
  }

  async #commitMerged(replacement: Replacement): Promise<void> {
    const { output } = replacement
    try {
      await this.#commitAndSweep(replacement)
    } catch (cause) {
      await output?.segment.release()
      throw cause
    }
    if (output !== null) await this.#state.resolveMoved(output.segment.table)
  }

  async flush(): Promise<void> {
    await this.#commitAndSweep(null)
  }

  async mergeWhatIsDue(): Promise<void> {
    await this.#mergeInTurn(async () => {
      while (!this.#stopping) {
        const inputs = planMerge(this.#state.segments.map(({ segment }) => segment))
        if (inputs.length === 0) break
        await this.#merge(inputs)
      }
    })
  }

  async purge(): Promise<void> {
    await this.#mergeInTurn(async () => {
      await this.#commitAndSweep(null)
      for (const { segment } of this.#state.segments) {
        if (segment.table.deadDocuments.size > 0 && !this.#stopping) await this.#merge([segment])
      }
    })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await this.#mergeInTurn(async () => undefined)
  }
}
