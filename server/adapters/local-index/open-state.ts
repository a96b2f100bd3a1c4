import { LearnPathError } from '@learnpath/contracts'
import type { Bm25Parameters } from './bm25.ts'
import { type Manifest, readIndexFile, readManifest, sweepFiles } from './index-files.ts'
import { IndexState } from './index-state.ts'
import { LiveSegment, bitsFor } from './live-segment.ts'
import { readSegment } from './segment.ts'

/** Reads what was last committed in the folder. @throws LP_INDEX_DAMAGED */
export async function openState(
  folder: string,
  parameters: Bm25Parameters,
): Promise<{ state: IndexState; manifest: Manifest | null }> {
  const manifest = await readManifest(folder)
  await sweepFiles(folder, manifest)
  const state = new IndexState(parameters)
  if (manifest === null) return { state, manifest }
  if (manifest.parameters.k1 !== parameters.k1 || manifest.parameters.b !== parameters.b) {
    throw new LearnPathError('LP_INDEX_DAMAGED', { detail: 'it was written for other ranking parameters' })
  }
  for (const stored of manifest.segments) {
    const live = new LiveSegment(readSegment(await readIndexFile(folder, stored.segment)))
    if (stored.deleted !== null) {
      const bytes = await readIndexFile(folder, stored.deleted)
      if (bytes.length !== bitsFor(live.documentCount).byteLength) {
        throw new LearnPathError('LP_INDEX_DAMAGED', { detail: `${stored.deleted.name} belongs to another segment` })
      }
      live.deleteAll(new Uint32Array(bytes.buffer))
    }
    state.addStored(live, stored)
  }
  state.appliedSequence = manifest.sequence
  state.durableSequence = manifest.sequence
  state.nextFile = manifest.nextFile
  return { state, manifest }
}
