import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { BegunDownload, PartialFile } from '../../ports/model-store.ts'
import { systemErrorCode, translateDiskError } from './disk-errors.ts'
import { syncFolder } from './sync-folder.ts'

const Begun = z.object({
  commit: z.string().nullable(),
  checksum: z.string().nullable(),
  validator: z.string().nullable(),
})

/** About a millisecond of hashing. */
const PIECE_BYTES = 256 * 1024

/** Opens `file` + ".part", as far as it was written, with what it was begun with beside it. */
export async function openPartialFile(file: string): Promise<PartialFile> {
  return await translated(async () => await openPart(file))
}

async function openPart(file: string): Promise<PartialFile> {
  const part = `${file}.part`
  const note = `${file}.part.json`
  await mkdir(dirname(file), { recursive: true })
  let begun = await readNote(note)
  // Bytes without a note may be of anything.
  if (begun === null) await rm(part, { force: true })
  const handle = await open(part, 'a+', 0o600)
  let sizeBytes = (await handle.stat()).size
  let closed = false

  async function close(): Promise<void> {
    if (closed) return
    closed = true
    await handle.close()
  }

  return {
    get sizeBytes() {
      return sizeBytes
    },
    get begun() {
      return begun
    },
    restart: async (next) =>
      await translated(async () => {
        await handle.truncate(0)
        sizeBytes = 0
        await writeFile(note, JSON.stringify(next), { mode: 0o600 })
        begun = next
      }),
    write: async (piece) =>
      await translated(async () => {
        for (let written = 0; written < piece.byteLength;) {
          const { bytesWritten } = await handle.write(piece, written)
          written += bytesWritten
          sizeBytes += bytesWritten
        }
      }),
    checksums: async (signal) => await checksumsOf(part, sizeBytes, signal),
    publish: async () =>
      await translated(async () => {
        await handle.sync()
        await close()
        await rename(part, file)
        await rm(note, { force: true })
        await syncFolder(dirname(file))
      }),
    close,
    async discard() {
      await close()
      await rm(part, { force: true })
      await rm(note, { force: true })
    },
  }
}

async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw translateDiskError(error)
  }
}

async function readNote(note: string): Promise<BegunDownload | null> {
  try {
    return Begun.parse(JSON.parse(await readFile(note, 'utf8')))
  } catch (error) {
    // Half written when the process ended, or not there: the download begins anew.
    if (systemErrorCode(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** SHA-256 of the file, and the name that git gives to its content. */
export async function checksumsOf(
  file: string,
  sizeBytes: number,
  signal?: AbortSignal,
): Promise<{ readonly sha256: string; readonly gitSha1: string }> {
  const sha256 = createHash('sha256')
  const gitSha1 = createHash('sha1').update(`blob ${sizeBytes}\0`)
  const stream = createReadStream(file, { highWaterMark: PIECE_BYTES, ...(signal === undefined ? {} : { signal }) })
  for await (const piece of stream) {
    sha256.update(piece as Uint8Array)
    gitSha1.update(piece as Uint8Array)
  }
  return { sha256: sha256.digest('hex'), gitSha1: gitSha1.digest('hex') }
}

/** Size of a file; null when there is none. */
export async function sizeOfFile(file: string): Promise<number | null> {
  try {
    const found = await stat(file)
    return found.isFile() ? found.size : null
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw translateDiskError(error)
  }
}
