import { LearnPathError } from '@learnpath/contracts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Change, IndexableDocument } from '../library/index.ts'
import type { LibraryReader } from './library-reader.ts'
import { ENTRY_FORMAT, indexEntries } from './index-entries.ts'

const CHANGES_PER_BATCH = 256
const DOCUMENTS_PER_BATCH = 16

export interface ProjectionDependencies {
  readonly library: LibraryReader
  readonly indexStore: KeywordIndexStore
  readonly eventBus: EventBus
  readonly logger: Logger
  /** Wait after a deletion before the index is rewritten without it, so that many deletions cost one rewrite. */
  readonly purgeDelayMs: number
}

/** Keeps the keyword index in step with the library's change log. */
export interface Projection {
  catchUp(): Promise<void>
  /** Catches up without being waited for; a failure is logged. */
  catchUpInBackground(): void
  rebuild(onProgress?: (done: number, total: number) => void): Promise<{ documents: number; chunks: number }>
  start(): Promise<void>
  stop(): Promise<void>
}

/** Runs one piece of work after the other, whatever became of the one before. */
function createMutex(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return async (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return await mine
  }
}

/** Lets requests in between two documents. */
async function breathe(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
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

export function createProjection(dependencies: ProjectionDependencies): Projection {
  const { library, indexStore, eventBus, logger } = dependencies
  const exclusively = createMutex()
  let catchUpWanted = false
  let catchingUp: Promise<void> | null = null
  let rebuilding: Promise<{ documents: number; chunks: number }> | null = null
  let purgeTimer: NodeJS.Timeout | null = null
  let purgeNeeded = false
  let stopped = false
  let unsubscribe: (() => void) | null = null

  function failed(what: string) {
    return (cause: unknown): void => {
      logger.error(what, { error: cause instanceof LearnPathError ? cause.code : String(cause) })
    }
  }

  async function purge(): Promise<void> {
    if (!purgeNeeded) return
    purgeNeeded = false
    await exclusively(async () => {
      await indexStore.current.purgeDeleted()
    })
  }

  function purgeLater(): void {
    purgeNeeded = true
    if (purgeTimer !== null || stopped) return
    purgeTimer = setTimeout(() => {
      purgeTimer = null
      purge().catch(failed('purging the index failed'))
    }, dependencies.purgeDelayMs)
    purgeTimer.unref()
  }

  async function applyChange(index: KeywordIndex, change: Change): Promise<void> {
    const document = change.kind === 'document-deleted' ? null : await library.indexableDocument(change.documentId)
    index.replaceDocument(change.sequence, change.documentId, document === null ? [] : indexEntries(document))
    if (document === null) purgeLater()
    await breathe()
  }

  async function drain(index: KeywordIndex): Promise<void> {
    while (!stopped) {
      const changes = await library.changesAfter(index.appliedSequence, CHANGES_PER_BATCH)
      if (changes.length === 0) return
      for (const change of lastChanges(changes)) {
        if (stopped) return
        await applyChange(index, change)
      }
    }
  }

  async function runCatchUp(): Promise<void> {
    try {
      // A caller that arrives during a run may have logged a change after the run last looked.
      while (catchUpWanted && !stopped) {
        catchUpWanted = false
        await exclusively(async () => {
          await drain(indexStore.current)
        })
      }
    } finally {
      catchingUp = null
    }
  }

  async function catchUp(): Promise<void> {
    catchUpWanted = true
    catchingUp ??= runCatchUp()
    await catchingUp
  }

  async function fill(index: KeywordIndex, report: (done: number) => void): Promise<number> {
    let after: string | null = null
    let done = 0
    while (!stopped) {
      const documents: IndexableDocument[] = await library.indexableDocuments(after, DOCUMENTS_PER_BATCH)
      for (const document of documents) {
        // Sequence 0 until the log is followed: an index that is cut short must not claim to hold anything.
        index.replaceDocument(0, document.documentId, indexEntries(document))
        after = document.documentId
        done += 1
        report(done)
        await breathe()
      }
      if (documents.length < DOCUMENTS_PER_BATCH) return done
    }
    return done
  }

  async function runRebuild(
    onProgress: (done: number, total: number) => void,
  ): Promise<{ documents: number; chunks: number }> {
    try {
      const snapshot = await library.latestSequence()
      const { searchable } = await library.statistics()
      const next = await indexStore.beginRebuild()
      const documents = await fill(next, (done) => {
        onProgress(done, Math.max(done, searchable))
      })
      // All documents as of `snapshot` or later are in; deleting nobody moves the sequence there.
      next.replaceDocument(snapshot, '', [])
      await drain(next)
      const chunks = await exclusively(async () => {
        await drain(next)
        if (stopped) throw new LearnPathError('LP_SERVER_STOPPING', { detail: 'the rebuild was cut short' })
        const count = next.chunkCount()
        await indexStore.commitRebuild(ENTRY_FORMAT)
        return count
      })
      eventBus.publish({ type: 'index-rebuilt', documents, chunks })
      return { documents, chunks }
    } catch (cause) {
      await indexStore.abandonRebuild()
      throw cause
    } finally {
      rebuilding = null
    }
  }

  async function rebuild(
    onProgress?: (done: number, total: number) => void,
  ): Promise<{ documents: number; chunks: number }> {
    rebuilding ??= runRebuild((done, total) => {
      eventBus.publish({ type: 'index-progress', done, total })
      onProgress?.(done, total)
    })
    return await rebuilding
  }

  const projection: Projection = {
    catchUp,
    catchUpInBackground() {
      catchUp().catch(failed('following the change log failed'))
    },
    rebuild,
    async start() {
      stopped = false
      unsubscribe = eventBus.subscribe((event) => {
        if (event.type === 'document-changed' || event.type === 'document-deleted') projection.catchUpInBackground()
      })
      const latest = await library.latestSequence()
      const { current, builtWith } = indexStore
      if (current.appliedSequence > latest) {
        // The store is older than the index, as after restoring a backup: chunk ids may mean other chunks now.
        logger.warn('the index is ahead of the store and is made anew', { index: current.appliedSequence, latest })
        await current.clear()
      }
      if (builtWith === ENTRY_FORMAT) projection.catchUpInBackground()
      else rebuild().catch(failed('rebuilding the index failed'))
    },
    async stop() {
      stopped = true
      unsubscribe?.()
      if (purgeTimer !== null) clearTimeout(purgeTimer)
      purgeTimer = null
      await Promise.allSettled([catchingUp, rebuilding])
      await purge()
    },
  }
  return projection
}
