// Deleting leaves no trace: after the purge no file of the data folder holds a word, stem or path of what was deleted.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conceptsSettled, settled, startProduct, type ProductProcess } from '../tools/product-process.ts'

const KEPT = 'lighthouse'
/** In the text of the deleted document alone; its stem; in its path; in its title and tag. */
const SINGLE = ['quixotalanding', 'quixotaland', 'vaultedname', 'zyzzyvatitle', 'krummhorntag']
const COLLECTION = ['blorptasticness', 'blorptast', 'gnarlfolder', 'wibblecollection']

let home = ''
let product: ProductProcess
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-trace-'))
  product = await startProduct({ home })
})
afterAll(async () => {
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

/** Clean restart: everything that was in memory is in files. */
async function restart(): Promise<void> {
  expect(await product.stop()).toBe(0)
  product = await startProduct({ home })
}

async function addAll(): Promise<void> {
  const many = (word: string) =>
    [
      `A **${word}** is a vessel of brass that keeps the oil of a ${KEPT} warm through the winter.`,
      `The **fog bell** is a bell that a clockwork rings when fog hides the light from the ships.`,
      `A **gallery rail** is a fence of iron that protects the keeper from a fall in a storm.`,
      `The **oil pump** is a machine that lifts the oil from the cellar to the lamp.`,
      `A **lamp wick** is a braid of cotton that draws the oil up to the flame.`,
      `The ${word} and the ${KEPT} stand here. `.repeat(40),
    ].join('\n\n')
  await product.client.addDocuments({
    tags: ['krummhorntag'],
    files: [{ path: 'private/vaultedname.md', bytes: new Blob([`# The zyzzyvatitle\n\n${many('quixotalanding')}`]) }],
  })
  await product.client.addDocuments({
    collection: 'wibblecollection',
    files: [1, 2, 3].map((n) => ({ path: `gnarlfolder/${n}.md`, bytes: new Blob([many('blorptasticness') + n]) })),
  })
  await product.client.addDocuments({ files: [{ path: 'kept.md', bytes: new Blob([many('harbour')]) }] })
  await settled(product.client)
}

/** Concepts, questions, answers, cards, a plan and a conversation from the documents: each keeps words of them. */
async function learnFrom(word: string, collection: string): Promise<void> {
  const { client } = product
  await conceptsSettled(client, collection)
  const { concepts } = await client.call('listConcepts', { query: { collection } })
  const concept = concepts.find(({ name }) => name.toLowerCase().includes(word))
  await client.call('updateConcept', {
    params: { id: concept?.id ?? '' },
    body: { hidden: false, name: 'A name by the user' },
  })
  await client.call('createPlan', { body: { goal: '', collection } })
  const quiz = await client.call('createQuiz', { body: { collection, count: 10 } })
  for (const { id, type } of quiz.items) {
    if (type !== 'cloze') continue
    await client.call('answerItem', { params: { id: quiz.id }, body: { itemId: id, answer: { text: word } } })
  }
  await client.call('createCards', { body: { itemIds: quiz.items.map(({ id }) => id) } })
  const { hits } = await client.search({ query: word, limit: 1 })
  const filters = { documentIds: hits.map(({ documentId }) => documentId) }
  const { id } = await client.call('createConversation', { body: { filters } })
  const question = 'What keeps the oil of a lighthouse warm through the winter?'
  const { response } = await client.call('askInConversation', { params: { id }, body: { question } })
  expect(response?.answer).toContain(word)
}

async function filesWith(words: readonly string[]): Promise<string[]> {
  const needles = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')])
  const found: string[] = []
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    if (words.some((word) => entry.name.includes(word))) found.push(entry.name)
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch((failure: NodeJS.ErrnoException) => {
      if (failure.code === 'ENOENT') return Buffer.alloc(0) // Gone since it was listed.
      throw failure
    })
    if (needles.some((needle) => bytes.includes(needle))) found.push(entry.name)
  }
  return found
}

/** The purge follows the deletion after a moment. */
async function traceless(words: readonly string[]): Promise<void> {
  await expect.poll(async () => await filesWith(words), { timeout: 20_000, interval: 100 }).toEqual([])
}

it(
  'of a document, then of a whole collection, nothing is left on disk; the rest is still found',
  { timeout: 90_000 },
  async () => {
    await addAll()
    await learnFrom('quixotalanding', 'library')
    await learnFrom('blorptasticness', 'wibblecollection')
    await restart()
    // The search itself is right: before deletion there are traces, in more than one file.
    for (const word of ['quixotaland', 'blorptast']) expect((await filesWith([word])).length).toBeGreaterThan(1)

    const { documents } = await product.client.listDocuments({ path: 'private/vaultedname.md' })
    await product.client.deleteDocument(documents[0]?.id ?? '')
    await traceless(SINGLE)
    expect((await filesWith(['blorptast'])).length).toBeGreaterThan(1)

    const { collections } = await product.client.listCollections()
    await product.client.deleteCollection(collections.find(({ name }) => name === 'wibblecollection')?.id ?? '')
    await traceless([...SINGLE, ...COLLECTION])

    await restart()
    await traceless([...SINGLE, ...COLLECTION])
    const { hits } = await product.client.search({ query: KEPT })
    expect(hits.map(({ path }) => path)).toContain('kept.md')
    expect(new Set(hits.map(({ path }) => path)).size).toBe(1)
    const gone = await product.client.search({ query: 'quixotalanding blorptasticness' })
    expect(gone.total).toBe(0)
  },
)
