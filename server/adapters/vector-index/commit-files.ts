import type { Coding } from './coding.ts'
import { type Manifest, sweepFiles, writeIndexFile, writeManifest } from './index-files.ts'
import type { HeldSegment } from './index-state.ts'
import type { RowFormat } from './row-format.ts'
import { type RowSource, type WrittenSegment, writeSegment } from './segment-writer.ts'

/** The files of an index as a commit writes them. */
export interface CommitFiles {
  readonly isCommitted: boolean
  /** Null when there is no row, or when it was cancelled. The files stay, named or not, until `release`. */
  writeSegment(sources: readonly RowSource[], isCancelled: () => boolean): Promise<WrittenSegment | null>
  /** The segment with a file of its deletions, written anew when there are new ones. */
  storeDeleted(held: HeldSegment, dead: readonly number[]): Promise<HeldSegment>
  storeManifest(sequence: number, segments: readonly HeldSegment[]): Promise<void>
  /** Deletes what neither the manifest names nor is being written. */
  sweep(): Promise<void>
}

export function createCommitFiles(
  folder: string,
  { coding, format }: { readonly coding: Coding; readonly format: RowFormat },
  opened: Manifest | null,
): CommitFiles {
  /** Files of segments being written or waiting for their commit. */
  const unfinished = new Set<string>()
  let manifest = opened
  let nextFile = opened?.nextFile ?? 1

  return {
    get isCommitted() {
      return manifest !== null
    },
    async writeSegment(sources, isCancelled) {
      if (sources.every(({ rowCount }) => rowCount === 0)) return null
      const number = nextFile++
      const names = [`rows-${number}`, `codes-${number}`]
      for (const name of names) unfinished.add(name)
      const forget = (): void => {
        for (const name of names) unfinished.delete(name)
      }
      try {
        const written = await writeSegment({ folder, coding, format, number, sources, isCancelled })
        if (written === null) forget()
        return written
      } catch (cause) {
        forget()
        throw cause
      }
    },
    async storeDeleted(held, dead) {
      if (dead.length === held.storedDeadDocuments) return held
      const numbers = Uint32Array.from(dead).toSorted()
      const deleted = await writeIndexFile(folder, `deleted-${nextFile++}`, [new Uint8Array(numbers.buffer)])
      return { segment: held.segment, stored: { ...held.stored, deleted }, storedDeadDocuments: dead.length }
    },
    async storeManifest(sequence, segments) {
      const { dimensions, bits } = coding
      const next = { sequence, nextFile, dimensions, bits, segments: segments.map(({ stored }) => stored) }
      await writeManifest(folder, next)
      manifest = next
      for (const { codes, rows } of next.segments) for (const { name } of [codes, rows]) unfinished.delete(name)
    },
    async sweep() {
      await sweepFiles(folder, manifest, unfinished)
    },
  }
}
