import { createMutex } from '../../kernel/mutex.ts'
import { type Manifest, sweepFiles, writeIndexFile, writeManifest } from './index-files.ts'
import type { HeldSegment, IndexState } from './index-state.ts'
import { PendingRows } from './pending-rows.ts'
import { planMerge } from './plan-merges.ts'
import type { RowTable } from './row-table.ts'
import type { Segment } from './segment.ts'
import { type RowSource, type WrittenSegment, writeSegment } from './segment-writer.ts'

/** Segments that one new segment replaces. */
interface Replacement {
  readonly inputs: readonly Segment[]
  readonly sources: readonly RowSource[]
  /** Null when nothing of the inputs was alive. */
  readonly output: WrittenSegment | null
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
  const { coding, format } = state
  const commitInTurn = createMutex()
  const mergeInTurn = createMutex()
  /** Files of merges, which the manifest does not name yet. */
  const unfinished = new Set<string>()
  let manifest = opened
  let nextFile = opened?.nextFile ?? 1
  let stopping = false

  const namesOf = (number: number): string[] => [`rows-${number}`, `codes-${number}`]

  async function write(
    sources: readonly RowSource[],
    number: number,
    isCancelled: () => boolean,
  ): Promise<WrittenSegment | null> {
    if (sources.every(({ rowCount }) => rowCount === 0)) return null
    return await writeSegment({ folder, coding, format, number, sources, isCancelled })
  }

  /** The file of a segment's deletions, written anew when there are new ones. */
  async function storeDeleted(held: HeldSegment, dead: readonly number[]): Promise<HeldSegment> {
    if (dead.length === held.storedDeadDocuments) return held
    const numbers = Uint32Array.from(dead).toSorted()
    const deleted = await writeIndexFile(folder, `deleted-${nextFile++}`, [new Uint8Array(numbers.buffer)])
    return { segment: held.segment, stored: { ...held.stored, deleted }, storedDeadDocuments: dead.length }
  }

  async function storeManifest(sequence: number, segments: readonly HeldSegment[]): Promise<void> {
    const { dimensions, bits } = coding
    const next = { sequence, nextFile, dimensions, bits, segments: segments.map(({ stored }) => stored) }
    await writeManifest(folder, next)
    manifest = next
  }

  async function commit(replacement: Replacement | null): Promise<void> {
    const sequence = state.appliedSequence
    const replaced = new Set(replacement?.inputs)
    const kept = state.segments.filter(({ segment }) => !replaced.has(segment))
    const dead = kept.map(({ segment }) => [...segment.table.deadDocuments])
    const carried = replacement === null ? [] : deletedSince(replacement.sources)
    const frozen = state.pending
    const sources = frozen.map((rows) => sourceOf(rows.table, rows))
    const isUnchanged =
      sources.every(({ rowCount }) => rowCount === 0) &&
      kept.every(({ storedDeadDocuments }, at) => storedDeadDocuments === dead[at]?.length)
    if (isUnchanged && replacement === null && sequence === state.durableSequence && manifest !== null) return
    state.pending = [...frozen, new PendingRows(format)]
    const flushed = await write(sources, nextFile++, () => false)
    try {
      const segments: HeldSegment[] = []
      for (const [at, held] of kept.entries()) segments.push(await storeDeleted(held, dead[at] ?? []))
      if (replacement?.output != null) {
        segments.push(await storeDeleted({ ...replacement.output, storedDeadDocuments: 0 }, carried))
      }
      if (flushed !== null) segments.push({ ...flushed, storedDeadDocuments: 0 })
      await storeManifest(sequence, segments)
      if (replacement?.output != null) moveDocuments(replacement.sources, replacement.output.segment.table)
      if (flushed !== null) moveDocuments(sources, flushed.segment.table)
      state.segments = segments
      state.pending = state.pending.filter((rows) => !frozen.includes(rows))
      state.durableSequence = sequence
    } catch (cause) {
      await flushed?.segment.release()
      throw cause
    }
    for (const segment of replaced) await segment.release()
    if (flushed !== null) await state.resolveMoved(flushed.segment.table)
  }

  async function commitAndSweep(replacement: Replacement | null): Promise<void> {
    await commitInTurn(async () => {
      try {
        await commit(replacement)
      } finally {
        await sweepFiles(folder, manifest, unfinished)
      }
    })
  }

  async function merge(inputs: readonly Segment[]): Promise<void> {
    const sources = inputs
      .toSorted((one, other) => (one.table.chunkIds[0] ?? 0) - (other.table.chunkIds[0] ?? 0))
      .map((segment) => sourceOf(segment.table, segment))
    const number = nextFile++
    for (const name of namesOf(number)) unfinished.add(name)
    let output: WrittenSegment | null = null
    try {
      output = await write(sources, number, () => stopping)
      if (stopping) await output?.segment.release()
      else await commitAndSweep({ inputs, sources, output })
    } finally {
      for (const name of namesOf(number)) unfinished.delete(name)
    }
    if (output !== null) await state.resolveMoved(output.segment.table)
  }

  return {
    flush: async () => await commitAndSweep(null),
    async mergeWhatIsDue() {
      await mergeInTurn(async () => {
        while (!stopping) {
          const inputs = planMerge(state.segments.map(({ segment }) => segment))
          if (inputs.length === 0) break
          await merge(inputs)
        }
      })
    },
    async purge() {
      await mergeInTurn(async () => {
        await commitAndSweep(null)
        for (const { segment } of state.segments) {
          if (segment.table.deadDocuments.size > 0 && !stopping) await merge([segment])
        }
      })
    },
    async stop() {
      stopping = true
      await mergeInTurn(async () => undefined)
    },
  }
}

/** Where the documents of sources are in the table that is written from them in this order. */
function newPlaces(sources: readonly RowSource[]): Int32Array[] {
  let next = 0
  return sources.map(({ table, documents }) => {
    const places = new Int32Array(table.documentIds.length).fill(-1)
    for (const document of documents) places[document] = next++
    return places
  })
}

/** Documents, by their new places, that were deleted after the sources were taken. */
function deletedSince(sources: readonly RowSource[]): number[] {
  const places = newPlaces(sources)
  return sources.flatMap(({ table }, at) =>
    [...table.deadDocuments].map((document) => places[at]?.[document] ?? -1).filter((place) => place >= 0),
  )
}

/** From now on `to` has the documents of the sources. */
function moveDocuments(sources: readonly RowSource[], to: RowTable): void {
  const places = newPlaces(sources)
  for (const document of deletedSince(sources)) to.delete(document)
  for (const [at, { table }] of sources.entries())
    table.movedTo = { table: to, documents: places[at] ?? new Int32Array() }
}

/** The live rows of a table at this moment. */
function sourceOf(table: RowTable, from: Pick<Segment, 'readRows'>): RowSource {
  const documents = [...table.documentIds.keys()].filter((document) => !table.deadDocuments.has(document))
  return {
    table,
    mask: table.liveMask(),
    rowCount: table.liveRowCount,
    documents,
    readRows: async (firstRow, into) => await from.readRows(firstRow, into),
  }
}
