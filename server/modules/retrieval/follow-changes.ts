import { breathe, collectInSlices } from '../../kernel/breathe.ts'
import type { KeywordEntry, KeywordIndex } from '../../ports/keyword-index.ts'
import type { Change, IndexableDocument } from '../library/index.ts'
import { indexEntries } from './index-entries.ts'
import type { LibraryReader } from './library-reader.ts'

const CHANGES_PER_BATCH = 256
const DOCUMENTS_PER_BATCH = 16
/** About 5 ms of analysis. */
const ENTRIES_PER_SLICE = 50

/** What the two ways of filling an index share. */
export interface Filling {
  readonly library: LibraryReader
  readonly index: KeywordIndex
  /** Asked between documents; once true, the work ends where it is. */
  readonly isStopped: () => boolean
}

async function entriesOf(document: IndexableDocument): Promise<KeywordEntry[]> {
  return await collectInSlices(indexEntries(document), ENTRIES_PER_SLICE)
}

/** The last change of every document of a batch, in log order: what came before it is overwritten anyway. */
function lastChanges(changes: readonly Change[]): Change[] {
  const last = new Map<string, Change>()
  for (const change of changes) {
    last.delete(change.documentId)
    last.set(change.documentId, change)
  }
  return [...last.values()]
}

/** What hears of changes that searches see from now on. */
export interface ChangeListener {
  readonly onApplied?: () => void
  readonly onDeleted?: () => void
}

/** Applies the change log from where the index is to its end. */
export async function followChanges(
  { library, index, isStopped }: Filling,
  { onApplied, onDeleted }: ChangeListener = {},
): Promise<void> {
  while (!isStopped()) {
    const changes = await library.changesAfter(index.appliedSequence, CHANGES_PER_BATCH)
    if (changes.length === 0) return
    for (const { kind, documentId, sequence } of lastChanges(changes)) {
      if (isStopped()) return
      const document = kind === 'document-deleted' ? null : await library.indexableDocument(documentId)
      await index.replaceDocument(sequence, documentId, document === null ? [] : await entriesOf(document))
      onApplied?.()
      if (document === null) onDeleted?.()
      await breathe()
    }
  }
}

/** Adds every document of the library to an empty index, then follows what was logged meanwhile. @returns number of documents. */
export async function fillFromLibrary(filling: Filling, report: (done: number) => void): Promise<number> {
  const { library, index, isStopped } = filling
  const snapshot = await library.latestSequence()
  let after: string | null = null
  let done = 0
  let batch: IndexableDocument[]
  do {
    batch = await library.indexableDocuments(after, DOCUMENTS_PER_BATCH)
    for (const document of batch) {
      // Sequence 0 until all are in: an index that is cut short must not claim to hold anything.
      await index.replaceDocument(0, document.documentId, await entriesOf(document))
      after = document.documentId
      done += 1
      report(done)
      await breathe()
      if (isStopped()) return done
    }
  } while (batch.length === DOCUMENTS_PER_BATCH)
  // Every document as of `snapshot` or later is in; deleting nobody moves the sequence there.
  await index.replaceDocument(snapshot, '', [])
  await followChanges(filling)
  return done
}
