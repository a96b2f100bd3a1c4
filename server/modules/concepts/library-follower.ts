import { repeatWhileWanted } from '../../kernel/repeat-while-wanted.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'
import { enqueueAnalysis } from './concepts.jobs.ts'

const CHANGES_PER_BATCH = 256

/** Queues the analysis of each document that is published. */
export interface LibraryFollower {
  /** Does not wait for the end of the log. */
  start(): void
  /** Until the next `start`. */
  stop(): Promise<void>
}

export interface Following {
  /** Of the analyses; another one than before has every document analysed again. */
  readonly version: string
  /** After changes have been queued. */
  readonly onFollowed: () => void
}

type FollowerDependencies = Pick<ConceptsDependencies, 'store' | 'library' | 'jobQueue' | 'eventBus' | 'logger'>

export function createLibraryFollower(dependencies: FollowerDependencies, following: Following): LibraryFollower {
  const { eventBus, logger } = dependencies
  let stopped = true
  let unsubscribe: (() => void) | null = null
  // What was not queued is still in the log: the next change, or the next start, comes back to it.
  const work = repeatWhileWanted(
    async () => {
      if (await followOnce(dependencies, following.version, () => stopped)) following.onFollowed()
    },
    (error) => logger.error('following the library for concepts failed', { error: String(error) }),
  )
  const wake = (): void => {
    if (!stopped) void work.wake()
  }

  return {
    start() {
      stopped = false
      unsubscribe = eventBus.subscribe((event) => {
        if (event.type === 'document-changed' || event.type === 'document-deleted') wake()
      })
      wake()
    },
    async stop() {
      stopped = true
      unsubscribe?.()
      await work.settled()
    },
  }
}

/**
 * From where it stopped the last time to the end of the change log; another version of the analyses begins at the start of the log,
 * which has the last change of every document. The jobs and the place in the log are one transaction, so that a kill at any moment
 * loses none. @returns whether there was anything
 */
async function followOnce(
  { store, library, jobQueue }: FollowerDependencies,
  version: string,
  isStopped: () => boolean,
): Promise<boolean> {
  const { db } = store
  for (let any = false; ; any = true) {
    const state = await db.selectFrom('concept_follower').selectAll().executeTakeFirst()
    const sequence = state?.analyst_version === version ? state.sequence : 0
    const changes = isStopped() ? [] : await library.changesAfter(sequence, CHANGES_PER_BATCH)
    const last = changes.at(-1)
    if (last === undefined) return any
    await db.transaction().execute(async (transaction) => {
      for (const { kind, documentId } of changes) {
        if (kind === 'document-published') await enqueueAnalysis(jobQueue, transaction, documentId)
      }
      await transaction.deleteFrom('concept_follower').execute()
      await transaction
        .insertInto('concept_follower')
        .values({ analyst_version: version, sequence: last.sequence })
        .execute()
    })
    jobQueue.wake()
  }
}
