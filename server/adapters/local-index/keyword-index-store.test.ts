import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import { createLocalKeywordIndex } from './keyword-index.ts'
import { createLocalKeywordIndexStore } from './keyword-index-store.ts'
import { inDocument } from '../../ports/search-reach.double.ts'

let folder = ''
let warnings: string[] = []
/** Closed after each test; the ones before it were closed by the test or stand for a process that was killed. */
let lastOpened: KeywordIndexStore | null = null

async function openStore(): Promise<KeywordIndexStore> {
  const ignore = (): void => undefined
  const store = await createLocalKeywordIndexStore({
    folder,
    openIndex: async (generation) => await createLocalKeywordIndex({ folder: generation }),
    logger: { debug: ignore, info: ignore, error: ignore, warn: (message) => warnings.push(message) },
  })
  lastOpened = store
  return store
}

async function put(index: KeywordIndex, sequence: number, documentId: string, term: string): Promise<void> {
  const entry = { ...inDocument(documentId), language: 'en', terms: new Map([[term, 1]]), length: 1, tieBreaker: 1 }
  await index.replaceDocument(sequence, documentId, [{ ...entry, chunkId: sequence }])
}

async function find(store: KeywordIndexStore, term: string): Promise<number[]> {
  const { hits } = await store.current.search({ terms: [{ language: 'en', term, weight: 1 }], limit: 10 })
  return hits.map((hit) => hit.chunkId)
}

const generations = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('generation-'))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-index-'))
  warnings = []
})

afterEach(async () => {
  await lastOpened?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('local keyword index store', () => {
  it('starts empty and keeps what was written', async () => {
    const first = await openStore()
    expect([first.builtWith, first.current.appliedSequence]).toEqual(['', 0])
    await put(first.current, 1, 'a', 'apple')
    await first.close()
    const second = await openStore()
    expect(await find(second, 'apple')).toEqual([1])
    expect(second.current.durableSequence).toBe(1)
  })

  it('serves the old index until the new one is committed, and the new one after a restart', async () => {
    const store = await openStore()
    await put(store.current, 1, 'a', 'old')
    const next = await store.beginRebuild()
    await put(next, 2, 'a', 'new')
    expect([await find(store, 'old'), await find(store, 'new')]).toEqual([[1], []])
    await store.commitRebuild('format-2')
    expect([await find(store, 'old'), await find(store, 'new'), store.builtWith]).toEqual([[], [2], 'format-2'])
    expect(await generations()).toHaveLength(1)
    await store.close()
    const again = await openStore()
    expect([await find(again, 'new'), again.builtWith]).toEqual([[2], 'format-2'])
  })

  it('forgets a rebuild that was abandoned or cut short', async () => {
    const store = await openStore()
    await put(store.current, 1, 'a', 'old')
    await store.current.flush()
    await put(await store.beginRebuild(), 2, 'a', 'new')
    await store.abandonRebuild()
    await store.beginRebuild()
    expect(await generations()).toHaveLength(2)
    // A second store on the folder stands for the start after a kill.
    const again = await openStore()
    expect(await find(again, 'old')).toEqual([1])
    expect(await generations()).toHaveLength(1)
  })

  it.each([
    ['a damaged index', async () => await damageEveryFile()],
    ['a damaged pointer', async () => await writeFile(join(folder, 'CURRENT'), '{"generation":"../../etc"')],
    [
      'a pointer out of the folder',
      async () => await writeFile(join(folder, 'CURRENT'), '{"generation":"../x","builtWith":"format-1"}'),
    ],
  ])('replaces %s by an empty one and says so', async (_, damage) => {
    const store = await openStore()
    await put(await store.beginRebuild(), 1, 'a', 'apple')
    await store.commitRebuild('format-1')
    await store.close()
    await damage()
    const again = await openStore()
    expect([again.builtWith, again.current.appliedSequence, await find(again, 'apple')]).toEqual(['', 0, []])
    expect(warnings).toHaveLength(1)
    expect(await generations()).toHaveLength(1)
  })
})

async function damageEveryFile(): Promise<void> {
  const [generation = ''] = await generations()
  for (const name of await readdir(join(folder, generation))) {
    const file = join(folder, generation, name)
    const bytes = await readFile(file)
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff
    await writeFile(file, bytes)
  }
}
