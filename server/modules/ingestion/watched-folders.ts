import { basename } from 'node:path'
import { DEFAULT_COLLECTION_NAME, LearnPathError } from '@learnpath/contracts'
import type { Watch } from '@learnpath/contracts'
import type { IngestionApi } from './ingestion-api.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'
import { deleteWatch, insertWatch, readWatches } from './watch-rows.ts'
import type { WatchRow } from './watch-rows.ts'
import { createRunningWatches } from './running-watches.ts'

/** How long an event that would tell of progress is waited for before looking by ourselves, in ms. */
const LOOK_AGAIN_MS = 500
const PAGE = 500

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
  const { store, library, folderWatcher, idSource, clock } = dependencies
  const running = createRunningWatches(dependencies, deleteDocument)

  async function find(watchId: string): Promise<WatchRow> {
    const row = (await readWatches(store)).find(({ id }) => id === watchId)
    if (row === undefined) throw new LearnPathError('LP_WATCH_NOT_FOUND', { detail: watchId })
    return row
  }

  const describe = (row: WatchRow): Watch => running.runnerOf(row.id)?.describe() ?? describeRow(row)

  return {
    start: async () => await running.start(),
    stop: async () => await running.stop(),
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
      return await running.exclusively(async () => {
        await insertWatch(store, watch, clock.now())
        return running.run(watch)?.describe() ?? describeRow(watch)
      })
    },
    listWatches: async () => (await readWatches(store)).map(describe),
    async removeWatch(watchId, { deleteDocuments }) {
      await find(watchId)
      // Stopped before documents go, or the next look would bring them back.
      const documentIds = await running.exclusively(async () => {
        if (running.runnerOf(watchId) !== undefined) await running.endFollowing(watchId)
        const ids = deleteDocuments ? await documentsOf(dependencies, watchId) : []
        await deleteWatch(store, watchId)
        return ids
      })
      await running.endFollowing(watchId)
      for (const documentId of documentIds) await deleteDocument(documentId)
    },
    async settleWatch(watchId): Promise<Watch> {
      for (;;) {
        await running.runnerOf(watchId)?.settled()
        const row = await find(watchId)
        const isScanned = running.runnerOf(watchId) !== undefined || row.lastScanAt !== null
        if (isScanned && (await countUnfinished(dependencies, watchId)) === 0) return describe(row)
        await somethingHappened(dependencies)
      }
    },
    async removeOfCollection(collectionId) {
      const rows = (await readWatches(store)).filter((row) => row.collectionId === collectionId)
      await running.exclusively(async () => {
        for (const { id } of rows) {
          if (running.runnerOf(id) !== undefined) await running.endFollowing(id)
          await deleteWatch(store, id)
        }
      })
      for (const { id } of rows) await running.endFollowing(id)
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
