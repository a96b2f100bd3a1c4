import { basename } from 'node:path'
import { DEFAULT_COLLECTION_NAME, LearnPathError } from '@learnpath/contracts'
import type { Watch } from '@learnpath/contracts'
import { outsideScopes } from '../../kernel/access/access-scope.ts'
import { createMutex } from '../../kernel/mutex.ts'
import type { IngestionApi } from './ingestion-api.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import { deleteWatch, insertWatch, readWatches } from './watch-rows.ts'
import type { WatchRow } from './watch-rows.ts'
import { WatchRunner } from './watch-runner.ts'

/** How long an event that would tell of progress is waited for before looking by ourselves, in ms. */
const LOOK_AGAIN_MS = 500
const PAGE = 500
/** How often is looked at what other processes changed, and how long it takes until they surely heeded it, in ms. */
const ADOPT_MS = 1000
const ADOPTED_BY_OTHERS_MS = 2500

/** The folders that are kept in step, all of them. */
export interface WatchedFolders extends Pick<IngestionApi, 'addWatch' | 'listWatches' | 'removeWatch' | 'settleWatch'> {
  /** This process keeps them in step from now on; another one did before, or none. */
  start(): Promise<void>
  /** Until the next `start`. */
  stop(): Promise<void>
  removeOfCollection(collectionId: string): Promise<void>
}

export function createWatchedFolders(
  dependencies: IngestionDependencies,
  deleteDocument: (documentId: string) => Promise<void>,
): WatchedFolders {
  const { store, library, folderWatcher, idSource, clock, leadership, logger } = dependencies
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

  /** Brings what runs in step with the rows, which other processes may have changed. */
  async function adopt(): Promise<void> {
    const rows = leads ? await readWatches(store) : []
    const wanted = new Set(rows.map(({ id }) => id))
    for (const runner of runners.values()) if (!wanted.has(runner.watch.id)) await end(runner)
    for (const row of rows) if (!runners.has(row.id)) run(row)
  }

  async function end(runner: WatchRunner): Promise<void> {
    runners.delete(runner.watch.id)
    await runner.stop()
  }

  async function find(watchId: string): Promise<WatchRow> {
    const row = (await readWatches(store)).find(({ id }) => id === watchId)
    if (row === undefined) throw new LearnPathError('LP_WATCH_NOT_FOUND', { detail: watchId })
    return row
  }

  const describe = (row: WatchRow): Watch => runners.get(row.id)?.describe() ?? describeRow(row)

  /** Whoever keeps the folder in step, this process or another one, has stopped when this resolves. */
  async function endFollowing(watchId: string): Promise<void> {
    const runner = runners.get(watchId)
    if (runner !== undefined) await end(runner)
    else if (!leads && leadership.isShared) await wait(ADOPTED_BY_OTHERS_MS)
  }

  return {
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
    async addWatch(input): Promise<Watch> {
      const folder = await folderWatcher.resolve(input.folder)
      const name = input.collection ?? (basename(folder) || DEFAULT_COLLECTION_NAME)
      const collection = await library.collection(name, { create: true })
      const watch: WatchRow = {
        id: idSource.next('wat'),
        folder,
        collectionId: collection.id,
        collection: collection.name,
        ignore: input.ignore,
        lastScanAt: null,
      }
      return await exclusively(async () => {
        await insertWatch(store, watch, clock.now())
        return leads ? run(watch).describe() : describeRow(watch)
      })
    },
    listWatches: async () => (await readWatches(store)).map(describe),
    async removeWatch(watchId, { deleteDocuments }) {
      await find(watchId)
      // Stopped before documents go, or the next look would bring them back.
      const documentIds = await exclusively(async () => {
        if (runners.has(watchId)) await endFollowing(watchId)
        const ids = deleteDocuments ? await documentsOf(dependencies, watchId) : []
        await deleteWatch(store, watchId)
        return ids
      })
      await endFollowing(watchId)
      for (const documentId of documentIds) await deleteDocument(documentId)
    },
    async settleWatch(watchId): Promise<Watch> {
      for (;;) {
        await runners.get(watchId)?.settled()
        const row = await find(watchId)
        const isScanned = runners.has(watchId) || row.lastScanAt !== null
        if (isScanned && (await countUnfinished(dependencies, watchId)) === 0) return describe(row)
        await somethingHappened(dependencies)
      }
    },
    async removeOfCollection(collectionId) {
      const rows = (await readWatches(store)).filter((row) => row.collectionId === collectionId)
      await exclusively(async () => {
        for (const { id } of rows) {
          if (runners.has(id)) await endFollowing(id)
          await deleteWatch(store, id)
        }
      })
      for (const { id } of rows) await endFollowing(id)
    },
  }
}

/** As a process sees it that does not look after the folder itself. */
function describeRow({ id, folder, collection, ignore, lastScanAt }: WatchRow): Watch {
  return {
    id,
    folder,
    collection,
    ignore: [...ignore],
    state: lastScanAt === null ? 'scanning' : 'watching',
    lastScanAt: lastScanAt === null ? null : new Date(lastScanAt).toISOString(),
    message: null,
  }
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}

async function documentsOf({ library }: IngestionDependencies, watchId: string): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const { documents } = await library.list({ watchId, limit: PAGE, offset: ids.length })
    if (documents.length === 0) return ids
    ids.push(...documents.map(({ id }) => id))
  }
}

async function countUnfinished({ library }: IngestionDependencies, watchId: string): Promise<number> {
  const queued = await library.list({ watchId, state: 'queued', limit: 1 })
  const processing = await library.list({ watchId, state: 'processing', limit: 1 })
  return queued.total + processing.total
}

async function somethingHappened({ eventBus }: IngestionDependencies): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, LOOK_AGAIN_MS)
    const unsubscribe = eventBus.subscribe((event) => {
      if (event.type === 'document-changed' || event.type === 'document-deleted') done()
    })
    function done(): void {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
  })
}
