import { createHash } from 'node:crypto'
import type { ReadableChunk } from '../../ports/chunk-reader.ts'

/** Chunks of equal language and text have the same. SHA-256, base64url. */
export const contentHashOf = ({ text, language }: ReadableChunk): string =>
  createHash('sha256').update(language).update('\0').update(text).digest('base64url')
