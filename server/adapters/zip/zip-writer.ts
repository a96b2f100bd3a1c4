import { Zip, ZipDeflate } from 'fflate'
import { breathe } from '../../kernel/breathe.ts'
import type { ZippedFile } from '../../ports/zip-writer.ts'

/** The `ZipWriter` of this server: one file after the other, with a breath in between. */
export async function writeZip(files: Iterable<ZippedFile>, at: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  const mtime = wallClockOf(at)
  for (const { path, bytes } of files) {
    const entry = new ZipDeflate(path, { level: 6 })
    entry.mtime = mtime
    zip.add(entry)
    entry.push(bytes, true)
    await breathe()
  }
  zip.end()
  return new Uint8Array(Buffer.concat(pieces))
}

/** ZIP has times without a zone and fflate writes local ones: a time whose local reading is the UTC of `at`. */
function wallClockOf(at: number): Date {
  const utc = new Date(at)
  return new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  )
}
