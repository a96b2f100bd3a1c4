import { basename } from 'node:path'
import { DEFAULT_COLLECTION_NAME, LearnPathError } from '@learnpath/contracts'
import type { Watch } from '@learnpath/contracts'
import type { IngestionApi } from './ingestion-api.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import { deleteWatch, insertWatch, readWatches } from './watch-rows.ts'
import type { WatchRow } from './watch-rows.ts'
import { WatchRunner } from './watch-runner.ts'

/** How long an event that would tell of progress is waited for before looking by ourselves, in ms. */
const LOOK_AGAIN_MS = 500
const PAGE = 500

/** The folders that are kept in step, all of them. */
export interface WatchedFolders extends Pick<IngestionApi, 'addWatch' | 'listWatches' | 'removeWatch' | 'settleWatch'> {
  start(): Promise<void>
  stop(): Promise<void>
  removeOfCollection(collectionId: string): Promise<void>
}

export function createWatchedFolders(
  dependencies: IngestionDependencies,
  deleteDocument: (documentId: string) => Promise<void>,
): WatchedFolders {
  const { store, library, folderWatcher, idSource, clock } = dependencies
  const runners = new Map<string, WatchRunner>()

  function run(watch: WatchRow): WatchRunner {
    const runner = new WatchRunner(dependencies, watch, deleteDocument)
    runners.set(watch.id, runner)
    runner.start()
    return runner
  }

  function find(watchId: string): WatchRunner {
    const runner = runners.get(watchId)
    if (runner === undefined) throw new LearnPathError('LP_WATCH_NOT_FOUND', { detail: watchId })
    return runner
  }

  async function remove(runner: WatchRunner): Promise<void> {
    runners.delete(runner.watch.id)
    await runner.stop()
    await deleteWatch(store, runner.watch.id)
  }

  return {
    async start() {
      for (const watch of await readWatches(store)) run(watch)
    },
    async stop() {
      await Promise.all([...runners.values()].map(async (runner) => await runner.stop()))
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
      await insertWatch(store, watch, clock.now())
      return run(watch).describe()
    },
    listWatches: async () => await Promise.resolve([...runners.values()].map((runner) => runner.describe())),
    async removeWatch(watchId, { deleteDocuments }) {
      const runner = find(watchId)
      // Stopped first, or the next look would bring the documents back.
      await runner.stop()
      if (deleteDocuments) await deleteAllOf(dependencies, watchId, deleteDocument)
      await remove(runner)
    },
    async settleWatch(watchId): Promise<Watch> {
      const runner = find(watchId)
      for (;;) {
        await runner.settled()
        if ((await countUnfinished(dependencies, watchId)) === 0) return runner.describe()
        await somethingHappened(dependencies)
      }
    },
    async removeOfCollection(collectionId) {
      for (const runner of runners.values()) {
        if (runner.watch.collectionId === collectionId) await remove(runner)
      }
    },
  }
}

async function deleteAllOf(
  { library }: IngestionDependencies,
  watchId: string,
  deleteDocument: (documentId: string) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { documents } = await library.list({ watchId, limit: PAGE })
    if (documents.length === 0) return
    for (const document of documents) await deleteDocument(document.id)
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
