import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { BlobStore, BlobWriteOptions } from '../../ports/blob-store.ts'
import { systemErrorCode, translateDiskError } from './disk-errors.ts'
import { syncFolder } from './sync-folder.ts'

const INCOMING = 'incoming'
const HASH = /^[0-9a-f]{64}$/

/**
 * Files named by their SHA-256 under `folder/ab/abcdef…`. A file is written beside its place, synced and renamed, so that
 * a file at its place is always whole.
 */
export function createFilesystemBlobStore(options: { readonly folder: string }): BlobStore {
  const { folder } = options
  const incoming = join(folder, INCOMING)
  const placeOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  async function path(hash: string): Promise<string> {
    if (!(await exists(placeOf(hash)))) {
      throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: `no file with hash ${hash}` })
    }
    return placeOf(hash)
  }
  return {
    write: (bytes, writeOptions) => writeBlob({ bytes, writeOptions, incoming, placeOf }),
    path,
    async *read(hash) {
      yield* createReadStream(await path(hash)) as AsyncIterable<Uint8Array>
    },
    has: (hash) => exists(placeOf(hash)),
    async delete(hash) {
      await rm(placeOf(hash), { force: true })
    },
    async *list() {
      for (const prefix of await namesIn(folder)) {
        if (prefix === INCOMING) continue
        for (const name of await namesIn(join(folder, prefix))) if (HASH.test(name)) yield name
      }
    },
    async sweep() {
      await rm(incoming, { recursive: true, force: true })
    },
  }
}

async function writeBlob(request: {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly writeOptions: BlobWriteOptions
  readonly incoming: string
  readonly placeOf: (hash: string) => string
}): Promise<{ hash: string; sizeBytes: number }> {
  const temporary = join(request.incoming, randomUUID())
  try {
    await mkdir(request.incoming, { recursive: true })
    const file = await open(temporary, 'wx', 0o600)
    let received: { hash: string; sizeBytes: number }
    try {
      received = await receive(request.bytes, file, request.writeOptions.maxBytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await request.writeOptions.beforeVisible?.(received.hash)
    const place = request.placeOf(received.hash)
    const created = await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    if (created !== undefined) await syncFolder(dirname(created))
    await rename(temporary, place)
    await syncFolder(dirname(place))
    return received
  } catch (error) {
    await rm(temporary, { force: true })
    throw translateDiskError(error)
  }
}

async function receive(
  bytes: AsyncIterable<Uint8Array>,
  file: FileHandle,
  maxBytes: number,
): Promise<{ hash: string; sizeBytes: number }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const piece of bytes) {
    sizeBytes += piece.byteLength
    if (sizeBytes > maxBytes) {
      throw new LearnPathError('LP_REQUEST_TOO_LARGE', { detail: `more than ${maxBytes} bytes` })
    }
    hash.update(piece)
    let written = 0
    while (written < piece.byteLength) written += (await file.write(piece, written)).bytesWritten
  }
  return { hash: hash.digest('hex'), sizeBytes }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false
    throw translateDiskError(error)
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw translateDiskError(error)
  }
}
