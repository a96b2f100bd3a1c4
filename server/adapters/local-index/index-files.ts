import { type FileHandle, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { LearnPathError } from '@learnpath/contracts'
import type { Bm25Parameters } from './bm25.ts'

const FORMAT = 1
const MANIFEST = 'manifest'
const OWN_FILE = /^(?:segment|deleted)-\d+(?:\.new)?$|^manifest\.new$/

export interface StoredFile {
  readonly name: string
  readonly sizeBytes: number
  readonly checksum: number
}

export interface StoredSegment {
  readonly segment: StoredFile
  /** Deleted documents, one bit each. */
  readonly deleted: StoredFile | null
}

/** What the index consists of. Replaced in one step; files that it does not name do not count. */
export interface Manifest {
  readonly sequence: number
  /** Number of the next file. */
  readonly nextFile: number
  readonly parameters: Bm25Parameters
  readonly segments: readonly StoredSegment[]
}

const damaged = (detail: string): LearnPathError => new LearnPathError('LP_INDEX_DAMAGED', { detail })

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}

async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (hasCode(cause, 'ENOSPC')) throw new LearnPathError('LP_STORE_FULL', { cause })
    throw cause
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a new file durably. @throws LP_STORE_FULL */
export async function writeIndexFile(folder: string, name: string, bytes: Uint8Array): Promise<StoredFile> {
  await storing(() => writeSynced(join(folder, name), bytes))
  return { name, sizeBytes: bytes.length, checksum: crc32(bytes) }
}

/** @throws LP_INDEX_DAMAGED when the file is not what was written. */
export async function readIndexFile(folder: string, file: StoredFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.sizeBytes)
  let handle: FileHandle
  try {
    handle = await open(join(folder, file.name), 'r')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) throw damaged(`${file.name} is missing`)
    throw cause
  }
  try {
    if ((await handle.stat()).size !== file.sizeBytes) throw damaged(`${file.name} has another size than was written`)
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at)
      if (bytesRead === 0) throw damaged(`${file.name} is cut short`)
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
  if (crc32(bytes) !== file.checksum) throw damaged(`${file.name} is not what was written`)
  return bytes
}

/** Replaces the manifest: temporary file, sync, rename, sync of the folder. @throws LP_STORE_FULL */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const body = JSON.stringify({ format: FORMAT, ...manifest })
  const bytes = Buffer.from(`${crc32(body).toString(16)}\n${body}\n`)
  await storing(async () => {
    await writeSynced(join(folder, `${MANIFEST}.new`), bytes)
    await rename(join(folder, `${MANIFEST}.new`), join(folder, MANIFEST))
    await syncFolder(folder)
  })
}

/** Makes the folder when it is missing. @returns null when nothing was ever committed there. @throws LP_INDEX_DAMAGED */
export async function readManifest(folder: string): Promise<Manifest | null> {
  await mkdir(folder, { recursive: true })
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null
    throw cause
  }
  const [checksum, body = ''] = text.split('\n')
  if (checksum !== crc32(body).toString(16)) throw damaged('the manifest is not what was written')
  const manifest = JSON.parse(body) as Manifest & { format: number }
  if (manifest.format !== FORMAT) throw damaged('the index was written in another format')
  return manifest
}

/** Deletes the index's files that the manifest does not name: what an interrupted commit or a finished merge left. */
export async function sweepFiles(folder: string, manifest: Manifest | null): Promise<void> {
  const named = new Set(manifest?.segments.flatMap(({ segment, deleted }) => [segment.name, deleted?.name]) ?? [])
  for (const name of await readdir(folder)) {
    if (OWN_FILE.test(name) && !named.has(name)) await rm(join(folder, name), { force: true })
  }
}
