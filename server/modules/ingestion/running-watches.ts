import { outsideScopes } from '../../kernel/access/access-scope.ts'
import { createMutex } from '../../kernel/mutex.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import { readWatches } from './watch-rows.ts'
import type { WatchRow } from './watch-rows.ts'
import { WatchRunner } from './watch-runner.ts'

/** How often is looked at what other processes changed, and how long it takes until they surely heeded it, in ms. */
const ADOPT_MS = 1000
const ADOPTED_BY_OTHERS_MS = 2500

/** The folders that this process keeps in step, while it is the one that does. */
interface RunningWatches {
  /** Changes of rows and of what runs, one at a time. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>
  /** This process keeps them in step from now on; another one did before, or none. */
  start(): Promise<void>
  /** Until the next `start`. */
  stop(): Promise<void>
  runnerOf(watchId: string): WatchRunner | undefined
  /** @returns undefined when another process keeps folders in step */
  run(watch: WatchRow): WatchRunner | undefined
  /** Whoever keeps the folder in step, this process or another one, has stopped when this resolves. */
  endFollowing(watchId: string): Promise<void>
}

export function createRunningWatches(
  dependencies: IngestionDependencies,
  deleteDocument: (documentId: string) => Promise<void>,
): RunningWatches {
  const { store, leadership, logger } = dependencies
  const runners = new Map<string, WatchRunner>()
  const exclusively = createMutex()
  let leads = false
  let timer: NodeJS.Timeout | undefined

  function run(watch: WatchRow): WatchRunner {
    const runner = new WatchRunner(dependencies, watch, deleteDocument)
    runners.set(watch.id, runner)
    // It goes on for as long as the program runs, for nobody in particular.
    outsideScopes(() => runner.start())
    return runner
  }

  async function end(runner: WatchRunner): Promise<void> {
    runners.delete(runner.watch.id)
    await runner.stop()
  }

  /** Brings what runs in step with the rows, which other processes may have changed. */
  async function adopt(): Promise<void> {
    const rows = leads ? await readWatches(store) : []
    const wanted = new Set(rows.map(({ id }) => id))
    for (const runner of runners.values()) if (!wanted.has(runner.watch.id)) await end(runner)
    for (const row of rows) if (!runners.has(row.id)) run(row)
  }

  return {
    exclusively,
    runnerOf: (watchId) => runners.get(watchId),
    run: (watch) => (leads ? run(watch) : undefined),
    async start() {
      leads = true
      await exclusively(adopt)
      if (!leadership.isShared) return
      timer = setInterval(() => {
        exclusively(adopt).catch((error: unknown) => {
          logger.debug('looking for changed watches failed', { error: String(error) })
        })
      }, ADOPT_MS).unref()
    },
    async stop() {
      leads = false
      clearInterval(timer)
      await exclusively(async () => {
        await Promise.all([...runners.values()].map(async (runner) => await end(runner)))
      })
    },
    async endFollowing(watchId) {
      const runner = runners.get(watchId)
      if (runner !== undefined) await end(runner)
      else if (!leads && leadership.isShared) await new Promise((resolve) => setTimeout(resolve, ADOPTED_BY_OTHERS_MS))
    },
  }
}
