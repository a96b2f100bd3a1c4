import { sep } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { DatabaseTransaction, RelationalStore } from '../../ports/relational-store.ts'

/** A watched folder as it is kept. */
export interface WatchRow {
  readonly id: string
  readonly folder: string
  readonly collectionId: string
  readonly collection: string
  readonly ignore: readonly string[]
  readonly lastScanAt: number | null
}

export async function readWatches(store: RelationalStore): Promise<WatchRow[]> {
  const rows = await store.db
    .selectFrom('watches as w')
    .innerJoin('collections as c', 'c.id', 'w.collection_id')
    .select(['w.id', 'w.folder', 'w.collection_id', 'c.name as collection', 'w.ignore_json', 'w.last_scan_at'])
    .orderBy('w.folder')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    folder: row.folder,
    collectionId: row.collection_id,
    collection: row.collection,
    ignore: JSON.parse(row.ignore_json) as string[],
    lastScanAt: row.last_scan_at,
  }))
}

/** @throws LP_WATCH_OVERLAP when a watched folder is the same, above or below */
export async function insertWatch(store: RelationalStore, watch: WatchRow, now: number): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    const others = await transaction.selectFrom('watches').select('folder').execute()
    const overlapping = others.find(
      (other) => contains(other.folder, watch.folder) || contains(watch.folder, other.folder),
    )
    if (overlapping !== undefined) {
      throw new LearnPathError('LP_WATCH_OVERLAP', { detail: `${watch.folder} and ${overlapping.folder}` })
    }
    await transaction
      .insertInto('watches')
      .values({
        id: watch.id,
        folder: watch.folder,
        collection_id: watch.collectionId,
        ignore_json: JSON.stringify(watch.ignore),
        last_scan_at: null,
        created_at: now,
      })
      .execute()
  })
}

export async function noteScan(store: RelationalStore, watchId: string, at: number): Promise<void> {
  await store.db.updateTable('watches').set({ last_scan_at: at }).where('id', '=', watchId).execute()
}

/** The documents stay; they just belong to no watch any more. */
export async function deleteWatch(store: RelationalStore, watchId: string): Promise<void> {
  await store.db.transaction().execute(async (transaction: DatabaseTransaction) => {
    await transaction.updateTable('documents').set({ watch_id: null }).where('watch_id', '=', watchId).execute()
    await transaction.deleteFrom('watches').where('id', '=', watchId).execute()
  })
}

const contains = (outer: string, inner: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`)
