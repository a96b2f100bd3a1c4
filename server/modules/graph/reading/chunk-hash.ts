import { createHash } from 'node:crypto'
import type { ReadableChunk } from '../../../ports/chunk-reader.ts'

/** Names what is read in a chunk: equal hashes give equal readings. See `GraphReadingsTable.content_hash`. */
export function chunkHash({ text, language }: ReadableChunk): string {
  return createHash('sha256').update(`${language}\0${text}`).digest('base64url')
}
