import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bytesOf, createLibraryFixture } from '../library/library-fixture.double.ts'
import { createIngestionFixture } from './ingestion-fixture.double.ts'
import type { IngestionFixture } from './ingestion-fixture.double.ts'
import { storesInFile } from '../../adapters/testing/open-test-store.ts'

let fixture: IngestionFixture
beforeEach(async () => {
  fixture = await createIngestionFixture()
})
afterEach(async () => await fixture.cleanUp())

const add = async (path: string, text: string, more: { password?: string; collection?: string } = {}) =>
  await fixture.ingestion.add({ bytes: bytesOf(text), path, ...more })

const changesOf = (documentId: string) =>
  fixture.events.flatMap((event) =>
    event.type === 'document-changed' && event.documentId === documentId ? [[event.state, event.searchable]] : [],
  )

describe('adding', () => {
  test('a document becomes searchable, and is announced as ready once the indexes have it', async () => {
    const { document, outcome, jobId } = await add('a.txt', 'some words')
    expect(outcome).toBe('added')
    expect(jobId).not.toBeNull()
    await fixture.idle()
    expect(await fixture.library.get(document.id)).toMatchObject({ state: 'ready', searchable: true, chunkCount: 1 })
    expect(changesOf(document.id)).toEqual([
      ['queued', false],
      ['processing', false],
      ['ready', true],
    ])
    expect(fixture.caughtUp).toEqual([await fixture.library.latestSequence()])
    expect(fixture.metrics.records).toEqual([
      { name: 'documentProcessed', labels: { fileType: 'text', outcome: 'ready' } },
    ])
  })

  test('the same again is unchanged and parsed no second time; a copy elsewhere is parsed no second time either', async () => {
    await add('a.txt', 'some words')
    await fixture.idle()
    expect(await add('a.txt', 'some words')).toMatchObject({ outcome: 'unchanged', jobId: null })
    const copy = await add('b/a.txt', 'some words')
    expect(copy.outcome).toBe('added')
    await fixture.idle()
    expect((await fixture.library.text(copy.document.id)).text).toBe('some words')
    expect(fixture.parser.parsed).toEqual(['a.txt'])
  })

  test('notes do not wait behind PDFs, whose pages may have to be read by OCR', async () => {
    const open = fixture.parser.hold()
    for (const path of ['1.pdf', '2.pdf', '3.pdf', '4.txt', '5.md']) await add(path, `text of ${path}`)
    open()
    await fixture.idle()
    const { parsed } = fixture.parser
    // Two are read side by side, so the notes may change places between them.
    expect([parsed.slice(0, 2), parsed.slice(2, 4).toSorted(), parsed.slice(4)]).toEqual([
      ['1.pdf', '2.pdf'],
      ['4.txt', '5.md'],
      ['3.pdf'],
    ])
  })

  test('what cannot be a document is refused before anything is stored', async () => {
    await expect(add('a.txt', '')).rejects.toMatchObject({ code: 'LP_PARSE_EMPTY' })
    await expect(add('a.bin', 'x')).rejects.toMatchObject({ code: 'LP_PARSE_UNSUPPORTED' })
    await expect(add('../a.txt', 'x')).rejects.toMatchObject({ code: 'LP_PATH_INVALID' })
    await expect(add('a.txt', 'x'.repeat(1_000_001))).rejects.toMatchObject({ code: 'LP_REQUEST_TOO_LARGE' })
    expect((await fixture.library.list({ limit: 10 })).total).toBe(0)
    expect(fixture.traces('xxxxxx')).toEqual([])
  })

  test('a source that is refused half-way is told to end', async () => {
    let ended = false
    async function* source() {
      try {
        for (;;) yield Buffer.from('x'.repeat(300_000))
      } finally {
        ended = true
      }
    }
    const adding = fixture.ingestion.add({ bytes: source(), path: 'a.txt' })
    await expect(adding).rejects.toMatchObject({ code: 'LP_REQUEST_TOO_LARGE' })
    expect(ended).toBe(true)
  })

  test('changes that come while a document is processed end with the last of them', async () => {
    const release = fixture.parser.hold()
    const { document } = await add('a.txt', 'first')
    while (fixture.parser.parsed.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    await add('a.txt', 'second')
    await add('a.txt', 'third')
    release()
    await fixture.idle()
    expect((await fixture.library.text(document.id)).text).toBe('third')
    expect(await fixture.library.get(document.id)).toMatchObject({ state: 'ready' })
  })
})

describe('failing', () => {
  test('a crash is tried again, other failures are told at once', async () => {
    const once = await add('once.txt', 'CRASH ONCE and then words')
    const damaged = await add('damaged.txt', 'DAMAGED')
    const crash = await add('crash.txt', 'CRASH')
    await fixture.idle()
    expect(await fixture.library.get(once.document.id)).toMatchObject({ state: 'ready', failure: null })
    expect(await fixture.library.get(damaged.document.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'LP_PARSE_DAMAGED' },
    })
    expect(await fixture.library.get(crash.document.id)).toMatchObject({
      state: 'failed',
      failure: { code: 'LP_PARSE_CRASHED' },
    })
    const tries = (name: string) => fixture.parser.parsed.filter((other) => other === name).length
    expect([tries('once.txt'), tries('damaged.txt'), tries('crash.txt')]).toEqual([2, 1, 3])
  })

  test('a password is asked for, checked, accepted, and stored nowhere', async () => {
    const { document } = await add('a.txt', 'LOCKED Sesam and words')
    await fixture.idle()
    const failure = async () => (await fixture.library.get(document.id)).failure?.code
    expect(await failure()).toBe('LP_PARSE_PASSWORD_NEEDED')
    await fixture.ingestion.retry(document.id, { password: 'Knusperhaus' })
    await fixture.idle()
    expect(await failure()).toBe('LP_PARSE_PASSWORD_WRONG')
    await fixture.ingestion.retry(document.id, { password: 'Sesam' })
    await fixture.idle()
    expect(await fixture.library.get(document.id)).toMatchObject({ state: 'ready', failure: null })
    expect(fixture.traces('Knusperhaus')).toEqual([])
    const given = await add('b.txt', 'LOCKED Tischlein and words', { password: 'Tischlein' })
    await fixture.idle()
    expect(await fixture.library.get(given.document.id)).toMatchObject({ state: 'ready' })
  })
})

describe.runIf(storesInFile)('a full disk', () => {
  test('is told, loses nothing that was acknowledged, and adding works again once there is room', async () => {
    const { store, library, ingestion } = fixture
    const before = await add('before.txt', 'there before')
    await fixture.idle()
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(store.db)
    const limit = async (pages: number) => await sql`PRAGMA max_page_count = ${sql.lit(pages)}`.execute(store.db)
    await limit(rows[0]?.page_count ?? 0)
    const acknowledged: string[] = []
    const fill = async () => {
      for (let number = 0; number < 500; number += 1) {
        const text = `number ${number} `.repeat(200)
        const { document } = await ingestion.add({ bytes: bytesOf(text), path: `${number}.txt` })
        acknowledged.push(document.id)
      }
    }
    await expect(fill()).rejects.toMatchObject({ code: 'LP_STORE_FULL' })
    await limit(1_000_000)
    const after = await add('after.txt', 'there after')
    await fixture.idle()
    for (const id of [before.document.id, after.document.id, ...acknowledged]) {
      expect(await library.get(id)).toMatchObject({ state: 'ready', searchable: true })
    }
  })
})

describe('stopping work', () => {
  test('a cancelled document is not published, and adding it again takes it up', async () => {
    const release = fixture.parser.hold()
    const { document } = await add('a.txt', 'words')
    while (fixture.parser.parsed.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    expect(await fixture.ingestion.cancel(document.id)).toMatchObject({ state: 'cancelled', searchable: false })
    release()
    await fixture.idle()
    expect(await fixture.library.get(document.id)).toMatchObject({ state: 'cancelled', searchable: false })
    expect((await add('a.txt', 'words')).outcome).toBe('added')
    await fixture.idle()
    expect(await fixture.library.get(document.id)).toMatchObject({ state: 'ready' })
  })

  test('deleting a document that is being processed leaves no trace of it', async () => {
    const release = fixture.parser.hold()
    const { document } = await add('Geheimsache.txt', 'Zwetschgenknödel')
    while (fixture.parser.parsed.length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    await fixture.ingestion.delete(document.id)
    release()
    await fixture.idle()
    await fixture.store.purgeDeleted()
    expect([...fixture.traces('Zwetschgenknödel'), ...fixture.traces('Geheimsache')]).toEqual([])
    await expect(fixture.ingestion.delete(document.id)).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
  })

  test('a collection is deleted with the work on it', async () => {
    const release = fixture.parser.hold()
    const { document } = await add('a.txt', 'words', { collection: 'Chemistry' })
    await add('b.txt', 'more words', { collection: 'Chemistry' })
    await fixture.ingestion.deleteCollection(document.collectionId)
    release()
    await fixture.idle()
    expect(await fixture.library.listCollections()).toEqual([])
    expect(await fixture.library.statistics()).toMatchObject({ total: 0, chunks: 0 })
  })
})

describe('starting again', () => {
  test('work that a stop interrupted is finished after the next start', async () => {
    fixture.parser.hold()
    const first = await add('a.txt', 'words of a')
    const second = await add('b.txt', 'words of b')
    while (fixture.parser.parsed.length < 2) await new Promise((resolve) => setTimeout(resolve, 2))
    await fixture.ingestion.stop()
    await fixture.jobQueue.stop({ graceMs: 1 })
    const again = await createIngestionFixture({ library: fixture })
    await again.idle()
    for (const { document } of [first, second]) {
      expect(await again.library.get(document.id)).toMatchObject({ state: 'ready' })
    }
    await again.ingestion.stop()
    await again.jobQueue.stop({ graceMs: 1000 })
  })

  test('a document whose job was given up or lost after a crash is settled at the next start', async () => {
    const library = await createLibraryFixture()
    const stopped = await createIngestionFixture({ library, start: false })
    const adding = ['given-up.txt', 'lost.txt'].map(
      async (path) => await stopped.ingestion.add({ bytes: bytesOf(path), path }),
    )
    const [givenUp, lost] = await Promise.all(adding)
    const { db } = library.store
    const values = { state: 'running', attempts: 6 } as const
    await db
      .updateTable('jobs')
      .set(values)
      .where('subject_id', '=', givenUp?.document.id ?? '')
      .execute()
    await db
      .deleteFrom('jobs')
      .where('subject_id', '=', lost?.document.id ?? '')
      .execute()
    const again = await createIngestionFixture({ library })
    await again.idle()
    expect(await again.library.get(givenUp?.document.id ?? '')).toMatchObject({
      state: 'failed',
      failure: { code: 'LP_PARSE_CRASHED' },
    })
    expect(await again.library.get(lost?.document.id ?? '')).toMatchObject({ state: 'ready' })
    await again.cleanUp()
  })
})
