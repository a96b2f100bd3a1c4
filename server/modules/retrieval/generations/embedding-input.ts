import { createHash } from 'node:crypto'
import type { Chunk, IndexableDocument } from '../../library/index.ts'

/** Goes up whenever the same chunk would be put before the model differently. */
export const INPUT_VERSION = '1'

/**
 * What the model reads of a chunk: where it stands, then its text. A title that is only the file name is left out, so that a
 * rename costs nothing.
 */
export function embeddingInput(document: Pick<IndexableDocument, 'title' | 'titled'>, chunk: Chunk): string {
  const place = document.titled && chunk.headingPath[0] !== document.title ? [document.title] : []
  const above = [...place, ...chunk.headingPath].filter((heading) => !chunk.text.startsWith(heading))
  return above.length === 0 ? chunk.text : `${above.join('\n')}\n${chunk.text}`
}

/** Name of an input among the stored vectors. */
export function inputHash(input: string): string {
  return createHash('sha256').update(input).digest('base64url')
}
