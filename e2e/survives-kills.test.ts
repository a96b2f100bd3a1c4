// Invariants 1 and 2: a kill at any moment loses nothing that was acknowledged, doubles nothing, and leaves an index that equals
// an uninterrupted run's. LEARNPATH_TEST_KILLS sets the number of kills.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const KILLS = Number(process.env['LEARNPATH_TEST_KILLS'] ?? 3)
const DOCUMENTS = 200
/** The latest moment of a kill after adding has begun. */
const LATEST_KILL_MS = 400
const QUERIES = [
  'valve pressure',
  'measured twice',
  'topic 17',
  'topic 123 pressure',
  '"closed again"',
  'Ventil geschlossen',
]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-kills-'))
})
afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }))

function documentText(number: number): string {
  const sentence =
    number % 3 === 0
      ? 'Das Ventil wird bei zu hohem Druck geschlossen.'
      : 'The valve is closed again when pressure falls.'
  const paragraphs = Array.from(
    { length: 1 + (number % 7) },
    (_, index) =>
      `## Part ${index}\n\nTopic ${number} part ${index}: it was measured twice. ${sentence} Value ${number * 31 + index}.`,
  )
  return `# Document ${number}\n\n${paragraphs.join('\n\n')}\n`
}

const pathOf = (number: number): string => `folder-${number % 5}/document-${number}.md`

/** A generator of its own, so that a failure can be repeated (Lehmer, modulus 2^31 - 1). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

async function add(client: LearnPathClient, number: number): Promise<void> {
  await client.addDocuments({ files: [{ path: pathOf(number), bytes: new Blob([documentText(number)]) }] })
}

async function pathsIn(client: LearnPathClient): Promise<string[]> {
  const { documents, next } = await client.listDocuments({ limit: 1000 })
  expect(next).toBeNull()
  return documents.map(({ path }) => path)
}

async function answers(client: LearnPathClient): Promise<unknown> {
  const responses = await Promise.all(QUERIES.map(async (query) => await client.search({ query, limit: 50 })))
  return responses.map(({ hits, total }) => ({
    total,
    hits: hits.map(({ path, start, end, score, versionHash }) => ({ path, start, end, score, versionHash })),
  }))
}

/** Adds the documents that wait, two at a time, until all are in or the process dies; moves the acknowledged ones over. */
async function addUntilKilled(client: LearnPathClient, waiting: Set<number>, acknowledged: Set<number>): Promise<void> {
  const queue = [...waiting]
  const worker = async (): Promise<void> => {
    for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
      await add(client, number)
      waiting.delete(number)
      acknowledged.add(number)
    }
  }
  await Promise.allSettled([worker(), worker()])
}

async function uninterrupted(): Promise<unknown> {
  const product = await startLearnPath({ home: join(folder, 'calm') })
  for (let number = 0; number < DOCUMENTS; number++) await add(product.client, number)
  await settled(product.client)
  const expected = await answers(product.client)
  expect(await product.stop()).toBe(0)
  return expected
}

it(
  `after ${KILLS} kills nothing is lost or doubled, and searches answer as if nothing had happened`,
  { timeout: 600_000 },
  async () => {
    const expected = await uninterrupted()
    const random = seeded(20_261_121)
    const home = join(folder, 'stormy')
    const waiting = new Set<number>()
    const acknowledged = new Set<number>()
    let product: RunningLearnPath
    for (let kill = 0; kill < KILLS; kill++) {
      product = await startLearnPath({ home })
      const listed = await pathsIn(product.client)
      expect(new Set(listed).size).toBe(listed.length)
      expect([...acknowledged].map(pathOf).filter((path) => !listed.includes(path))).toEqual([])
      const from = Math.round((kill * DOCUMENTS) / KILLS)
      const to = Math.round(((kill + 1) * DOCUMENTS) / KILLS)
      for (let number = from; number < to; number++) waiting.add(number)
      const adding = addUntilKilled(product.client, waiting, acknowledged)
      await new Promise((resolve) => setTimeout(resolve, random() * LATEST_KILL_MS))
      expect(await product.stop('SIGKILL')).toBe('SIGKILL')
      await adding
    }
    product = await startLearnPath({ home })
    await addUntilKilled(product.client, waiting, acknowledged)
    await settled(product.client)
    expect((await pathsIn(product.client)).toSorted()).toEqual(
      Array.from({ length: DOCUMENTS }, (_, n) => pathOf(n)).toSorted(),
    )
    expect(await answers(product.client)).toEqual(expected)
    await product.client.rebuildIndex()
    expect(await answers(product.client)).toEqual(expected)
    expect(await product.stop()).toBe(0)
  },
)
