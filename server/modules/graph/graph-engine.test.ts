import { expect, onTestFinished, test } from 'vitest'
import { createGraphAssemblyThread } from './assembly/assembly-thread.ts'
import { createDirectGraphAssembler } from './testing/direct-graph-assembler.ts'
import { createGraphFixture, type GraphFixture, type GraphFixtureOptions } from './testing/graph-fixture.ts'

async function fixture(options: GraphFixtureOptions = {}): Promise<GraphFixture> {
  const made = await createGraphFixture(options)
  onTestFinished(async () => {
    await made.stop()
    await made.cleanUp()
  })
  return made
}

const TEXTS = Array.from({ length: 20 }, (_, at) => ({
  path: `part-${String(at).padStart(2, '0')}.md`,
  text: [
    `Golgi Apparatus is part of Eukaryotic Cell. Ribosome and Golgi Apparatus meet in Chapter ${'ABCDEFGHIJKLMNOPQRST'[at]}ab.`,
    `Mitochondrion is part of Eukaryotic Cell. Ribosome helps Mitochondrion and Robert Hooke saw none.`,
    `Ribosomes of kind Number${'abcdefghijklmnopqrst'[at]} are near Golgi Apparatuses.`,
  ].join('\n\n'),
}))

async function readingInJobs(graph: GraphFixture, texts: typeof TEXTS, together: boolean): Promise<void> {
  await graph.engine.start()
  await graph.start()
  if (together) await Promise.all(texts.map(async ({ path, text }) => await graph.publish(path, text)))
  else {
    for (const { path, text } of texts) {
      await graph.publish(path, text)
      await graph.engine.settled()
    }
  }
  await graph.engine.settled()
}

test('documents that come all at once, in any order, give the graph of documents that come one by one', async () => {
  const [oneByOne, atOnce, threaded] = [
    await fixture(),
    await fixture(),
    await fixture({ assembler: createGraphAssemblyThread() }),
  ]
  await readingInJobs(oneByOne, TEXTS, false)
  const shuffled = [...TEXTS.slice(7), ...TEXTS.slice(0, 7)].toReversed()
  await readingInJobs(atOnce, shuffled, true)
  await readingInJobs(threaded, shuffled, true)
  const expected = await oneByOne.stored()
  expect(await atOnce.stored()).toEqual(expected)
  expect(await threaded.stored()).toEqual(expected)
  const { entities, relations } = await oneByOne.engine.status()
  expect(entities).toBeGreaterThan(20)
  expect(relations).toBeGreaterThan(1)
  // Each name went to the embedder once, however often the graph was put together.
  const embedded = oneByOne.hashing.requests.flatMap(({ texts }) => texts)
  expect(new Set(embedded).size).toBe(embedded.length)
}, 240_000)

test('an unchanged document is not read again, and of a changed one only the changed passages', async () => {
  const graph = await fixture()
  const [first] = TEXTS
  await graph.publish('a.md', first?.text ?? '')
  await graph.engine.settled()
  expect(graph.reader.texts).toHaveLength(3)
  await graph.publish('a.md', `${first?.text ?? ''}\n\nLysosome is new.`)
  await graph.engine.settled()
  expect(graph.reader.texts).toHaveLength(4)
  await graph.engine.settled()
  expect(graph.reader.texts).toHaveLength(4)
  expect(await graph.engine.status()).toMatchObject({ current: true, pendingDocuments: 0, pendingPassages: 0 })
})

test('the words of a deleted document are gone at once, and the graph is that without it', async () => {
  const graph = await fixture()
  await graph.publish('kept.md', 'Mitochondrion is part of Eukaryotic Cell.')
  await graph.engine.settled()
  const before = await graph.stored()
  const secret = await graph.publish('secret.md', 'Xylophone is part of Zanzibar. Zanzibar is part of Eukaryotic Cell.')
  await graph.engine.settled()
  expect(await graph.everything()).toContain('xylophon')
  await graph.remove(secret)
  const rows = await graph.everything()
  for (const word of ['ylophon', 'anzibar']) expect(rows).not.toContain(word)
  await graph.engine.settled()
  expect(await graph.stored()).toEqual(before)
})

test('another embedder or another reader makes the graph anew; without an embedder names are compared by letters', async () => {
  const graph = await fixture()
  await graph.publish('a.md', TEXTS[0]?.text ?? '')
  await graph.engine.settled()
  expect(await graph.engine.status()).toMatchObject({ current: true, embedder: 'hashing' })
  graph.embedder = null
  expect(await graph.engine.status()).toMatchObject({ current: false })
  await graph.engine.settled()
  expect(await graph.engine.status()).toMatchObject({ current: true, embedder: null })
  const reader = { ...graph.reader, version: 'capitals-2' }
  const later = await createGraphFixture({ base: graph, reader })
  expect(await later.engine.status()).toMatchObject({ current: false, pendingDocuments: 1, pendingPassages: 3 })
  await later.engine.settled()
  expect(reader.texts).toHaveLength(6)
  expect(await later.engine.status()).toMatchObject({ current: true, pendingDocuments: 0 })
})

test('an embedder that fails does not keep the graph from being made', async () => {
  const graph = await fixture()
  const { LearnPathError } = await import('@learnpath/contracts')
  graph.embedder = {
    ...graph.hashing,
    embed: async () => await Promise.reject(new LearnPathError('LP_INFERENCE_FAILED')),
  }
  await graph.publish('a.md', TEXTS[0]?.text ?? '')
  await graph.engine.settled()
  expect(await graph.engine.status()).toMatchObject({ embedder: null })
  expect((await graph.engine.status()).entities).toBeGreaterThan(2)
})

test('a graph that was half written when the program ended is completed', async () => {
  const graph = await fixture()
  for (const { path, text } of TEXTS.slice(0, 5)) await graph.publish(path, text)
  await graph.engine.settled()
  const whole = await graph.stored()
  const { db } = graph.store
  // As after a kill between two transactions: some entities and relations are missing, one is marked as unfinished.
  const ids = (await db.selectFrom('graph_entities').select('id').orderBy('id').execute()).map(({ id }) => id)
  await db.deleteFrom('graph_entities').where('id', 'in', ids.slice(0, 3)).execute()
  await db
    .deleteFrom('graph_entity_names')
    .where('entity_id', '=', ids[4] ?? '')
    .execute()
  await db
    .updateTable('graph_entities')
    .set({ digest: '' })
    .where('id', '=', ids[4] ?? '')
    .execute()
  await db.updateTable('graph_collections').set({ basis: 'before' }).execute()
  const later = await createGraphFixture({ base: graph })
  await later.engine.settled()
  expect(await later.stored()).toEqual(whole)
})

test('a collection that is deleted while its graph is put together is no failure', async () => {
  const direct = createDirectGraphAssembler()
  let deleteIt: (() => Promise<void>) | null = null
  const graph = await fixture({
    assembler: {
      ...direct,
      async assemble(...order) {
        await deleteIt?.()
        deleteIt = null
        await direct.assemble(...order)
      },
    },
  })
  await graph.publish('a.md', TEXTS[0]?.text ?? '')
  const [collection] = await graph.library.listCollections()
  deleteIt = async () => await graph.library.deleteCollection(collection?.id ?? '')
  await graph.engine.start()
  await graph.start()
  await graph.engine.settled()
  expect(deleteIt).toBeNull()
  expect(graph.logger.lines.filter(({ level }) => level === 'error')).toEqual([])
})
