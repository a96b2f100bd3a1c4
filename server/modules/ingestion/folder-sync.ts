import { LearnPathError } from '@learnpath/contracts'
import type { Document } from '@learnpath/contracts'
import type { FolderScan, FoundFile } from '../../ports/folder-watcher.ts'
import { nameOf, placeDocument, receiveDocument } from './add-document.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import type { WatchRow } from './watch-rows.ts'

const PAGE = 1000
/** A file that was written to this recently may still be being written; it is looked at again soon. In ms. */
const SETTLE_MS = 500
/** Errors that stop the whole sync instead of one file. */
const STOPS_SYNC = new Set(['LP_STORE_FULL', 'LP_STORE_DAMAGED', 'LP_HOME_UNUSABLE', 'LP_COLLECTION_NOT_FOUND'])

interface SyncProblem {
  readonly path: string
  readonly reason: string
}

export interface SyncResult {
  readonly problems: readonly SyncProblem[]
  /** Files that are still being written: look again soon. */
  readonly unsettled: number
}

/** What is remembered between two looks at a folder. */
export interface SyncMemory {
  /** Files that were refused, with the size and time they had: they are not read again until they change. */
  readonly refused: Map<string, { readonly sizeBytes: number; readonly modifiedAt: number; readonly reason: string }>
}

interface SyncRun {
  readonly dependencies: IngestionDependencies
  readonly watch: WatchRow
  readonly memory: SyncMemory
  readonly known: ReadonlyMap<string, Document>
  /** Known documents whose file is gone. */
  readonly vanished: Map<string, Document>
  readonly problems: SyncProblem[]
  readonly signal: AbortSignal
  unsettled: number
}

/**
 * Makes the collection what the folder is: new files are added, changed ones replaced, moved ones renamed (the id stays), and
 * documents whose file is gone deleted, but never for a file or folder that could not be looked at.
 */
export async function syncFolder(
  dependencies: IngestionDependencies,
  { watch, scan, memory, signal }: { watch: WatchRow; scan: FolderScan; memory: SyncMemory; signal: AbortSignal },
  deleteDocument: (documentId: string) => Promise<void>,
): Promise<SyncResult> {
  const known = await readKnownDocuments(dependencies, watch.id)
  const problems = scan.unreadable.map(({ path, reason }) => ({ path, reason }))
  const vanished = findVanished(known, scan)
  const run: SyncRun = { dependencies, watch, memory, known, vanished, problems, signal, unsettled: 0 }
  for (const file of scan.files) {
    if (signal.aborted) return { problems, unsettled: 0 }
    await syncFile(run, file)
  }
  // A file that is being written may be a vanished one under a new name; then the next look decides.
  if (run.unsettled === 0) for (const document of vanished.values()) await deleteDocument(document.id)
  return { problems, unsettled: run.unsettled }
}

async function readKnownDocuments(
  { library }: IngestionDependencies,
  watchId: string,
): Promise<ReadonlyMap<string, Document>> {
  const known = new Map<string, Document>()
  let after: string | undefined
  do {
    const page = await library.list({ watchId, limit: PAGE, ...(after === undefined ? {} : { after }) })
    for (const document of page.documents) known.set(document.path, document)
    after = page.next ?? undefined
  } while (after !== undefined)
  return known
}

function findVanished(known: ReadonlyMap<string, Document>, scan: FolderScan): Map<string, Document> {
  const vanished = new Map(known)
  for (const file of scan.files) vanished.delete(file.path)
  for (const { path } of scan.unreadable) {
    for (const documentPath of vanished.keys()) {
      if (path === '' || documentPath === path || documentPath.startsWith(`${path}/`)) vanished.delete(documentPath)
    }
  }
  return vanished
}

async function syncFile(run: SyncRun, file: FoundFile): Promise<void> {
  const document = run.known.get(file.path)
  if (document !== undefined && isUnchanged(document, file)) return
  const refused = run.memory.refused.get(file.path)
  if (refused !== undefined && refused.sizeBytes === file.sizeBytes && refused.modifiedAt === file.modifiedAt) {
    run.problems.push({ path: file.path, reason: refused.reason })
    return
  }
  const age = run.dependencies.clock.now() - file.modifiedAt
  if (age >= 0 && age < SETTLE_MS) {
    run.unsettled += 1
    return
  }
  try {
    await takeFile(run, file)
    run.memory.refused.delete(file.path)
  } catch (error) {
    if (!(error instanceof LearnPathError) || STOPS_SYNC.has(error.code)) throw error
    run.problems.push({ path: file.path, reason: error.message })
    const { sizeBytes, modifiedAt } = file
    if (error.code !== 'LP_PATH_UNREADABLE') {
      run.memory.refused.set(file.path, { sizeBytes, modifiedAt, reason: error.message })
    }
  }
}

async function takeFile(run: SyncRun, file: FoundFile): Promise<void> {
  const { dependencies, watch } = run
  const bytes = dependencies.folderWatcher.read(watch.folder, file.path)
  const received = await receiveDocument(dependencies, { bytes, path: file.path })
  try {
    const now = await dependencies.folderWatcher.look(watch.folder, file.path)
    if (now === null || now.sizeBytes !== received.blob.sizeBytes || now.modifiedAt !== file.modifiedAt) {
      run.unsettled += 1
      return
    }
    const movedFrom = run.known.has(file.path) ? undefined : findMoved(run, file.path, received.blob.hash)
    await placeDocument(dependencies, {
      ...received,
      collectionId: watch.collectionId,
      path: file.path,
      modifiedAt: file.modifiedAt,
      watchId: watch.id,
      ...(movedFrom === undefined ? {} : { renamedFromDocumentId: movedFrom.id }),
    })
    if (movedFrom !== undefined) run.vanished.delete(movedFrom.path)
  } finally {
    await received.blob.release()
  }
}

/** A vanished document with the same bytes; of several, the one with the same file name. */
function findMoved(run: SyncRun, path: string, hash: string): Document | undefined {
  const candidates = [...run.vanished.values()].filter((document) => document.contentHash === hash)
  return candidates.find((document) => nameOf(document.path) === nameOf(path)) ?? candidates[0]
}

const isUnchanged = (document: Document, file: FoundFile): boolean =>
  document.sizeBytes === file.sizeBytes &&
  document.modifiedAt !== null &&
  Date.parse(document.modifiedAt) === file.modifiedAt
