import { LearnPathError } from '@learnpath/contracts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { VectorIndex } from '../../../ports/vector-index.ts'
import { createDebouncedTask, type DebouncedTask } from '../debounced-task.ts'
import type { AwaitedVector } from './apply-documents.ts'
import { createRetryTimer } from './retry-timer.ts'
import { fillGaps, followLibrary, type FollowingLibrary } from './follow-library.ts'
import type { GenerationsTiming } from './generations-dependencies.ts'
import { guardedIndex } from './guarded-index.ts'
import type { StoredVectors } from './stored-vectors.ts'

export interface FollowerOptions {
  readonly generationId: string
  readonly embedder: Embedder
  readonly index: VectorIndex
  readonly library: FollowingLibrary['library']
  readonly stored: StoredVectors
  readonly logger: Logger
  readonly timing: GenerationsTiming
  readonly mayEmbed: () => boolean
  readonly mayStore: () => boolean
  /** False: another process writes to the index, which this one only reads. */
  readonly mayWrite: () => boolean
  /** Whether what is brought to the index can fail later, since it is on a server. */
  readonly isRemote: boolean
  readonly followed: () => ReadonlySet<string>
  /** After every document, and when the end of the log is reached. */
  readonly onProgress: () => void
  /** What keeps it from going on; null when it goes on again. It tries again by itself unless it is closed. */
  readonly onTrouble: (trouble: LearnPathError | null) => void
  /** The index is not what was written; it answers no more. */
  readonly onDamaged: () => void
}

/** Keeps one generation's vectors and index in step with the library. */
export interface Follower {
  readonly embedder: Embedder
  readonly index: VectorIndex
  /** Something changed in the library. */
  wake(): void
  /** Takes a deleted document out at once, whatever waits before it in the log. */
  forget(documentId: string): void
  pause(): void
  resume(): void
  /** Resolves when it has reached the end of the log, as of now, or cannot go on. */
  settled(): Promise<void>
  /** Ends the work where it is; what was made is kept. Closes the index. */
  close(): Promise<void>
}

const asFailure = (cause: unknown): LearnPathError =>
  cause instanceof LearnPathError ? cause : new LearnPathError('LP_INTERNAL', { detail: String(cause), cause })

function failureLog(logger: Logger, generation: string): (what: string) => (cause: unknown) => void {
  return (what) => (cause) => {
    logger.error(what, { generation, error: asFailure(cause).message })
  }
}

function createPurge(
  index: VectorIndex,
  { purgeDelayMs }: GenerationsTiming,
  onFailure: (cause: unknown) => void,
): DebouncedTask {
  const purge = async (): Promise<void> => {
    await index.purgeDeleted()
  }
  return createDebouncedTask(purge, purgeDelayMs, onFailure)
}

function createFollowing(
  options: FollowerOptions,
  own: Pick<FollowingLibrary, 'index' | 'signal' | 'isStopped' | 'onDeleted'>,
): FollowingLibrary {
  const { generationId, embedder, library, stored, mayEmbed, mayStore, followed, onProgress, logger } = options
  let awaited: AwaitedVector | null = null
  return {
    generationId,
    embedder,
    library,
    stored,
    mayEmbed,
    mayStore,
    followed,
    onProgress,
    ...own,
    awaited: () => awaited,
    onAwaited: (vector) => {
      awaited = vector
    },
    onGap: (cause, count) => {
      logger.warn('texts that the model could not process are left to keyword search', {
        generation: generationId,
        count,
        error: cause.code,
      })
    },
  }
}

/** Until the index has it for good, where it is on a server. @returns false when it was stopped or had to leave some out */
async function follow(following: FollowingLibrary, { isRemote }: Pick<FollowerOptions, 'isRemote'>): Promise<boolean> {
  const { index } = following
  for (;;) {
    if (!(await followLibrary(following))) return false
    const brought = index.appliedSequence
    if (isRemote) await index.flush()
    if (index.appliedSequence >= brought) return true
  }
}

export function createFollower(options: FollowerOptions): Follower {
  const { embedder, logger, timing, generationId } = options
  const index = guardedIndex(options.index, options.onDamaged)
  const abort = new AbortController()
  let closed = false
  let paused = false
  let wanted = false
  let gapsTried = false
  let running: Promise<void> | null = null
  let closing: Promise<void> | null = null
  const logFailure = failureLog(logger, generationId)
  const purge = createPurge(index, timing, logFailure('taking deleted documents out of the vectors failed'))
  const retry = createRetryTimer(timing, wake)
  const following = createFollowing(options, {
    index,
    signal: abort.signal,
    isStopped: () => closed || paused || !options.mayWrite(),
    onDeleted: () => purge.request(),
  })

  async function followOnce(): Promise<void> {
    await index.refresh()
    if (options.mayWrite()) {
      if (!(await follow(following, options))) return
      if (options.mayEmbed() && !gapsTried) gapsTried = await fillGaps(following)
    }
    retry.reset()
    options.onTrouble(null)
    options.onProgress()
  }

  async function runWhileWanted(): Promise<void> {
    while (wanted && !closed && !paused && !retry.isWaiting()) {
      wanted = false
      await followOnce().catch((cause: unknown) => {
        if (closed) return
        const failure = asFailure(cause)
        options.onTrouble(failure)
        retry.schedule(failure.context.retryAfterSeconds)
      })
    }
    running = null
  }

  function wake(): void {
    wanted = true
    if (closed || paused || retry.isWaiting()) return
    running ??= runWhileWanted()
  }

  async function close(): Promise<void> {
    closed = true
    abort.abort()
    retry.cancel()
    await running
    await purge.finish()
    await index.close()
  }

  purge.request() // A kill may have come between a deletion and its purge.
  return {
    embedder,
    index,
    wake,
    forget(documentId) {
      if (!options.mayWrite()) return
      index.replaceDocument(index.appliedSequence, documentId, []).catch(logFailure('deleting vectors failed'))
      purge.request()
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      wake()
    },
    settled: async () => {
      await running
    },
    close: async () => {
      closing ??= close()
      await closing
    },
  }
}
