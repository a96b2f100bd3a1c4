import { ERRORS, LearnPathError } from '@learnpath/contracts'
import { outsideScopes } from '../../kernel/access/access-scope.ts'
import { createMutex } from '../../kernel/mutex.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { Logger } from '../../ports/logger.ts'
import { createDebouncedTask } from './debounced-task.ts'
import { type ChangeListener, fillFromLibrary, followChanges } from './follow-changes.ts'
import { createRetryTimer } from './generations/retry-timer.ts'
import { ENTRY_FORMAT } from './index-entries.ts'
import { createIndexSharing, type IndexSharing, type IndexSharingOptions } from './index-sharing.ts'
import type { LibraryReader } from './library-reader.ts'
import { createSequenceWaiters } from './sequence-waiters.ts'

/** Events after which the index may be behind, or another one. */
const FOLLOWED: ReadonlySet<string> = new Set(['document-changed', 'document-deleted', 'index-rebuilt'])
const RETRY = { retryDelayMs: 1_000, maximumRetryDelayMs: 30_000 }

export interface ProjectionDependencies extends IndexSharingOptions {
  readonly library: LibraryReader
  readonly eventBus: EventBus
  readonly logger: Logger
  /** Wait after a deletion before the index is rewritten without it, so that many deletions cost one rewrite. */
  readonly purgeDelayMs: number
}

export interface RebuildResult {
  readonly documents: number
  readonly chunks: number
}

type OnProgress = (done: number, total: number) => void

/** Keeps the keyword index in step with the library's change log. */
export interface Projection {
  catchUp(): Promise<void>
  /** Catches up without being waited for; a failure is logged. */
  catchUpInBackground(): void
  /**
   * Catches up and waits until searches see `sequence`, but no longer than `limitMs`: behind a long document or a large batch
   * the index follows later.
   */
  catchUpTo(sequence: number, limitMs: number): Promise<void>
  /** Resolves once the index is as complete as the library was when `start` was called. Rejects with what prevented it. */
  ready(): Promise<void>
  rebuild(onProgress?: OnProgress): Promise<RebuildResult>
  start(): Promise<void>
  stop(): Promise<void>
}

/** Concurrent calls share one run, which goes on until it has seen all that was logged before the last call. */
function createSharedRun(run: () => Promise<void>): () => Promise<void> {
  let wanted = false
  let running: Promise<void> | null = null

  async function runWhileWanted(): Promise<void> {
    try {
      while (wanted) {
        wanted = false
        await run()
      }
    } finally {
      running = null
    }
  }

  return async () => {
    wanted = true
    // For everybody, not for the one whose search happened to come first.
    running ??= outsideScopes(runWhileWanted)
    await running
  }
}

/** Builds the next index beside the current one and switches; both writers stay apart through `exclusively`. */
function createRebuild(
  { library, indexStore, eventBus }: ProjectionDependencies,
  exclusively: ReturnType<typeof createMutex>,
  isStopped: () => boolean,
): (onProgress: OnProgress) => Promise<RebuildResult> {
  return async (onProgress) => {
    try {
      const { searchable } = await library.statistics()
      const index = await indexStore.beginRebuild()
      const filling = { library, index, isStopped }
      const documents = await fillFromLibrary(filling, (done) => {
        const total = Math.max(done, searchable)
        eventBus.publish({ type: 'index-progress', done, total })
        onProgress(done, total)
      })
      const chunks = await exclusively(async () => {
        await followChanges(filling)
        if (isStopped()) throw new LearnPathError('LP_SERVER_STOPPING', { detail: 'the rebuild was cut short' })
        await indexStore.commitRebuild(ENTRY_FORMAT)
        return (await index.vocabulary()).chunkCount()
      })
      eventBus.publish({ type: 'index-rebuilt', documents, chunks })
      return { documents, chunks }
    } catch (cause) {
      await indexStore.abandonRebuild()
      throw cause
    }
  }
}

function failureLog(logger: Logger): (what: string) => (cause: unknown) => void {
  return (what) => (cause) => {
    // Not a failure: the next start goes on from where it was.
    const cutShort = cause instanceof LearnPathError && cause.code === 'LP_SERVER_STOPPING'
    const level = cutShort ? 'debug' : 'error'
    logger[level](what, { error: cause instanceof LearnPathError ? cause.code : String(cause) })
  }
}

/** An index on a server can be away for a while: nobody has to change a document for what is missing to come in. */
function createBackgroundRun(
  run: () => Promise<void>,
  logFailed: (cause: unknown) => void,
  isStopped: () => boolean,
): { readonly start: () => void; readonly cancel: () => void } {
  const retry = createRetryTimer(RETRY, start)
  function start(): void {
    if (isStopped() || retry.isWaiting()) return
    void runOnce()
  }
  async function runOnce(): Promise<void> {
    try {
      await run()
      retry.reset()
    } catch (cause) {
      logFailed(cause)
      if (!isStopped() && cause instanceof LearnPathError && ERRORS[cause.code].retry) retry.schedule()
    }
  }
  return {
    start,
    cancel: () => {
      retry.cancel()
    },
  }
}

interface Following {
  readonly dependencies: Pick<ProjectionDependencies, 'library' | 'indexStore'>
  readonly sharing: IndexSharing
  readonly isStopped: () => boolean
  readonly listener: ChangeListener
}

/** Follows the change log where this process writes; else sees what another one has written. */
async function followTogether({ dependencies, sharing, isStopped, listener }: Following): Promise<void> {
  const { library, indexStore } = dependencies
  await sharing.readAgain()
  listener.onApplied?.()
  const isOver = (): boolean => isStopped() || !sharing.isWriter()
  while (!isOver()) {
    await followChanges({ library, index: indexStore.current, isStopped: isOver }, listener)
    if (await sharing.isBrought()) return
  }
}

/** Empties an index that is newer than the store. @returns whether it can go on from where it is */
async function prepareIndex({ library, indexStore, logger }: ProjectionDependencies): Promise<boolean> {
  const latest = await library.latestSequence()
  const { current, builtWith } = indexStore
  if (current.appliedSequence > latest) {
    // The store is older than the index, as after restoring a backup: chunk ids may mean other chunks now.
    logger.warn('the index is ahead of the store and is made anew', { index: current.appliedSequence, latest })
    await current.clear()
  }
  return builtWith === ENTRY_FORMAT
}

export function createProjection(dependencies: ProjectionDependencies): Projection {
  const { library, indexStore, eventBus, logger, purgeDelayMs } = dependencies
  const exclusively = createMutex()
  let stopped = false
  let unsubscribe: (() => void) | null = null
  let rebuilding: Promise<RebuildResult> | null = null
  let starting: Promise<unknown> = Promise.resolve()
  const waiters = createSequenceWaiters()
  const isStopped = (): boolean => stopped
  const sharing = createIndexSharing(dependencies)
  const logFailure = failureLog(logger)
  const purge = createDebouncedTask(
    async () => {
      await exclusively(async () => {
        await indexStore.current.purgeDeleted()
      })
    },
    purgeDelayMs,
    logFailure('taking deleted documents out of the index failed'),
  )
  const listener: ChangeListener = {
    onApplied: () => waiters.reached(indexStore.current.appliedSequence),
    onDeleted: () => purge.request(),
  }
  const catchUp = createSharedRun(async () => {
    await exclusively(async () => {
      await followTogether({ dependencies, sharing, isStopped, listener })
    })
    await sharing.lookWhileBehind(following.start)
  })
  const following = createBackgroundRun(catchUp, logFailure('following the change log failed'), isStopped)
  const runRebuild = createRebuild(dependencies, exclusively, isStopped)

  async function rebuild(onProgress: OnProgress = () => undefined): Promise<RebuildResult> {
    rebuilding ??= outsideScopes(
      async () => await sharing.exclusively(async () => await runRebuild(onProgress)),
    ).finally(() => {
      rebuilding = null
    })
    return await rebuilding
  }

  async function begin(): Promise<void> {
    const isUsable = await prepareIndex(dependencies)
    const { chunks } = isUsable ? { chunks: 0 } : await library.statistics()
    if (chunks > 0) logger.info('the keyword index is made anew; what there is answers until then', { chunks })
    // A kill may have come between a deletion and its purge.
    purge.request()
    starting = isUsable ? catchUp() : rebuild()
    starting.catch(logFailure(isUsable ? 'following the change log failed' : 'rebuilding the index failed'))
  }

  return {
    catchUp,
    catchUpInBackground: following.start,
    async catchUpTo(sequence, limitMs) {
      if (stopped || indexStore.current.appliedSequence >= sequence) return
      const reached = waiters.wait(sequence, limitMs)
      following.start()
      await reached
    },
    ready: async () => {
      await starting
    },
    rebuild,
    async start() {
      unsubscribe = eventBus.subscribe((event) => {
        if (FOLLOWED.has(event.type)) following.start()
      })
      if (!sharing.isWriter()) following.start()
      await sharing.start({ begin, look: following.start })
    },
    async stop() {
      stopped = true
      unsubscribe?.()
      following.cancel()
      waiters.giveUp()
      await Promise.allSettled([rebuilding, exclusively(async () => await Promise.resolve())])
      await purge.finish()
      await sharing.stop()
    },
  }
}
