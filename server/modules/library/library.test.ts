import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chunksOf, createLibraryFixture, bytesOf, parsedText, publishText, putText } from './library-fixture.double.ts'
import type { LibraryFixture } from './library-fixture.double.ts'
import { storesInFile } from '../../adapters/testing/open-test-store.ts'

let fixture: LibraryFixture
beforeEach(async () => {
  fixture = await createLibraryFixture()
})
afterEach(() => fixture.cleanUp())

const searchableText = async (documentId: string) => (await fixture.library.text(documentId)).text
const blobs = async () => {
  const hashes: string[] = []
  for await (const hash of fixture.blobStore.list()) hashes.push(hash)
  return hashes
}

describe('putting documents', () => {
  test('the same content at the same path again is unchanged and starts no work', async () => {
    const { library } = fixture
    const first = await putText(library, 'a.txt', 'hello')
    expect(first.outcome).toBe('added')
    await publishText(library, 'a.txt', 'hello')
    const sequence = await library.latestSequence()
    let worked = false
    const { document } = first
    const again = await library.put(
      {
        collectionId: document.collectionId,
        path: 'a.txt',
        contentHash: document.contentHash,
        sizeBytes: 5,
        format: 'text',
      },
      async () => void (worked = true),
    )
    expect(again.outcome).toBe('unchanged')
    expect(again.document.id).toBe(document.id)
    expect(worked).toBe(false)
    expect(await library.latestSequence()).toBe(sequence)
  })

  test('changed content stays searchable as it was until the new version is published', async () => {
    const { library } = fixture
    const id = await publishText(library, 'a.txt', 'old words')
    const changed = await putText(library, 'a.txt', 'new words')
    expect(changed.outcome).toBe('changed')
    expect(changed.document).toMatchObject({ id, state: 'queued', searchable: true })
    expect(await searchableText(id)).toBe('old words')
    await publishText(library, 'a.txt', 'new words')
    expect(await searchableText(id)).toBe('new words')
    expect(await library.get(id)).toMatchObject({ state: 'ready' })
    expect(await fixture.store.db.selectFrom('document_versions').select('id').execute()).toHaveLength(1)
    expect(await blobs()).toEqual([changed.document.contentHash])
  })

  test('new content that cannot be parsed leaves the old version searchable and says why', async () => {
    const { library } = fixture
    const id = await publishText(library, 'a.txt', 'old words')
    const { document } = await putText(library, 'a.txt', 'broken')
    await library.markFailed(id, document.contentHash, { code: 'LP_PARSE_DAMAGED', message: 'cut off' })
    expect(await library.get(id)).toMatchObject({
      state: 'failed',
      searchable: true,
      failure: { code: 'LP_PARSE_DAMAGED', message: 'cut off' },
    })
    expect(await searchableText(id)).toBe('old words')
  })

  test('adding a failed document again tries it again', async () => {
    const { library } = fixture
    const { document } = await putText(library, 'a.txt', 'hello')
    await library.markFailed(document.id, document.contentHash, { code: 'LP_PARSE_CRASHED', message: 'x' })
    const again = await putText(library, 'a.txt', 'hello')
    expect(again.outcome).toBe('added')
    expect(again.document).toMatchObject({ id: document.id, state: 'queued', failure: null })
  })

  test('a rename keeps the id and the text, and the title follows the file name', async () => {
    const { library } = fixture
    const id = await publishText(library, 'notes/a.txt', 'hello')
    const before = await library.latestSequence()
    const moved = await putText(library, 'archive/b.txt', 'hello', { renamedFromDocumentId: id })
    expect(moved).toMatchObject({
      outcome: 'renamed',
      document: { id, path: 'archive/b.txt', state: 'ready', title: 'b' },
    })
    expect(await searchableText(id)).toBe('hello')
    expect(await library.changesAfter(before, 10)).toMatchObject([{ kind: 'document-published', documentId: id }])
  })

  test('the same name in two folders and the same bytes at two paths are two documents', async () => {
    const { library } = fixture
    await publishText(library, 'x/readme.txt', 'one')
    await publishText(library, 'y/readme.txt', 'two')
    const copy = await putText(library, 'z/readme.txt', 'two')
    expect(copy.outcome).toBe('added')
    expect(await library.publishCopy(copy.document.id, copy.document.contentHash, 'p1')).toBe(true)
    expect(await searchableText(copy.document.id)).toBe('two')
    const { documents } = await library.list({ limit: 10 })
    expect(documents.map(({ path, chunkCount }) => [path, chunkCount])).toEqual([
      ['x/readme.txt', 1],
      ['y/readme.txt', 1],
      ['z/readme.txt', 1],
    ])
    expect(await blobs()).toHaveLength(2)
  })

  test('bytes parsed by another parser version or as another format are not copied', async () => {
    const { library } = fixture
    await publishText(library, 'a.txt', 'same')
    const other = await putText(library, 'a.md', 'same', { format: 'markdown' })
    expect(await library.publishCopy(other.document.id, other.document.contentHash, 'p1')).toBe(false)
    const newer = await putText(library, 'b.txt', 'same')
    expect(await library.publishCopy(newer.document.id, newer.document.contentHash, 'p2')).toBe(false)
  })

  test('paths that lead out of the collection are refused', async () => {
    for (const path of ['../a', '/etc/passwd', 'a//b', 'a\\b', '', 'a/./b']) {
      await expect(putText(fixture.library, path, 'x')).rejects.toMatchObject({ code: 'LP_PATH_INVALID' })
    }
  })
})

describe('publishing', () => {
  test('a version of bytes that have been replaced meanwhile is dropped', async () => {
    const { library } = fixture
    const { document } = await putText(library, 'a.txt', 'first')
    await putText(library, 'a.txt', 'second')
    const parsed = parsedText('first')
    const stale = {
      documentId: document.id,
      contentHash: document.contentHash,
      parserVersion: 'p1',
      parsed,
      language: 'en',
    }
    expect(await library.publishVersion({ ...stale, chunks: chunksOf(parsed) })).toBe(false)
    await expect(library.text(document.id)).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_READY' })
  })

  test('a cancelled document is not published', async () => {
    const { library } = fixture
    const { document } = await putText(library, 'a.txt', 'text')
    await library.setState(document.id, document.contentHash, 'cancelled')
    await fixture.library.publishCopy(document.id, document.contentHash, 'p1')
    const parsed = parsedText('text')
    const version = {
      documentId: document.id,
      contentHash: document.contentHash,
      parserVersion: 'p1',
      parsed,
      language: 'en',
    }
    expect(await library.publishVersion({ ...version, chunks: chunksOf(parsed) })).toBe(false)
  })

  test('chunks are the exact substrings of the text, also beyond the basic plane', async () => {
    const text = 'Ünïcödé 🎓 first\n\nzweiter Absatz 漢字 𝒜'
    const id = await publishText(fixture.library, 'a.txt', text)
    const indexable = await fixture.library.indexableDocument(id)
    const chunks = await fixture.library.chunks((indexable?.chunks ?? []).map((chunk) => chunk.id))
    expect(chunks).toHaveLength(2)
    for (const chunk of chunks) expect(chunk.text).toBe(text.slice(chunk.start, chunk.end))
  })

  test('chunks that do not fit the text are refused as a whole', async () => {
    const { library } = fixture
    const { document } = await putText(library, 'a.txt', 'a🎓b')
    const parsed = parsedText('a🎓b')
    const base = {
      documentId: document.id,
      contentHash: document.contentHash,
      parserVersion: 'p1',
      parsed,
      language: 'en',
    }
    const chunk = { ordinal: 0, headingPath: [], pageStart: null, pageEnd: null, tokenCount: 1 }
    for (const [start, end] of [
      [0, 5],
      [-1, 2],
      [2, 2],
      [0, 2],
      [2, 4],
    ] as const) {
      const publishing = library.publishVersion({ ...base, chunks: [{ ...chunk, start, end }] })
      await expect(publishing).rejects.toMatchObject({ code: 'LP_INTERNAL' })
    }
    expect((await library.get(document.id)).searchable).toBe(false)
  })

  test('chunk ids are never given to another chunk', async () => {
    const { library } = fixture
    const first = await publishText(library, 'a.txt', 'one\n\ntwo')
    const ids = (await library.indexableDocument(first))?.chunks.map((chunk) => chunk.id) ?? []
    await library.delete(first)
    const second = await publishText(library, 'b.txt', 'three')
    const newIds = (await library.indexableDocument(second))?.chunks.map((chunk) => chunk.id) ?? []
    expect(Math.min(...newIds)).toBeGreaterThan(Math.max(...ids))
    expect(await library.chunks(ids)).toEqual([])
  })
})

describe('deleting', () => {
  test.runIf(storesInFile)('a deleted document leaves no trace of its words in any file', async () => {
    const { library, traces } = fixture
    const id = await publishText(library, 'secret-Quittenbrot.txt', 'the Zwetschgenknödel recipe')
    await library.setTags(id, ['Mirabellentag'])
    await putText(library, 'secret-Quittenbrot.txt', 'another Holunderblüte')
    const words = ['Zwetschgenknödel', 'Quittenbrot', 'Mirabellentag', 'Holunderblüte']
    for (const word of words) expect(traces(word)).not.toEqual([])
    await library.delete(id)
    for (const word of words) expect(traces(word)).toEqual([])
    await expect(library.get(id)).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
    expect(await library.changesAfter(0, 10)).toMatchObject([{ kind: 'document-deleted', documentId: id }])
  })

  test('bytes that another document has stay', async () => {
    const { library } = fixture
    const first = await publishText(library, 'a.txt', 'shared')
    const second = await publishText(library, 'b.txt', 'shared')
    await library.delete(first)
    expect(await blobs()).toHaveLength(1)
    await library.delete(second)
    expect(await blobs()).toEqual([])
  })

  test('bytes that arrive while their last document is deleted are not lost', async () => {
    const { library } = fixture
    const id = await publishText(library, 'a.txt', 'shared')
    const arriving = await library.receive(bytesOf('shared'), { maxBytes: 100 })
    await library.delete(id)
    expect(await blobs()).toEqual([arriving.hash])
    const { id: collectionId } = await library.collection('library')
    const { hash: contentHash, sizeBytes } = arriving
    await library.put({ collectionId, path: 'b.txt', contentHash, sizeBytes, format: 'text' })
    await arriving.release()
    expect(await blobs()).toEqual([arriving.hash])
  })

  test('bytes that were received for nothing are gone when released or swept', async () => {
    const { library, blobStore } = fixture
    const arriving = await library.receive(bytesOf('for nothing'), { maxBytes: 100 })
    await arriving.release()
    await blobStore.write(bytesOf('left by a killed process'), { maxBytes: 100 })
    const kept = await publishText(library, 'a.txt', 'kept')
    await library.sweepFiles()
    expect(await blobs()).toEqual([(await library.get(kept)).contentHash])
  })

  test('a deleted collection takes all its documents along', async () => {
    const { library, traces } = fixture
    for (let index = 0; index < 45; index += 1) await publishText(library, `${index}.txt`, `Wacholder ${index}`)
    const { id } = await library.collection('library')
    await library.deleteCollection(id)
    expect(traces('Wacholder')).toEqual([])
    expect(await library.listCollections()).toEqual([])
    await expect(library.deleteCollection(id)).rejects.toMatchObject({ code: 'LP_COLLECTION_NOT_FOUND' })
  })
})

describe('listing and filtering', () => {
  test('pages neither repeat nor hide documents when others come and go between them', async () => {
    const { library } = fixture
    for (const path of ['b', 'd', 'f', 'h', 'j']) await putText(library, path, path)
    const first = await library.list({ limit: 2 })
    await putText(library, 'a', 'a')
    await library.delete(first.documents[0]?.id ?? '')
    const second = await library.list({ limit: 2, after: first.next ?? '' })
    const third = await library.list({ limit: 2, after: second.next ?? '' })
    expect([first, second, third].map((page) => page.documents.map(({ path }) => path))).toEqual([
      ['b', 'd'],
      ['f', 'h'],
      ['j'],
    ])
    expect(third.next).toBeNull()
    expect(third.total).toBe(5)
  })

  test('a cursor that is none is refused', async () => {
    await expect(fixture.library.list({ limit: 2, after: 'nonsense' })).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
  })

  test('orders by title, size and age either way, jumps, and finds a part of a name', async () => {
    const { library, clock } = fixture
    for (const [path, text] of [
      ['b.txt', 'much longer'],
      ['Überblick.txt', 'x'],
      ['c/100%_a.txt', 'longer'],
    ] as const) {
      await putText(library, path, text)
      clock.advance(1000)
    }
    const paths = async (query: Partial<Parameters<typeof library.list>[0]>) =>
      (await library.list({ limit: 10, ...query })).documents.map(({ path }) => path)
    expect(await paths({ sort: 'size', order: 'descending' })).toEqual(['b.txt', 'c/100%_a.txt', 'Überblick.txt'])
    expect(await paths({ sort: 'added', order: 'descending' })).toEqual(['c/100%_a.txt', 'Überblick.txt', 'b.txt'])
    expect(await paths({ sort: 'title', offset: 1 })).toEqual(['c/100%_a.txt', 'Überblick.txt'])
    expect(await paths({ contains: 'überB' })).toEqual(['Überblick.txt'])
    expect(await paths({ contains: '%_A' })).toEqual(['c/100%_a.txt'])
    expect(await paths({ contains: '%' })).toEqual(['c/100%_a.txt'])
    expect(await paths({ state: 'unfinished', format: 'text' })).toHaveLength(3)
    expect(await paths({ format: 'pdf' })).toEqual([])
    const { next } = await library.list({ limit: 1 })
    await expect(library.list({ limit: 1, after: next ?? '', sort: 'size' })).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
  })

  test('facets count states, formats and tags, of all or of one collection', async () => {
    const { library } = fixture
    const first = await publishText(library, 'a.txt', 'one')
    const { document } = await putText(library, 'b.md', 'two', { format: 'markdown' })
    await library.setTags(first, ['exam'])
    await library.setTags(document.id, ['exam', 'algebra'])
    const facets = {
      total: 2,
      states: { ready: 1, queued: 1 },
      formats: { text: 1, markdown: 1 },
      tags: [
        { tag: 'algebra', documentCount: 1 },
        { tag: 'exam', documentCount: 2 },
      ],
    }
    expect(await library.facets({})).toEqual(facets)
    expect(await library.facets({ collectionId: document.collectionId })).toEqual(facets)
    const other = await library.createCollection('other')
    expect(await library.facets({ collectionId: other.id })).toEqual({ total: 0, states: {}, formats: {}, tags: [] })
  })

  test('filters by tag, format, language, collection and date; no filter is null', async () => {
    const { library, clock } = fixture
    const first = await publishText(library, 'a.txt', 'one')
    clock.advance(1000)
    const second = await publishText(library, 'b.txt', 'two')
    await putText(library, 'c.txt', 'not searchable')
    await library.setTags(second, ['exam', 'exam ', 'maths'])
    const { collectionId, tags } = await library.get(second)
    expect(tags).toEqual(['exam', 'maths'])
    const ids = async (filter: Parameters<typeof library.matchingDocumentIds>[0]) =>
      [...((await library.matchingDocumentIds(filter)) ?? ['everything'])].toSorted()
    expect(await ids({})).toEqual(['everything'])
    expect(await ids({ tags: ['maths', 'physics'] })).toEqual([second])
    expect(await ids({ languages: ['en'] })).toEqual([first, second].toSorted())
    expect(await ids({ languages: ['de'] })).toEqual([])
    expect(await ids({ formats: [] })).toEqual([])
    expect(await ids({ collectionIds: [collectionId], changedAfter: clock.now() - 500 })).toEqual([second])
    expect(await ids({ changedBefore: clock.now() - 500 })).toEqual([first])
  })

  test('statistics count what is there', async () => {
    await publishText(fixture.library, 'a.txt', 'one\n\ntwo')
    await putText(fixture.library, 'b.txt', 'waits')
    expect(await fixture.library.statistics()).toEqual({
      total: 2,
      searchable: 1,
      byState: { queued: 1, processing: 0, ready: 1, failed: 0, cancelled: 0 },
      languages: { en: 1 },
      chunks: 2,
    })
  })

  test('a collection is found by name and id, made once, and refused twice', async () => {
    const { library } = fixture
    const [one, other] = await Promise.all([
      library.collection('Physics', { create: true }),
      library.collection('Physics', { create: true }),
    ])
    expect(one.id).toBe(other.id)
    expect(await library.collection(one.id)).toEqual(one)
    await expect(library.createCollection('Physics')).rejects.toMatchObject({ code: 'LP_COLLECTION_EXISTS' })
    await expect(library.createCollection('a/b')).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
    await expect(library.collection('Chemistry')).rejects.toMatchObject({ code: 'LP_COLLECTION_NOT_FOUND' })
  })
})
