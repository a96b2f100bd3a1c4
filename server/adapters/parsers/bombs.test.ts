// Files made to bring a reader down: each ends in time, within its memory, with an error of the table or a short text.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LearnPathError } from '@learnpath/contracts'
import type { DocumentParser } from '../../ports/document-parser.ts'
import { BOMBS } from './bombs.double.ts'
import { createIsolatedDocumentParser } from './document-parser.ts'

/** Far below what the product allows, so that a file that uses all of it is told soon. */
const LIMITS = { timeoutMs: 10_000, memoryMb: 384 }
/** A document of so many characters is one; what a bomb holds in truth is less. */
const MOST_CHARACTERS = 4_000_000

let folder = ''
let parser: DocumentParser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-bombs-'))
  await writeFile(join(folder, 'good.md'), '# Title\n\nSome **words**.')
  parser = createIsolatedDocumentParser({ concurrency: 2, idleMs: 60_000, ...LIMITS })
})
afterAll(async () => {
  await parser.close()
  await rm(folder, { recursive: true, force: true })
})

test.each(BOMBS.map((bomb) => [bomb.name, bomb] as const))('%s', async (_, bomb) => {
  const file = join(folder, bomb.file)
  await writeFile(file, bomb.make())
  const outcome = await parser.parse({ file, name: bomb.file }).then(
    ({ text }) => (text.length < MOST_CHARACTERS ? 'a short text' : `${text.length} characters`),
    (error: unknown) => (error instanceof LearnPathError ? error.code : String(error)),
  )
  expect(outcome).toMatch(/^(?:a short text|LP_PARSE_(?!CRASHED)\w+)$/u)
  const good = await parser.parse({ file: join(folder, 'good.md'), name: 'good.md' })
  expect(good.text).toBe('Title\n\nSome words.')
})
