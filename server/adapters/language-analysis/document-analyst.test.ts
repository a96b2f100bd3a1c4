import { afterEach, expect, it } from 'vitest'
import type { AnalysableDocument, DocumentAnalyst } from '../../ports/document-analyst.ts'
import type { Logger } from '../../ports/logger.ts'
import { analyseDocument } from './analyse-document.ts'
import { createDocumentAnalyst } from './document-analyst.ts'

const silent = (): void => undefined
const logger: Logger = { debug: silent, info: silent, warn: silent, error: silent }
const text = 'The cell membrane is thin. A membrane protects the cell.'
const document: AnalysableDocument = {
  title: 'Cells',
  language: 'en',
  text,
  blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
  marks: [{ kind: 'bold', start: 4, end: 17 }],
  pages: [],
}

let analyst: DocumentAnalyst | undefined
afterEach(async () => {
  await analyst?.close()
})

it('gives what the analysis gives, read in its own thread, one document after the other', async () => {
  analyst = createDocumentAnalyst({ logger })
  const [first, second] = await Promise.all([
    analyst.analyse(document),
    analyst.analyse({ ...document, language: 'de' }),
  ])
  expect(first).toEqual(analyseDocument(document))
  expect(second).toEqual(analyseDocument({ ...document, language: 'de' }))
})

it('begins anew after its thread has ended for want of work', async () => {
  analyst = createDocumentAnalyst({ logger, idleMs: 1 })
  const first = await analyst.analyse(document)
  await new Promise((resolve) => {
    setTimeout(resolve, 50)
  })
  expect(await analyst.analyse(document)).toEqual(first)
})

it('gives a document up when told to, and reads the next one', async () => {
  analyst = createDocumentAnalyst({ logger })
  const abort = new AbortController()
  const given = analyst.analyse(document, abort.signal)
  const next = analyst.analyse(document)
  abort.abort()
  await expect(given).rejects.toMatchObject({ name: 'AbortError' })
  expect(await next).toEqual(analyseDocument(document))
})

it('gives up a document that takes too long', async () => {
  analyst = createDocumentAnalyst({ logger, timeoutMs: 1 })
  const endless = { ...document, text: `${text}\n`.repeat(2000) }
  await expect(analyst.analyse(endless)).rejects.toMatchObject({ code: 'LP_INTERNAL' })
})

it('fails what waits when it is closed, and whatever is asked after', async () => {
  analyst = createDocumentAnalyst({ logger })
  const waiting = analyst.analyse(document).catch((error: unknown) => error)
  await analyst.close()
  expect(await waiting).toMatchObject({ code: 'LP_SERVER_STOPPING' })
  await expect(analyst.analyse(document)).rejects.toMatchObject({ code: 'LP_SERVER_STOPPING' })
})
