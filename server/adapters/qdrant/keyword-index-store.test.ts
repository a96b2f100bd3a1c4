import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMutex } from '../../kernel/mutex.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import { plainEntry } from '../../ports/keyword-index.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRandomIdSource } from '../system/random-id-source.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createQdrantKeywordIndexStore } from './keyword-index-store.ts'
import { openQdrantSubject, type QdrantSubject } from './testing/qdrant-subject.ts'

let subject: QdrantSubject

const openStore = async (other: Partial<QdrantSubject> = {}): Promise<KeywordIndexStore> =>
  await createQdrantKeywordIndexStore({
    ...subject,
    ...other,
    clock: createSystemClock(),
    idSource: createRandomIdSource(),
    logger: createRecordingLogger(),
  })

const put = async ({ current }: Pick<KeywordIndexStore, 'current'>, sequence: number, words: string): Promise<void> => {
  await current.replaceDocument(sequence, 'x', [plainEntry(1, 'x', words)])
}

async function found({ current }: KeywordIndexStore, term: string): Promise<number> {
  return (await current.search({ terms: [{ language: 'en', term, weight: 1 }], limit: 5 })).total
}

beforeEach(async () => {
  subject = await openQdrantSubject()
})

afterEach(async () => {
  await subject.cleanUp()
})

test('a rebuild serves in one step, for other processes too, and after a restart', async () => {
  const [store, other] = [await openStore(), await openStore()]
  await put(store, 1, 'old')
  const next = await store.beginRebuild()
  await put({ current: next }, 2, 'new')
  expect([await found(store, 'old'), await found(store, 'new')]).toEqual([1, 0])
  await store.commitRebuild('format-2')
  expect([await found(store, 'old'), await found(store, 'new'), store.builtWith]).toEqual([0, 1, 'format-2'])
  await other.refresh()
  expect([await found(other, 'new'), other.builtWith, other.current.appliedSequence]).toEqual([1, 'format-2', 2])
  await store.close()
  const again = await openStore()
  expect([await found(again, 'new'), again.builtWith, again.current.durableSequence]).toEqual([1, 'format-2', 2])
})

test('bringing nothing is done at once', async () => {
  const store = await openStore()
  await store.current.replaceDocument(0, '', [])
  await store.current.flush()
  expect([store.current.appliedSequence, await found(store, 'nothing')]).toEqual([0, 0])
})

test('another process sees what was written once it looks', async () => {
  const [writer, reader] = [await openStore(), await openStore()]
  await put(writer, 7, 'fresh')
  await writer.current.flush()
  expect(reader.current.appliedSequence).toBe(0)
  await reader.refresh()
  expect([reader.current.appliedSequence, await found(reader, 'fresh')]).toEqual([7, 1])
})

test('two fresh starts at the same time make one index', async () => {
  const turns = createMutex()
  const exclusively = async <Result>(_: string, action: () => Promise<Result>): Promise<Result> => await turns(action)
  const stores = await Promise.all([openStore({ exclusively }), openStore({ exclusively })])
  expect(subject.imitation?.collections.size).toBe(1)
  await put(stores[0], 1, 'fresh')
  await stores[0].current.flush()
  await stores[1].refresh()
  expect(await found(stores[1], 'fresh')).toBe(1)
})

test('what an interrupted rebuild leaves behind goes with the next', async () => {
  await (await openStore()).beginRebuild()
  const store = await openStore()
  await store.beginRebuild()
  expect(subject.imitation?.collections.size).toBe(2)
})

test('while the server is away searches say so, and nothing that was brought is lost', async () => {
  const store = await openStore()
  await put(store, 1, 'first')
  await store.current.flush()
  subject.imitation?.fail(1_000)
  await expect(found(store, 'first')).rejects.toMatchObject({ code: 'LP_QDRANT_UNREACHABLE' })
  await put(store, 2, 'second')
  await expect(store.current.flush()).rejects.toMatchObject({ code: 'LP_QDRANT_UNREACHABLE' })
  // What follows the change log starts from here again.
  expect(store.current.appliedSequence).toBe(1)
  subject.imitation?.fail(0)
  await put(store, 2, 'second')
  await store.current.flush()
  expect([store.current.appliedSequence, await found(store, 'second')]).toEqual([2, 1])
})
