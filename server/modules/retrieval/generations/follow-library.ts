import type { Change } from '../../library/index.ts'
import { applyDocuments, type Applying, type AwaitedVector, type ChangedDocument } from './apply-documents.ts'
import type { GenerationsDependencies } from './generations-dependencies.ts'

const CHANGES_PER_BATCH = 256
/** Documents are worked on together until they have so many chunks, so that short ones fill the model's batches. */
const CHUNKS_PER_GROUP = 64
const DOCUMENTS_PER_GROUP = 32

export interface FollowingLibrary extends Applying {
  readonly library: Pick<GenerationsDependencies['library'], 'changesAfter' | 'indexableDocument'>
  /** What the work last ended at; null when it went on. */
  readonly awaited: () => AwaitedVector | null
}

async function* groupsOf(
  { library }: FollowingLibrary,
  changes: readonly Change[],
): AsyncGenerator<readonly ChangedDocument[]> {
  let group: ChangedDocument[] = []
  let chunks = 0
  for (const { kind, documentId, sequence } of changes) {
    const document = kind === 'document-deleted' ? null : await library.indexableDocument(documentId)
    group.push({ sequence, documentId, document })
    chunks += document?.chunks.length ?? 0
    if (chunks >= CHUNKS_PER_GROUP || group.length >= DOCUMENTS_PER_GROUP) {
      yield group
      group = []
      chunks = 0
    }
  }
  if (group.length > 0) yield group
}

async function applyAll(following: FollowingLibrary, changes: readonly Change[]): Promise<boolean> {
  for await (const group of groupsOf(following, changes)) {
    if (following.isStopped() || !(await applyDocuments(following, group))) return false
  }
  return true
}

/** Asked by each who hears that something was done somewhere: documents are read again only when they can be taken. */
async function stillAwaits(
  { awaited, mayEmbed, stored, generationId }: FollowingLibrary,
  next: Change,
): Promise<boolean> {
  const vector = awaited()
  if (vector === null || vector.sequence !== next.sequence || mayEmbed()) return false
  return !(await stored.has(generationId, vector.documentId, vector.hash))
}

/** Applies the change log from where the index is to its end. @returns false when it was stopped or had to leave some out. */
export async function followLibrary(following: FollowingLibrary): Promise<boolean> {
  for (;;) {
    const changes = await following.library.changesAfter(following.index.appliedSequence, CHANGES_PER_BATCH)
    const [next] = changes
    if (next === undefined) return true
    if ((await stillAwaits(following, next)) || !(await applyAll(following, changes))) return false
  }
}

/** Tries once more what the model could not process earlier. @returns false when it was stopped. */
export async function fillGaps(following: FollowingLibrary): Promise<boolean> {
  const { library, stored, generationId, index } = following
  for (const documentId of await stored.documentsWithGaps(generationId)) {
    const document = await library.indexableDocument(documentId)
    const changed = { sequence: index.appliedSequence, documentId, document, withGaps: true }
    if (following.isStopped() || !(await applyDocuments(following, [changed]))) return false
  }
  return true
}
