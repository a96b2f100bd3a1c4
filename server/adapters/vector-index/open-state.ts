import { createCoding } from './coding.ts'
import { type Manifest, type StoredFile, damaged, readIndexFile, readManifest, sweepFiles } from './index-files.ts'
import { IndexState } from './index-state.ts'
import { createRowFormat } from './row-format.ts'
import { openSegment } from './segment.ts'

/** Reads what was last committed in the folder. @throws LP_INDEX_DAMAGED */
export async function openState(
  folder: string,
  dimensions: number,
): Promise<{ state: IndexState; manifest: Manifest | null }> {
  const manifest = await readManifest(folder)
  const coding = createCoding(dimensions)
  if (manifest !== null && (manifest.dimensions !== dimensions || manifest.bits !== coding.bits)) {
    throw damaged(`it was written for vectors of ${manifest.dimensions} components`)
  }
  await sweepFiles(folder, manifest, new Set())
  const state = new IndexState(coding, createRowFormat(dimensions))
  for (const stored of manifest?.segments ?? []) {
    const segment = await openSegment(folder, stored, coding, state.format)
    const dead = stored.deleted === null ? [] : await readDeleted(folder, stored.deleted)
    for (const document of dead) {
      if (document >= segment.table.documentIds.length) throw damaged('deletions belong to another segment')
      segment.table.delete(document)
    }
    state.addStored({ segment, stored, storedDeadDocuments: dead.length })
  }
  state.appliedSequence = manifest?.sequence ?? 0
  state.durableSequence = state.appliedSequence
  return { state, manifest }
}

async function readDeleted(folder: string, file: StoredFile): Promise<Uint32Array> {
  return new Uint32Array((await readIndexFile(folder, file)).buffer)
}
