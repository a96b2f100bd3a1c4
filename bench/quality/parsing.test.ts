import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LearnPathError } from '@learnpath/contracts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { chunkDocument } from '../../server/modules/ingestion/chunk-document.ts'
import type { TextRange } from '../../server/ports/parsed-document.ts'
import { DATA_FOLDER } from '../environment.ts'

const FOLDERS = [
  'docling/dev/pdf',
  'docling/dev/docx',
  'docling/dev/html',
  'python-docx/dev',
  'rust-book/dev/docx',
  'german-pdf/dev',
]
const files = FOLDERS.map((folder) => join(DATA_FOLDER, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((file) => /\.(?:pdf|docx|html)$/.test(file))

/** Characters that are not white space and lie in no range. */
function missed(text: string, ranges: readonly TextRange[]): string {
  const covered = new Uint8Array(text.length)
  for (const { start, end } of ranges) covered.fill(1, start, end)
  return [...covered.keys()]
    .filter((at) => covered[at] === 0)
    .map((at) => text.charAt(at))
    .join('')
    .trim()
}

// Skipped where the labelled sets are absent (LEARNPATH_TEST_DATA).
describe.skipIf(files.length === 0)('real documents', () => {
  it.each(files)('%s: blocks and chunks cover the text, in order', { timeout: 120_000 }, async (file) => {
    const parsed = await parseFile({ file, name: file }, { programTimeoutMs: 60_000 }).catch((error: unknown) => {
      // Some of the odd DOCX files have no text; that is an answer too.
      if (error instanceof LearnPathError && error.code === 'LP_PARSE_EMPTY') return null
      throw error
    })
    if (parsed === null) return
    expect(parsed.text).toBe(parsed.text.normalize('NFC'))
    expect(parsed.text).not.toContain('\r')
    expect(missed(parsed.text, parsed.blocks)).toBe('')
    expect(missed(parsed.text, chunkDocument(parsed, 'en'))).toBe('')
    const disordered = parsed.blocks.filter(
      (block, index) => block.start < (parsed.blocks[index - 1]?.end ?? 0) || block.end <= block.start,
    )
    expect(disordered).toEqual([])
    const strayMarks = parsed.marks.filter(
      (mark) => !parsed.blocks.some((block) => block.start <= mark.start && mark.end <= block.end),
    )
    expect(strayMarks).toEqual([])
  })
})
