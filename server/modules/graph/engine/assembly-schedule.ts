import { LearnPathError } from '@learnpath/contracts'
import { repeatWhileWanted } from '../../../kernel/repeat-while-wanted.ts'
import type { GraphDependencies } from '../graph-dependencies.ts'
import type { GraphAssembly } from './graph-assembly.ts'

/** Brings graphs up to date in the background: soon after the last change, and now and then while many documents come. */
export interface AssemblySchedule {
  /** Many calls, one look. Left to another process while this one rests. */
  lookSoon(): void
  /** Another process looks after the graphs, until `lookSoon` is to be heeded again. */
  rest(resting: boolean): void
  stop(): Promise<void>
}

/** While documents are still being read, assembling takes a tenth of the time at most. */
const REST_WHILE_PENDING = 10
const LEAST_REST_WHILE_PENDING_MS = 5000
/** Otherwise half of it: documents that come one by one to a large collection do not keep a core busy. */
const LONGEST_REST_MS = 30_000

export function createAssemblySchedule(
  { library, clock, logger }: Pick<GraphDependencies, 'library' | 'clock' | 'logger'>,
  assembly: GraphAssembly,
  delayMs: number,
): AssemblySchedule {
  let timer: NodeJS.Timeout | undefined
  let dueMs = Infinity
  let stopped = false
  let resting = false

  /** @returns when to look again, in ms from now; null when there is nothing to do */
  async function tend(collectionId: string): Promise<number | null> {
    const { isUpToDate, pending, pendingConcepts } = await assembly.currency(collectionId)
    if (isUpToDate) return null
    const restMs = restBefore(collectionId, pending + pendingConcepts > 0)
    if (restMs > 0) return restMs
    try {
      await assembly.bringUp(collectionId)
    } catch (error) {
      if (error instanceof LearnPathError && error.code === 'LP_COLLECTION_NOT_FOUND') return null
      throw error
    }
    return pending + pendingConcepts > 0 ? LEAST_REST_WHILE_PENDING_MS : null
  }

  function restBefore(collectionId: string, isPending: boolean): number {
    const last = assembly.last(collectionId)
    // The first graph of a collection that is being read can wait until there is something in it.
    if (last === null) return 0
    const restMs = isPending
      ? Math.max(LEAST_REST_WHILE_PENDING_MS, last.tookMs * REST_WHILE_PENDING)
      : Math.min(LONGEST_REST_MS, last.tookMs)
    return last.endedMs + restMs - clock.monotonicMs()
  }

  const work = repeatWhileWanted(
    async () => {
      for (const { id } of await library.listCollections()) {
        if (stopped || resting) return
        const againMs = await tend(id)
        if (againMs !== null) lookIn(againMs)
      }
    },
    (error) => {
      if (!stopped) logger.error('putting graphs together failed', { error: String(error) })
    },
  )

  function lookIn(waitMs: number): void {
    const due = clock.monotonicMs() + waitMs
    if (stopped || resting || due >= dueMs) return
    clearTimeout(timer)
    dueMs = due
    timer = setTimeout(() => {
      dueMs = Infinity
      void work.wake()
    }, waitMs)
    timer.unref()
  }

  return {
    lookSoon: () => lookIn(delayMs),
    rest(wanted) {
      resting = wanted
      if (!resting) return
      clearTimeout(timer)
      dueMs = Infinity
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await work.settled()
    },
  }
}
