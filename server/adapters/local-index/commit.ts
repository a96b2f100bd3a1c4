import { setImmediate } from 'node:timers/promises'
import {
  type Manifest,
  type StoredFile,
  type StoredSegment,
  sweepFiles,
  writeIndexFile,
  writeManifest,
} from './index-files.ts'
import type { HeldSegment, IndexState } from './index-state.ts'
import { LiveSegment, hasBit } from './live-segment.ts'
import { mergeSegments } from './merge-segments.ts'
import { type MergeCandidate, planMerges } from './plan-merges.ts'
import type { Segment } from './segment.ts'

/** Longest stretch of merging before other work gets its turn. */
const SLICE_MS = 4

/** A segment as it was when the commit began; what is deleted meanwhile belongs to the next commit. */
interface Snapshot extends MergeCandidate {
  readonly held: HeldSegment
  readonly live: LiveSegment
  readonly dead: Uint32Array | null
}

interface Replacement {
  readonly inputs: readonly Snapshot[]
  /** Null when nothing of the inputs was alive. */
  readonly output: { readonly live: LiveSegment; readonly stored: StoredSegment } | null
}

/** Writes the state to its folder, one commit after the other. */
export interface Committer {
  commit(options: { readonly purge: boolean }): Promise<void>
  clear(): Promise<void>
}

export function createCommitter(folder: string, state: IndexState, opened: Manifest | null): Committer {
  let manifest = opened
  let last: Promise<unknown> = Promise.resolve()

  async function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    await mine
  }

  async function store(kind: 'segment' | 'deleted', bytes: Uint8Array): Promise<StoredFile> {
    const name = `${kind}-${state.nextFile}`
    state.nextFile += 1
    return await writeIndexFile(folder, name, bytes)
  }

  async function merge(inputs: readonly Snapshot[]): Promise<Replacement> {
    const [only] = inputs
    const segment =
      inputs.length === 1 && only !== undefined && only.dead === null
        ? only.live.segment
        : await inSlices(mergeSegments(inputs, state.parameters))
    if (segment.chunkIds.length === 0) return { inputs, output: null }
    const stored = { segment: await store('segment', segment.file), deleted: null }
    return { inputs, output: { live: new LiveSegment(segment), stored } }
  }

  /** Files of a segment that stays, with its deletions written when there are new ones. */
  async function keep({ held, dead, deadChunkCount }: Snapshot): Promise<HeldSegment> {
    const { live, stored, storedDeadChunks } = held
    if (stored === null || dead === null || storedDeadChunks === deadChunkCount) return held
    const deleted = await store('deleted', new Uint8Array(dead.buffer, dead.byteOffset, dead.byteLength))
    return { live, stored: { segment: stored.segment, deleted }, storedDeadChunks: deadChunkCount }
  }

  async function run(purge: boolean): Promise<void> {
    state.seal()
    const sequence = state.appliedSequence
    const snapshots = state.segments.map(snapshotOf)
    const groups = planMerges(snapshots, purge)
    const unchanged = snapshots.every(({ held, deadChunkCount }) => held.storedDeadChunks === deadChunkCount)
    if (groups.length === 0 && unchanged && sequence === state.durableSequence && manifest !== null) return
    const merged = new Set(groups.flat())
    state.setCommitting(state.segments)
    const replacements: Replacement[] = []
    for (const group of groups) replacements.push(await merge(group))
    const kept: HeldSegment[] = []
    for (const snapshot of snapshots) if (!merged.has(snapshot)) kept.push(await keep(snapshot))
    const outputs = replacements.flatMap(({ output }) => (output === null ? [] : [output]))
    const segments = [...kept, ...outputs].flatMap(({ stored }) => (stored === null ? [] : [stored]))
    const next = { sequence, nextFile: state.nextFile, parameters: state.parameters, segments }
    await writeManifest(folder, next)
    manifest = next
    for (const replacement of replacements) carryDeletions(replacement)
    const old = new Set(snapshots.map(({ held }) => held))
    state.segments = [
      ...kept,
      ...outputs.map(({ live, stored }) => ({ live, stored, storedDeadChunks: 0 })),
      ...state.segments.filter((held) => !old.has(held)),
    ]
    state.durableSequence = sequence
  }

  async function commit({ purge }: { readonly purge: boolean }): Promise<void> {
    await inTurn(async () => {
      try {
        await run(purge)
      } finally {
        state.setCommitting(null)
        await sweepFiles(folder, manifest)
      }
    })
  }

  return {
    commit,
    async clear() {
      await inTurn(async () => {
        state.clear()
        const empty = { sequence: 0, nextFile: state.nextFile, parameters: state.parameters, segments: [] }
        await writeManifest(folder, empty)
        manifest = empty
        await sweepFiles(folder, manifest)
      })
    },
  }
}

function snapshotOf(held: HeldSegment): Snapshot {
  const { live, stored } = held
  return {
    held,
    live,
    dead: live.deadDocuments?.slice() ?? null,
    chunkCount: live.chunkCount,
    deadChunkCount: live.deadChunkCount,
    inMemory: stored === null,
  }
}

/** Deletes from a merge's output what was deleted from its inputs since it began. */
function carryDeletions({ inputs, output }: Replacement): void {
  if (output === null) return
  const encoder = new TextEncoder()
  for (const { live, dead, deadChunkCount } of inputs) {
    if (live.deadDocuments === null || live.deadChunkCount === deadChunkCount) continue
    for (let document = 0; document < live.documentCount; document++) {
      if (!hasBit(live.deadDocuments, document) || (dead !== null && hasBit(dead, document))) continue
      const place = output.live.findDocument(encoder.encode(live.documentId(document)))
      if (place >= 0) output.live.deleteDocument(place)
    }
  }
}

async function inSlices(work: Generator<void, Segment>): Promise<Segment> {
  let sliceEnd = performance.now() + SLICE_MS
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    if (performance.now() < sliceEnd) continue
    await setImmediate()
    sliceEnd = performance.now() + SLICE_MS
  }
}
