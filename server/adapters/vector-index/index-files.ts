import { type FileHandle, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { LearnPathError } from '@learnpath/contracts'
import type { CodeBits } from './coding.ts'

/** Changes with the layout of any file, the rotation or the codes. */
const FORMAT = 1
/** Small enough for its checksum not to hold others up. */
const PIECE_BYTES = 2 ** 20
const MANIFEST = 'manifest'
const OWN_FILE = /^(?:codes|rows|deleted)-\d+$|^manifest[.]new$/

export interface StoredFile {
  readonly name: string
  readonly sizeBytes: number
  /** Null for rows: each has its own. */
  readonly checksum: number | null
}

export interface StoredSegment {
  /** Documents, chunks and codes; read as a whole. */
  readonly codes: StoredFile
  /** Exact vectors; read one by one. */
  readonly rows: StoredFile
  /** Numbers of deleted documents (u32). */
  readonly deleted: StoredFile | null
}

/** What the index consists of. Replaced in one step; files that it does not name do not count. */
export interface Manifest {
  readonly sequence: number
  /** Number of the next file. */
  readonly nextFile: number
  readonly dimensions: number
  readonly bits: CodeBits
  readonly segments: readonly StoredSegment[]
}

export const damaged = (detail: string): LearnPathError => new LearnPathError('LP_INDEX_DAMAGED', { detail })

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}

/** @throws LP_STORE_FULL instead of the system's error. */
export async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (hasCode(cause, 'ENOSPC')) throw new LearnPathError('LP_STORE_FULL', { cause })
    throw cause
  }
}

/** @returns the checksum. */
async function writeSynced(path: string, parts: readonly Uint8Array[]): Promise<number> {
  const handle = await open(path, 'w')
  let checksum = 0
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length; at += PIECE_BYTES) {
        const piece = part.subarray(at, at + PIECE_BYTES)
        await handle.writeFile(piece)
        checksum = crc32(piece, checksum)
      }
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return checksum
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a new file durably. @throws LP_STORE_FULL */
export async function writeIndexFile(folder: string, name: string, parts: readonly Uint8Array[]): Promise<StoredFile> {
  const checksum = await storing(() => writeSynced(join(folder, name), parts))
  return { name, sizeBytes: parts.reduce((sum, { length }) => sum + length, 0), checksum }
}

/** @throws LP_INDEX_DAMAGED when it is missing or has another size than was written. */
export async function openIndexFile(folder: string, { name, sizeBytes }: StoredFile): Promise<FileHandle> {
  let handle: FileHandle
  try {
    handle = await open(join(folder, name), 'r')
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) throw damaged(`${name} is missing`)
    throw cause
  }
  if ((await handle.stat()).size === sizeBytes) return handle
  await handle.close()
  throw damaged(`${name} has another size than was written`)
}

/** Fills `bytes` from a place in a file. @throws LP_INDEX_DAMAGED when the file ends before. */
export async function readFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, position + at)
    if (bytesRead === 0) throw damaged('a file of the index is cut short')
    at += bytesRead
  }
}

/** @throws LP_INDEX_DAMAGED when the file is not what was written. */
export async function readIndexFile(folder: string, file: StoredFile): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await openIndexFile(folder, file)
  try {
    const bytes = new Uint8Array(file.sizeBytes)
    await readFully(handle, bytes, 0)
    if (crc32(bytes) !== file.checksum) throw damaged(`${file.name} is not what was written`)
    return bytes
  } finally {
    await handle.close()
  }
}

/** Replaces the manifest: temporary file, sync, rename, sync of the folder. @throws LP_STORE_FULL */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const body = JSON.stringify({ format: FORMAT, ...manifest })
  const bytes = Buffer.from(`${crc32(body).toString(16)}\n${body}\n`)
  await storing(async () => {
    await writeSynced(join(folder, `${MANIFEST}.new`), [bytes])
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

/** From now on the folder holds nothing that counts: the next to open it finds an empty index. */
export async function removeManifest(folder: string): Promise<void> {
  await rm(join(folder, MANIFEST), { force: true })
  await syncFolder(folder)
}

/** Deletes the index's files that neither the manifest nor `keep` names: what an interrupted commit or a merge left. */
export async function sweepFiles(folder: string, manifest: Manifest | null, keep: ReadonlySet<string>): Promise<void> {
  const stored = manifest?.segments.flatMap(({ codes, rows, deleted }) => [codes.name, rows.name, deleted?.name]) ?? []
  const named = new Set<string | undefined>(stored)
  for (const name of await readdir(folder)) {
    if (OWN_FILE.test(name) && !named.has(name) && !keep.has(name)) await rm(join(folder, name), { force: true })
  }
}
