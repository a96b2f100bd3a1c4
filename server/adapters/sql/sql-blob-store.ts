import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { BlobStore, BlobWriteOptions } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'

export interface SqlBlobStoreOptions {
  readonly db: Database
  readonly clock: Clock
  /** Of this process: where readers in other processes get at a file. What lies there can be fetched again at any time. */
  readonly folder: string
  /** Default 1 MB. */
  readonly pageBytes?: number
}

const PAGE_BYTES = 1_000_000
const HASHES_PER_READ = 500
/** A write that takes longer, or a holder that has not let go since, is taken for dead. */
const HELD_MS = 60 * 60_000
/** Copies for readers in other processes are kept for so long after their last use. */
const COPY_MS = 10 * 60_000
/** Pages of an upload that is not finished are kept for so long. */
const UPLOAD_MS = 24 * 60 * 60_000
/** A disk, or what one user may have of it. */
const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT'])

/**
 * Files as pages in the relational store, for processes on different machines. Pages are written before the whole is known; the row that
 * makes them a file, and says that its writer still holds it, comes last, in one transaction.
 */
export function createSqlBlobStore(options: SqlBlobStoreOptions): BlobStore {
  const { db, clock, folder, pageBytes = PAGE_BYTES } = options
  const copies = new Map<string, NodeJS.Timeout>()
  const placeOf = (hash: string): string => join(folder, hash)

  async function find(hash: string): Promise<{ uploadId: string; sizeBytes: number } | null> {
    const row = await db
      .selectFrom('blobs')
      .select(['upload_id as uploadId', 'size_bytes as sizeBytes'])
      .where('hash', '=', hash)
      .executeTakeFirst()
    return row ?? null
  }

  async function require(hash: string): Promise<{ uploadId: string; sizeBytes: number }> {
    const found = await find(hash)
    if (found === null) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: `no file with hash ${hash}` })
    return found
  }

  /** A copy does not outlive by long what was deleted by another process. */
  function removeLater(place: string): void {
    clearTimeout(copies.get(place))
    const timer = setTimeout(() => {
      copies.delete(place)
      void rm(place, { force: true })
    }, COPY_MS)
    copies.set(place, timer.unref())
  }

  return {
    async write(bytes, writeOptions) {
      const uploadId = randomUUID()
      try {
        const received = await receive({ db, clock, pageBytes, uploadId }, bytes, writeOptions.maxBytes)
        await writeOptions.beforeVisible?.(received.hash)
        await db.transaction().execute(async (transaction) => {
          await makeVisible(transaction, { ...received, uploadId, until: clock.now() + HELD_MS })
        })
        return {
          ...received,
          letGo: async () => void (await db.deleteFrom('blob_holds').where('upload_id', '=', uploadId).execute()),
        }
      } catch (error) {
        // A database that is away gets rid of them by `sweep`.
        await Promise.allSettled([db.deleteFrom('blob_pages').where('upload_id', '=', uploadId).execute()])
        throw error
      }
    },
    async path(hash) {
      const { uploadId, sizeBytes } = await require(hash)
      const place = placeOf(hash)
      removeLater(place)
      if ((await sizeOf(place)) !== sizeBytes) await fetchTo(place, readPages(db, uploadId), folder)
      return place
    },
    async *read(hash) {
      yield* readPages(db, (await require(hash)).uploadId)
    },
    has: async (hash) => (await find(hash)) !== null,
    async delete(hash) {
      const isGone = await db.transaction().execute(async (transaction) => await remove(transaction, hash, clock.now()))
      if (isGone) await rm(placeOf(hash), { force: true })
    },
    list: () => readHashes(db),
    async sweep() {
      await rm(folder, { recursive: true, force: true })
      await db
        .deleteFrom('blob_pages')
        .where('at', '<', clock.now() - UPLOAD_MS)
        .where('upload_id', 'not in', db.selectFrom('blobs').select('upload_id'))
        .execute()
      await db.deleteFrom('blob_holds').where('until', '<', clock.now()).execute()
    },
  }
}

async function* readHashes(db: Database): AsyncGenerator<string, void, undefined> {
  for (let last = ''; ;) {
    const rows = await db
      .selectFrom('blobs')
      .select('hash')
      .where('hash', '>', last)
      .orderBy('hash')
      .limit(HASHES_PER_READ)
      .execute()
    for (const { hash } of rows) yield hash
    if (rows.length < HASHES_PER_READ) return
    last = rows.at(-1)?.hash ?? ''
  }
}

/** The bytes of an upload, page by page. */
async function* readPages(db: Database, uploadId: string): AsyncGenerator<Uint8Array, void, undefined> {
  for (let ordinal = 0; ; ordinal += 1) {
    const page = await db
      .selectFrom('blob_pages')
      .select('bytes')
      .where('upload_id', '=', uploadId)
      .where('ordinal', '=', ordinal)
      .executeTakeFirst()
    if (page === undefined) return
    yield page.bytes instanceof Uint8Array ? page.bytes : new Uint8Array(page.bytes)
  }
}

interface Receiving {
  readonly db: Database
  readonly clock: Clock
  readonly pageBytes: number
  readonly uploadId: string
}

async function receive(
  { db, clock, pageBytes, uploadId }: Receiving,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: BlobWriteOptions['maxBytes'],
): Promise<{ hash: string; sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  let ordinal = 0
  for await (const page of pagesOf(bytes, pageBytes)) {
    sizeBytes += page.byteLength
    if (sizeBytes > maxBytes) {
      throw new LearnPathError('LP_REQUEST_TOO_LARGE', { detail: `more than ${maxBytes} bytes` })
    }
    hash.update(page)
    await db.insertInto('blob_pages').values({ upload_id: uploadId, ordinal, at: clock.now(), bytes: page }).execute()
    ordinal += 1
  }
  return { hash: hash.digest('hex'), sizeBytes }
}

async function* pagesOf(bytes: AsyncIterable<Uint8Array>, pageBytes: number): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    size += piece.byteLength
    if (size < pageBytes) continue
    let page = Buffer.concat(pieces)
    for (; page.byteLength >= pageBytes; page = page.subarray(pageBytes)) yield page.subarray(0, pageBytes)
    pieces = [page]
    size = page.byteLength
  }
  if (size > 0) yield Buffer.concat(pieces)
}

interface Upload {
  readonly hash: string
  readonly sizeBytes: number
  readonly uploadId: string
  readonly until: number
}

async function makeVisible(
  transaction: DatabaseTransaction,
  { hash, sizeBytes, uploadId, until }: Upload,
): Promise<void> {
  await transaction.insertInto('blob_holds').values({ upload_id: uploadId, hash, until }).execute()
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('blobs')
    .values({ hash, upload_id: uploadId, size_bytes: sizeBytes })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirstOrThrow()
  if (Number(numInsertedOrUpdatedRows) > 0) return
  // The same bytes are there: these pages are not needed.
  await transaction.deleteFrom('blob_pages').where('upload_id', '=', uploadId).execute()
}

/** Unless another process has just written the same bytes, or a row of one refers to them by now. @returns whether the file is gone */
async function remove(transaction: DatabaseTransaction, hash: string, now: number): Promise<boolean> {
  const held = await transaction
    .selectFrom('blob_holds')
    .select('upload_id')
    .where('hash', '=', hash)
    .where('until', '>=', now)
    .executeTakeFirst()
  const referred = await transaction
    .selectFrom('documents')
    .select('id')
    .where('content_hash', '=', hash)
    .unionAll(transaction.selectFrom('document_versions').select('id').where('content_hash', '=', hash))
    .executeTakeFirst()
  if (held !== undefined || referred !== undefined) return false
  await transaction
    .deleteFrom('blob_pages')
    .where('upload_id', 'in', transaction.selectFrom('blobs').select('upload_id').where('hash', '=', hash))
    .execute()
  await transaction.deleteFrom('blobs').where('hash', '=', hash).execute()
  return true
}

async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Beside its place first, so that a file at its place is whole. @throws LP_STORE_FULL when there is no room on this process's own disk */
async function fetchTo(place: string, bytes: AsyncIterable<Uint8Array>, folder: string): Promise<void> {
  const partial = `${place}.${randomUUID()}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(partial, 'wx', 0o600)
    try {
      for await (const page of bytes) await file.writeFile(page)
    } finally {
      await file.close()
    }
    await rename(partial, place)
  } catch (error) {
    await rm(partial, { force: true })
    if (FULL.has((error as NodeJS.ErrnoException).code)) throw new LearnPathError('LP_STORE_FULL', { cause: error })
    throw error
  }
}
