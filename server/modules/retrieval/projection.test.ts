import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createRetrievalRig, type RetrievalRig, textDocument } from './testing/retrieval-rig.ts'

/** A busy machine needs its time; a second is for one that has nothing else to do. */
const PATIENTLY = { timeout: 15_000 }

async function found(rig: RetrievalRig, query: string): Promise<string[]> {
  return (await rig.search(query)).hits.map((hit) => hit.documentId).toSorted()
}

/** What a person would see: passages with place and score, without the ids that a rebuild may change. */
async function ranking(rig: RetrievalRig, query: string): Promise<unknown[]> {
  const { hits } = await rig.search(query, { limit: 50 })
  return hits.map(({ documentId, start, end, score }) => ({ documentId, start, end, score: score.toFixed(9) }))
}

const word = fc.constantFrom('apple', 'pie', 'tart', 'pear', 'plum')
const change = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  texts: fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { maxLength: 3 }),
  catchUp: fc.boolean(),
})

/** Keeps the index from reading documents until released. */
function holdBack(rig: RetrievalRig): { readonly release: () => void } {
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const read = rig.library.changesAfter.bind(rig.library)
  vi.spyOn(rig.library, 'changesAfter').mockImplementation(async (sequence, limit) => {
    await gate
    return await read(sequence, limit)
  })
  return {
    release: () => {
      release()
    },
  }
}

describe('following the change log', () => {
  it('finds what is new, forgets what is gone and what was replaced', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple'), textDocument('b', 'apple pear')])
    rig.library.delete('a')
    rig.library.publish(textDocument('b', 'plum'))
    rig.library.publish(textDocument('c', 'apple'))
    await rig.retrieval.catchUp()
    expect(await found(rig, 'apple')).toEqual(['c'])
    expect(await found(rig, 'pear')).toEqual([])
    expect(await found(rig, 'plum')).toEqual(['b'])
  })

  it('never returns a deleted document, even before the index has heard of it', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple'), textDocument('b', 'apple')])
    expect(await found(rig, 'apple')).toEqual(['a', 'b'])
    const held = holdBack(rig)
    rig.library.delete('a')
    // So many that the search does not wait for them.
    for (let at = 0; at < 99; at += 1) rig.library.publish(textDocument(`d${at}`, 'pear'))
    const response = await rig.search('apple')
    expect(response.hits.map((hit) => hit.documentId)).toEqual(['b'])
    expect(response.indexLag).toBe(100)
    held.release()
  })

  it('applies a few changes before it answers', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple'), textDocument('b', 'apple')])
    rig.library.publish(textDocument('a', 'apple pie'))
    rig.library.publish(textDocument('c', 'apple tart'))
    const response = await rig.search('apple')
    expect(response.hits.map((hit) => hit.documentId).toSorted()).toEqual(['a', 'b', 'c'])
    expect(response.indexLag).toBe(0)
    rig.library.publish(textDocument('d', 'pear'))
    expect((await rig.retrieval.queryTerms('pear'))[0]?.inverseDocumentFrequency).toBeGreaterThan(0)
  })

  it('waits for the new version of what it found, so that a changed document never vanishes', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple'), textDocument('b', 'apple')])
    const held = holdBack(rig)
    rig.library.publish(textDocument('a', 'apple pie'))
    const search = rig.search('apple')
    // Longer than a search waits for changes that may not concern it.
    setTimeout(held.release, 200)
    const response = await search
    expect(response.hits.map((hit) => hit.documentId).toSorted()).toEqual(['a', 'b'])
    expect(response.indexLag).toBe(0)
  })

  it('answers from what is there while many changes wait', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple')])
    const held = holdBack(rig)
    for (let at = 0; at < 100; at += 1) rig.library.publish(textDocument(`d${at}`, 'apple'))
    const response = await rig.search('apple')
    expect(response.hits.map((hit) => hit.documentId)).toEqual(['a'])
    expect(response.indexLag).toBe(100)
    held.release()
  })

  it('applies the same changes again without a trace', async () => {
    const rig = await createRetrievalRig([textDocument('a', ['apple', 'pie']), textDocument('b', 'apple')])
    const before = await ranking(rig, 'apple pie')
    const log = await rig.library.changesAfter(0, 100)
    vi.spyOn(rig.library, 'changesAfter').mockResolvedValueOnce(log)
    await rig.retrieval.catchUp()
    expect((await rig.indexStore.current.vocabulary()).chunkCount()).toBe(3)
    expect(await ranking(rig, 'apple pie')).toEqual(before)
  })

  it('waits for a change that was logged while a run was on its way', async () => {
    const rig = await createRetrievalRig()
    rig.library.publish(textDocument('a', 'apple'))
    const first = rig.retrieval.catchUp()
    rig.library.publish(textDocument('b', 'apple'))
    await Promise.all([first, rig.retrieval.catchUp()])
    expect(await found(rig, 'apple')).toEqual(['a', 'b'])
    expect(await rig.retrieval.indexState()).toMatchObject({ sequence: 2, lag: 0, chunks: 2 })
  })

  it('reads a document once that changed many times', async () => {
    const rig = await createRetrievalRig()
    for (let round = 0; round < 20; round += 1) rig.library.publish(textDocument('a', `apple round${round}`))
    const read = vi.spyOn(rig.library, 'indexableDocument')
    await rig.retrieval.catchUp()
    expect(read).toHaveBeenCalledTimes(1)
    expect(await found(rig, 'round19')).toEqual(['a'])
  })

  it('catches up by itself when a document changes', async () => {
    const rig = await createRetrievalRig()
    await rig.retrieval.start()
    rig.library.publish(textDocument('a', 'apple'))
    rig.announce({
      type: 'document-changed',
      documentId: 'a',
      collectionId: 'library',
      collection: 'library',
      path: 'a.txt',
      state: 'ready',
      searchable: true,
      errorCode: null,
    })
    await vi.waitFor(async () => {
      expect(await found(rig, 'apple')).toEqual(['a'])
    }, PATIENTLY)
    await rig.retrieval.stop()
  })

  it('takes the terms of deleted documents off the disk, soon or at the latest when it stops', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple'), textDocument('b', 'apple')])
    const purge = vi.spyOn(rig.indexStore.current, 'purgeDeleted')
    rig.library.delete('a')
    rig.library.delete('b')
    await rig.retrieval.catchUp()
    await rig.retrieval.stop()
    expect(purge).toHaveBeenCalled()
  })
})

describe('rebuild', () => {
  it('gives the same ranking as following the log, whatever the history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (history) => {
        const rig = await createRetrievalRig()
        for (const { id, texts, catchUp } of history) {
          const passages = texts.map((words) => words.join(' '))
          if (passages.length === 0) rig.library.delete(id)
          else rig.library.publish(textDocument(id, passages))
          if (catchUp) await rig.retrieval.catchUp()
        }
        await rig.retrieval.catchUp()
        const followed = await ranking(rig, 'apple pie pear')
        const before = rig.indexStore.current
        const { chunks } = await rig.retrieval.rebuild()
        expect(rig.indexStore.current).not.toBe(before)
        expect(chunks).toBe((await before.vocabulary()).chunkCount())
        expect(await ranking(rig, 'apple pie pear')).toEqual(followed)
        await rig.retrieval.stop()
      }),
      { numRuns: 60 },
    )
  })

  it('serves the old index meanwhile and loses no change that arrives', async () => {
    const rig = await createRetrievalRig(Array.from({ length: 40 }, (_, at) => textDocument(`d${at}`, `apple n${at}`)))
    const old = rig.indexStore.current
    let servedByOld = 0
    const rebuilt = rig.retrieval.rebuild((done) => {
      if (rig.indexStore.current === old) servedByOld += 1
      if (done === 5) rig.library.publish(textDocument('new', 'plum'))
      if (done === 10) rig.library.delete('d0')
      if (done === 20) rig.library.publish(textDocument('d1', 'pear'))
    })
    expect(await found(rig, 'n7')).toEqual(['d7'])
    await rebuilt
    expect(servedByOld).toBeGreaterThan(35)
    expect(await found(rig, 'plum')).toEqual(['new'])
    expect(await found(rig, 'n0')).toEqual([])
    expect(await found(rig, 'pear')).toEqual(['d1'])
    expect(await found(rig, 'n1')).toEqual([])
    expect(await rig.retrieval.indexState()).toMatchObject({ lag: 0, chunks: 40 })
    expect(rig.events.at(-1)?.type).toBe('index-rebuilt')
  })

  it('leaves the old index in place when it fails', async () => {
    const rig = await createRetrievalRig([textDocument('a', 'apple')])
    const old = rig.indexStore.current
    vi.spyOn(rig.library, 'indexableDocuments').mockRejectedValueOnce(new TypeError('broken'))
    await expect(rig.retrieval.rebuild()).rejects.toThrow('broken')
    expect(rig.indexStore.current).toBe(old)
    expect(await found(rig, 'apple')).toEqual(['a'])
    expect(await rig.retrieval.rebuild()).toEqual({ documents: 1, chunks: 1 })
  })
})

describe('start', () => {
  it('builds an index that is missing, damaged or of another format', async () => {
    const rig = await createRetrievalRig()
    rig.library.publish(textDocument('a', 'apple'))
    await rig.retrieval.start()
    await vi.waitFor(() => {
      expect(rig.indexStore.builtWith).not.toBe('')
    }, PATIENTLY)
    expect(await found(rig, 'apple')).toEqual(['a'])
    await rig.retrieval.stop()
  })

  it('is ready once a missing index has been built', async () => {
    const rig = await createRetrievalRig()
    for (let at = 0; at < 100; at += 1) rig.library.publish(textDocument(`d${at}`, 'apple'))
    await rig.retrieval.start()
    await rig.retrieval.ready()
    expect(await rig.search('apple')).toMatchObject({ total: 100, indexLag: 0 })
    await rig.retrieval.stop()
  })

  it('is ready once an index of an earlier run has caught up', async () => {
    const first = await createRetrievalRig([textDocument('a', 'apple')])
    await first.retrieval.rebuild()
    const second = await createRetrievalRig([], first.indexStore)
    for (let at = 0; at < 100; at += 1) second.library.publish(textDocument(`d${at}`, 'apple'))
    await second.retrieval.start()
    await second.retrieval.ready()
    expect(await second.search('d99.txt apple')).toMatchObject({ indexLag: 0, total: 100 })
    await second.retrieval.stop()
  })

  it('tells who waits for it why the index could not be made', async () => {
    const rig = await createRetrievalRig()
    rig.library.publish(textDocument('a', 'apple'))
    vi.spyOn(rig.library, 'indexableDocuments').mockRejectedValueOnce(new TypeError('broken'))
    await rig.retrieval.start()
    await expect(rig.retrieval.ready()).rejects.toThrow('broken')
    await rig.retrieval.stop()
  })

  it('makes the index anew when it is ahead of the store, as after restoring a backup', async () => {
    const first = await createRetrievalRig([textDocument('a', 'apple'), textDocument('b', 'apple')])
    await first.retrieval.rebuild()
    const restored = await createRetrievalRig([], first.indexStore)
    restored.library.publish(textDocument('c', 'apple'))
    await restored.retrieval.start()
    await restored.retrieval.catchUp()
    expect(await found(restored, 'apple')).toEqual(['c'])
    expect(await restored.retrieval.indexState()).toMatchObject({ sequence: 1, lag: 0, chunks: 1 })
    await restored.retrieval.stop()
  })
})
