import { LearnPathError } from '@learnpath/contracts'
import type { Watch } from '@learnpath/contracts'
import type { FolderScan } from '../../ports/folder-watcher.ts'
import { syncFolder } from './folder-sync.ts'
import type { SyncMemory, SyncResult } from './folder-sync.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import { SYNCED_EXTENSIONS } from './synced-extensions.ts'
import { noteScan } from './watch-rows.ts'
import type { WatchRow } from './watch-rows.ts'

/** Changes that come together are looked at together, in ms. */
const GATHER_MS = 150
const UNSETTLED_MS = 500
const UNREACHABLE_MS = 10_000
const TROUBLE_MS = 30_000
/** A look at everything now and then, for what the system did not tell of. */
const PERIODIC_MS = 5 * 60_000
const SHOWN_PROBLEMS = 3

/** Keeps one folder in step, from `start` to `stop`. */
export interface WatchRunner {
  readonly watch: WatchRow
  start(): void
  describe(): Watch
  /** Resolves when no scan runs or is due at once. */
  settled(): Promise<void>
  stop(): Promise<void>
}

type State = Pick<Watch, 'state' | 'message'>

export function createWatchRunner(
  dependencies: IngestionDependencies,
  watch: WatchRow,
  deleteDocument: (documentId: string) => Promise<void>,
): WatchRunner {
  const { folderWatcher, library, store, clock, logger } = dependencies
  const stopped = new AbortController()
  const memory: SyncMemory = { refused: new Map() }
  let shown: State = { state: 'scanning', message: null }
  let { lastScanAt } = watch
  let lastSeen: FolderScan | null = null
  let subscription: { close(): Promise<void> } | null = null
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  /** A look that is due soon, for which `settled` waits. */
  let dueSoon = false
  let changedMeanwhile = false
  let settledWaiters: (() => void)[] = []

  function lookIn(delayMs: number, soon: boolean): void {
    if (stopped.signal.aborted) return
    clearTimeout(timer)
    dueSoon = soon
    timer = setTimeout(look, delayMs)
    if (!soon) timer.unref()
  }

  function look(): void {
    clearTimeout(timer)
    if (running !== null || stopped.signal.aborted) return
    dueSoon = false
    running = lookAtFolder().finally(() => {
      running = null
      if (changedMeanwhile) lookIn(GATHER_MS, true)
      changedMeanwhile = false
      if (!dueSoon) tellSettled()
    })
  }

  function onChange(): void {
    if (running !== null) changedMeanwhile = true
    // Not moved on by every further change: a folder that never rests is looked at all the same.
    else if (!dueSoon) lookIn(GATHER_MS, true)
  }

  function tellSettled(): void {
    const waiters = settledWaiters
    settledWaiters = []
    for (const resolve of waiters) resolve()
  }

  async function lookAtFolder(): Promise<void> {
    shown = { state: 'scanning', message: shown.message }
    try {
      // Before the scan, so that a change during it is not missed.
      if (!(await subscribe())) return
      const scan = await folderWatcher.scan(watch.folder, { ignore: watch.ignore, extensions: SYNCED_EXTENSIONS })
      if (scan === null) await becomeUnreachable('the folder is not there')
      else if (await looksUnmounted(scan)) await becomeUnreachable('the folder is empty; its documents are kept')
      else await sync(scan)
    } catch (error) {
      logger.error('keeping a folder in step failed', { watchId: watch.id, error: String(error) })
      const reason = error instanceof LearnPathError ? error.message : 'an unexpected error; see the log'
      shown = { state: 'watching', message: `stopped half-way: ${reason}` }
      lookIn(TROUBLE_MS, false)
    }
  }

  /** @returns false when the folder cannot be reached. */
  async function subscribe(): Promise<boolean> {
    try {
      await folderWatcher.resolve(watch.folder)
    } catch (error) {
      await becomeUnreachable(error instanceof LearnPathError ? error.message : String(error))
      return false
    }
    subscription ??= await folderWatcher.subscribe(watch.folder, onChange)
    return true
  }

  async function unsubscribe(): Promise<void> {
    await subscription?.close()
    subscription = null
  }

  async function sync(scan: FolderScan): Promise<void> {
    const request = { watch, scan, memory, signal: stopped.signal }
    const result = await syncFolder(dependencies, request, deleteDocument)
    if (stopped.signal.aborted) return
    // Another folder is at this place now, and the subscription listens to the old one.
    const replaced = lastSeen !== null && lastSeen.identity !== scan.identity
    if (replaced) await unsubscribe()
    lastSeen = scan
    lastScanAt = clock.now()
    await noteScan(store, watch.id, lastScanAt)
    shown = { state: 'watching', message: describeProblems(result) }
    if (result.unsettled > 0) lookIn(UNSETTLED_MS, true)
    else if (replaced) lookIn(GATHER_MS, true)
    else lookIn(PERIODIC_MS, false)
  }

  async function becomeUnreachable(message: string): Promise<void> {
    logger.warn('a watched folder cannot be reached', { watchId: watch.id, reason: message })
    await unsubscribe()
    shown = { state: 'unreachable', message }
    lookIn(UNREACHABLE_MS, false)
  }

  /** An empty folder where there were documents is a missing mount, unless we saw this very folder with files in it before. */
  async function looksUnmounted(scan: FolderScan): Promise<boolean> {
    if (!scan.empty || lastSeen?.identity === scan.identity) return false
    return (await library.list({ watchId: watch.id, limit: 1 })).total > 0
  }

  return {
    watch,
    start: look,
    describe: () => ({
      id: watch.id,
      folder: watch.folder,
      collection: watch.collection,
      ignore: [...watch.ignore],
      lastScanAt: lastScanAt === null ? null : new Date(lastScanAt).toISOString(),
      ...shown,
    }),
    async settled() {
      if (running === null && !dueSoon) return
      await new Promise<void>((resolve) => {
        settledWaiters.push(resolve)
      })
    },
    async stop() {
      stopped.abort('shutdown')
      clearTimeout(timer)
      await running
      await unsubscribe()
      tellSettled()
    },
  }
}

function describeProblems({ problems }: SyncResult): string | null {
  if (problems.length === 0) return null
  const named = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ path, reason }) => `${path === '' ? 'the folder' : path}: ${reason}`)
  const more = problems.length > named.length ? `; and ${problems.length - named.length} more` : ''
  return `${problems.length} could not be taken in: ${named.join('; ')}${more}`
}
