import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentParser } from '../../ports/document-parser.ts'
import { createIsolatedDocumentParser } from './document-parser.ts'
import type { IsolatedDocumentParserOptions } from './document-parser.ts'

/** A reader that does what the document's name says, to see what becomes of the others. */
const UNRULY_READER = `
const limits = JSON.parse(process.argv[2])
const parsed = (name) => ({ format: 'text', title: name, text: String(process.pid), blocks: [], marks: [], pages: [], warnings: [] })
process.on('disconnect', () => process.exit(0))
process.on('message', ({ name }) => {
  if (name === 'hang') for (;;) {}
  if (name === 'crash') process.exit(3)
  if (name === 'killed') process.kill(process.pid, 'SIGKILL')
  if (name === 'wait') return
  process.send({ kind: 'parsed', parsed: parsed(name), residentBytes: 1 })
})
`

let folder: string
let parser: DocumentParser | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-parser-'))
  await writeFile(join(folder, 'unruly.mjs'), UNRULY_READER)
})
afterEach(async () => await parser?.close())
afterAll(async () => await rm(folder, { recursive: true, force: true }))

function create(options: Partial<IsolatedDocumentParserOptions> = {}): DocumentParser {
  parser = createIsolatedDocumentParser({
    concurrency: 1,
    timeoutMs: 60_000,
    memoryMb: 512,
    idleMs: 60_000,
    ...options,
  })
  return parser
}
const unruly = (options: Partial<IsolatedDocumentParserOptions> = {}): DocumentParser =>
  create({ workerEntry: new URL(`file://${join(folder, 'unruly.mjs')}`), ...options })
const ask = async (target: DocumentParser, name: string, signal?: AbortSignal): Promise<string> =>
  (await target.parse({ file: 'x', name }, signal)).text

describe('createIsolatedDocumentParser', () => {
  it('reads a document in another process and uses that process again', async () => {
    const file = join(folder, 'a.md')
    await writeFile(file, '# Title\n\nSome **words**.')
    const target = create()
    target.warm()
    const parsed = await target.parse({ file, name: 'a.md' })
    expect(parsed).toMatchObject({ format: 'markdown', title: 'Title', text: 'Title\n\nSome words.' })
    const other = unruly()
    expect(await ask(other, 'one')).toBe(await ask(other, 'two'))
    await target.close()
  })

  it('passes on the class of a failure', async () => {
    const file = join(folder, 'empty.md')
    await writeFile(file, ' \n')
    await expect(create().parse({ file, name: 'empty.md' })).rejects.toMatchObject({ code: 'LP_PARSE_EMPTY' })
  })

  it('a promise that a library leaves behind and rejects fails no document', async () => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    const leaving = join(folder, 'leaving.mjs')
    const reader = [
      `import '${tsx.href}'`,
      `await import('${new URL('./parser-worker.ts', import.meta.url).href}')`,
      `process.on('message', () => void Promise.reject('nobody waits for this'))`,
    ]
    await writeFile(leaving, reader.join('\n'))
    const file = join(folder, 'b.md')
    await writeFile(file, 'Some words.')
    const target = create({ workerEntry: pathToFileURL(leaving) })
    for (const name of ['one.md', 'two.md']) {
      expect(await target.parse({ file, name })).toMatchObject({ text: 'Some words.' })
    }
  })

  it.each([
    ['crash', 'LP_PARSE_CRASHED'],
    ['killed', 'LP_PARSE_TOO_LARGE'],
    ['hang', 'LP_PARSE_TIMEOUT'],
  ])('a document that makes its reader %s fails alone with %s', async (name, code) => {
    const target = unruly({ timeoutMs: name === 'hang' ? 700 : 60_000 })
    const bad = ask(target, name)
    const good = ask(target, 'good')
    await expect(bad).rejects.toMatchObject({ code })
    expect(Number(await good)).toBeGreaterThan(0)
  })

  it('stops at once when cancelled, running or waiting', async () => {
    const target = unruly()
    const running = new AbortController()
    const waiting = new AbortController()
    const first = ask(target, 'wait', running.signal)
    const second = ask(target, 'two', waiting.signal)
    waiting.abort()
    await expect(second).rejects.toMatchObject({ code: 'LP_JOB_CANCELLED' })
    running.abort()
    await expect(first).rejects.toMatchObject({ code: 'LP_JOB_CANCELLED' })
    expect(Number(await ask(target, 'three'))).toBeGreaterThan(0)
  })

  it('replaces a reader after its share of documents and after idle time', async () => {
    const target = unruly({ documentsPerProcess: 1 })
    expect(await ask(target, 'one')).not.toBe(await ask(target, 'two'))
  })

  it('ends a reader whose memory grows past the limit', async () => {
    const file = join(folder, 'large.txt')
    await writeFile(file, 'a line of text that is long enough\n\n'.repeat(1_500_000))
    await expect(create({ memoryMb: 160 }).parse({ file, name: 'large.txt' })).rejects.toMatchObject({
      code: 'LP_PARSE_TOO_LARGE',
    })
  })
})
