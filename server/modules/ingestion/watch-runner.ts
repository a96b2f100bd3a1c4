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

/** Keeps one folder in step, from `start` to `stop`: looks at all of it whenever something may have changed. */
export class WatchRunner {
  readonly watch: WatchRow
  readonly #dependencies: IngestionDependencies
  readonly #deleteDocument: (documentId: string) => Promise<void>
  readonly #stopped = new AbortController()
  readonly #memory: SyncMemory = { refused: new Map() }
  #shown: Pick<Watch, 'state' | 'message'> = { state: 'scanning', message: null }
  #lastScanAt: number | null
  #lastSeen: FolderScan | null = null
  #subscription: { close(): Promise<void> } | null = null
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | null = null
  /** A look that is due soon, for which `settled` waits. */
  #dueSoon = false
  #changedMeanwhile = false
  #settledWaiters: (() => void)[] = []

  constructor(
    dependencies: IngestionDependencies,
    watch: WatchRow,
    deleteDocument: (documentId: string) => Promise<void>,
  ) {
    this.#dependencies = dependencies
    this.#deleteDocument = deleteDocument
    this.watch = watch
    this.#lastScanAt = watch.lastScanAt
  }

  start(): void {
    this.#look()
  }

  describe(): Watch {
    const { id, folder, collection, ignore } = this.watch
    const lastScanAt = this.#lastScanAt === null ? null : new Date(this.#lastScanAt).toISOString()
    return { id, folder, collection, ignore: [...ignore], lastScanAt, ...this.#shown }
  }

  /** Resolves when no look at the folder is under way or due soon. */
  async settled(): Promise<void> {
    if (this.#running === null && !this.#dueSoon) return
    await new Promise<void>((resolve) => {
      this.#settledWaiters.push(resolve)
    })
  }

  async stop(): Promise<void> {
    this.#stopped.abort('shutdown')
    clearTimeout(this.#timer)
    await this.#running
    await this.#unsubscribe()
    this.#dueSoon = false
    this.#tellSettled()
  }

  #lookIn(delayMs: number, soon: boolean): void {
    if (this.#stopped.signal.aborted) return
    clearTimeout(this.#timer)
    this.#dueSoon = soon
    this.#timer = setTimeout(() => this.#look(), delayMs)
    if (!soon) this.#timer.unref()
  }

  #look(): void {
    clearTimeout(this.#timer)
    if (this.#running !== null || this.#stopped.signal.aborted) return
    this.#dueSoon = false
    this.#running = this.#lookAtFolder().finally(() => {
      this.#running = null
      if (this.#changedMeanwhile) this.#lookIn(GATHER_MS, true)
      this.#changedMeanwhile = false
      if (!this.#dueSoon) this.#tellSettled()
    })
  }

  #onChange(): void {
    if (this.#running !== null) this.#changedMeanwhile = true
    // Not moved on by every further change: a folder that never rests is looked at all the same.
    else if (!this.#dueSoon) this.#lookIn(GATHER_MS, true)
  }

  #tellSettled(): void {
    const waiters = this.#settledWaiters
    this.#settledWaiters = []
    for (const resolve of waiters) resolve()
  }

  async #lookAtFolder(): Promise<void> {
    const { folderWatcher, logger } = this.#dependencies
    const { folder, ignore } = this.watch
    this.#shown = { state: 'scanning', message: this.#shown.message }
    try {
      // Before the scan, so that a change during it is not missed.
      if (!(await this.#subscribe())) return
      const scan = await folderWatcher.scan(folder, { ignore, extensions: SYNCED_EXTENSIONS })
      if (scan === null) await this.#becomeUnreachable('the folder is not there')
      else if (await this.#looksUnmounted(scan)) {
        await this.#becomeUnreachable('the folder is empty; its documents are kept')
      } else await this.#sync(scan)
    } catch (error) {
      logger.error('keeping a folder in step failed', { watchId: this.watch.id, error: String(error) })
      const reason = error instanceof LearnPathError ? error.message : 'an unexpected error; see the log'
      this.#shown = { state: 'watching', message: `stopped half-way: ${reason}` }
      this.#lookIn(TROUBLE_MS, false)
    }
  }

  async #sync(scan: FolderScan): Promise<void> {
    const { clock, store } = this.#dependencies
    const request = { watch: this.watch, scan, memory: this.#memory, signal: this.#stopped.signal }
    const result = await syncFolder(this.#dependencies, request, this.#deleteDocument)
    if (this.#stopped.signal.aborted) return
    // Another folder is at this place now, and the subscription listens to the old one.
    const replaced = this.#lastSeen !== null && this.#lastSeen.identity !== scan.identity
    if (replaced) await this.#unsubscribe()
    this.#lastSeen = scan
    this.#lastScanAt = clock.now()
    await noteScan(store, this.watch.id, this.#lastScanAt)
    this.#shown = { state: 'watching', message: describeProblems(result) }
    if (result.unsettled > 0) this.#lookIn(UNSETTLED_MS, true)
    else if (replaced) this.#lookIn(GATHER_MS, true)
    else this.#lookIn(PERIODIC_MS, false)
  }

  /** @returns false when the folder cannot be reached. */
  async #subscribe(): Promise<boolean> {
    const { folderWatcher } = this.#dependencies
    try {
      await folderWatcher.resolve(this.watch.folder)
    } catch (error) {
      await this.#becomeUnreachable(error instanceof LearnPathError ? error.message : String(error))
      return false
    }
    this.#subscription ??= await folderWatcher.subscribe(this.watch.folder, () => this.#onChange())
    return true
  }

  async #unsubscribe(): Promise<void> {
    await this.#subscription?.close()
    this.#subscription = null
  }

  async #becomeUnreachable(message: string): Promise<void> {
    this.#dependencies.logger.warn('a watched folder cannot be reached', { watchId: this.watch.id, reason: message })
    await this.#unsubscribe()
    this.#shown = { state: 'unreachable', message }
    this.#lookIn(UNREACHABLE_MS, false)
  }

  /** An empty folder where there were documents is a missing mount, unless we saw this very folder with files in it before. */
  async #looksUnmounted(scan: FolderScan): Promise<boolean> {
    if (!scan.empty || this.#lastSeen?.identity === scan.identity) return false
    return (await this.#dependencies.library.list({ watchId: this.watch.id, limit: 1 })).total > 0
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
