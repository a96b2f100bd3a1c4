import { afterEach, expect, it } from 'vitest'
import type { Logger } from '../../ports/logger.ts'
import { analyseDocument } from './analyse-document.ts'
import { AnalystThread } from './analyst-thread.ts'
import { createChunkReader } from './chunk-reader.ts'
import { createDocumentAnalyst } from './document-analyst.ts'
import { readChunk } from './reading/read-chunk.ts'

const silent = (): void => undefined
const logger: Logger = { debug: silent, info: silent, warn: silent, error: silent }
const english = { text: 'Robert Hooke saw cells in London in 1665.', language: 'en' }
const german = { text: 'Die Müller GmbH prüft nach IEC 61131-3.', language: 'de' }

const thread = new AnalystThread({ logger })
afterEach(async () => {
  await thread.close()
})

it('reads chunks in order, in the thread in which documents are analysed, until either is closed', async () => {
  const reader = createChunkReader({ logger }, thread)
  const analyst = createDocumentAnalyst({ logger }, thread)
  const document = {
    title: 'Cells',
    language: 'en',
    text: english.text,
    blocks: [{ kind: 'paragraph', start: 0, end: english.text.length } as const],
    marks: [],
    pages: [],
  }
  const [readings, analysis, none] = await Promise.all([
    reader.read([english, german]),
    analyst.analyse(document),
    reader.read([]),
  ])
  expect(readings).toEqual([readChunk(english), readChunk(german)])
  expect(analysis).toEqual(analyseDocument(document))
  expect(none).toEqual([])
  const abort = new AbortController()
  const given = reader.read([english], abort.signal)
  abort.abort()
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  expect(await reader.read([german])).toEqual([readChunk(german)])
  await analyst.close()
  await expect(reader.read([english])).rejects.toMatchObject({ code: 'LP_SERVER_STOPPING' })
})
