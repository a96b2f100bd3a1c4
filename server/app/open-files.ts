import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BlobStore } from '../ports/blob-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { Database } from '../ports/relational-store.ts'

export interface FilesPlace {
  /** The data folder of this process. */
  readonly home: string
  /** Where files are that are no rows; null: in the data folder. */
  readonly filesFolder?: string | null
  readonly db: Database
  readonly clock: Clock
}

export async function openFolderFiles(place: Pick<FilesPlace, 'home' | 'filesFolder'>): Promise<BlobStore> {
  const { createFilesystemBlobStore } = await import('../adapters/filesystem/blob-store.ts')
  return createFilesystemBlobStore({ folder: folderOf(place) })
}

export async function openTableFiles({ home, db, clock }: FilesPlace): Promise<BlobStore> {
  const { createSqlBlobStore } = await import('../adapters/sql/sql-blob-store.ts')
  return createSqlBlobStore({ db, clock, folder: join(home, 'fetched-files') })
}

/**
 * Documents' files: in the folder of an embedded library, in the tables of a shared one. What lies on the other side, from a backup or
 * from before files went to the database, is brought over.
 */
export async function openFiles(place: FilesPlace & { readonly storeUrl: string | null }): Promise<BlobStore> {
  if (place.storeUrl === null) {
    const files = await openFolderFiles(place)
    await moveOutOfTables(place, files)
    return files
  }
  const files = await openTableFiles(place)
  if (existsSync(folderOf(place))) await takeFromFolder(place, files)
  return files
}

/** A backup of a shared library holds its files in its tables; an embedded one has them in its folder. */
export async function moveOutOfTables(place: FilesPlace, files: BlobStore): Promise<void> {
  const any = await place.db.selectFrom('blobs').select('hash').limit(1).executeTakeFirst()
  if (any === undefined) return
  const { copyFiles } = await import('./copy-files.ts')
  await copyFiles({ from: await openTableFiles(place), to: files })
  await place.db.deleteFrom('blob_holds').execute()
  await place.db.deleteFrom('blobs').execute()
  await place.db.deleteFrom('blob_pages').execute()
}

async function takeFromFolder(place: FilesPlace, files: BlobStore): Promise<void> {
  const { copyFiles } = await import('./copy-files.ts')
  const missing = await place.db
    .selectFrom('documents')
    .select('content_hash')
    .where('content_hash', 'not in', place.db.selectFrom('blobs').select('hash'))
    .execute()
  if (missing.length === 0) return
  const only = new Set(missing.map(({ content_hash: hash }) => hash))
  await copyFiles({ from: await openFolderFiles(place), to: files, only })
}

const folderOf = ({ home, filesFolder }: Pick<FilesPlace, 'home' | 'filesFolder'>): string =>
  filesFolder ?? join(home, 'files')
