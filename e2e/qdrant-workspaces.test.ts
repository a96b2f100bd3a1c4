// Two workspaces in the same collections of a Qdrant server that is imitated: what is asked of it is bounded, and what was made before is made anew.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createExchangeCheck } from '../server/adapters/qdrant/testing/exchange-check.ts'
import {
  startImitatedQdrant,
  type Exchange,
  type ImitatedQdrant,
} from '../server/adapters/qdrant/testing/imitated-qdrant.ts'
import { memberOf, startAskedByMembers, type AskedByMembers } from '../server/app/asked-by-members.double.ts'
import type { AccessScope } from '../server/kernel/access/access-scope.ts'
import { startWordsEmbedder } from './words-embedder.ts'

const ANNA = memberOf('one', 'anna')
const BEN = memberOf('one', 'ben')
const CLEO = memberOf('two', 'cleo')

interface Found {
  readonly engine: string
  readonly total: number
  readonly hits: readonly { readonly path: string; readonly documentId: string }[]
}

let embedder: Server
let qdrant: ImitatedQdrant
let learnPath: AskedByMembers
const check = createExchangeCheck()
const problems: string[] = []
let asked: Exchange[] = []
const created: Exchange[] = []
/** Ids of documents by their paths. */
const ids: Record<string, string> = {}

const call = async <Answer>(who: AccessScope, method: string, path: string, body?: unknown): Promise<Answer> =>
  (await learnPath.done(who, method, path, body)) as Answer
async function add(who: AccessScope, collection: string, path: string, text: string): Promise<void> {
  ids[path] = await learnPath.addAndRead(who, { collection, path, text })
}

const search = async (who: AccessScope, request: object): Promise<Found> =>
  await call<Found>(who, 'POST', '/search', { query: 'lava basalt', ...request })
const paths = ({ hits }: Found): string[] => hits.map(({ path }) => path).toSorted()
/** Found by keywords, by meaning and by both; the same each time. */
async function found(who: AccessScope, filters?: object): Promise<string[]> {
  const modes = await Promise.all(
    ['keyword', 'vector', 'hybrid'].map(async (mode) =>
      paths(await search(who, { mode, ...(filters && { filters }) })),
    ),
  )
  expect(modes).toEqual([modes[0], modes[0], modes[0]])
  return modes[0] ?? []
}

const isServing = async (id: string): Promise<boolean> => {
  const { generations } = await call<{ generations: { id: string; state: string }[] }>(ANNA, 'GET', '/generations')
  return generations.some((one) => one.id === id && one.state === 'serving')
}
/** What was asked of the server for searches. */
const searches = (): Exchange[] => asked.filter(({ path }) => /points\/(query|count)$/u.test(path))
/** The values that a search's points must have, by field. */
function bounds(body: unknown): Record<string, readonly string[] | undefined> {
  const { filter } = z.object({ filter: z.object({ must: z.array(z.unknown()) }) }).parse(body)
  const conditions = filter.must.flatMap((condition) => {
    const { data } = z.object({ key: z.string(), match: z.object({ any: z.array(z.string()) }) }).safeParse(condition)
    return data === undefined ? [] : [[data.key, data.match.any] as const]
  })
  return Object.fromEntries(conditions)
}

beforeAll(async () => {
  embedder = await startWordsEmbedder()
  qdrant = await startImitatedQdrant({
    onExchange(exchange) {
      problems.push(...check.problems(exchange))
      asked.push(exchange)
      if (exchange.method === 'PUT') created.push(exchange)
    },
  })
  learnPath = await startAskedByMembers({
    LEARNPATH_QDRANT_URL: qdrant.url,
    LEARNPATH_QDRANT_SHARDS: '3',
    LEARNPATH_QDRANT_REPLICAS: '2',
    LEARNPATH_QDRANT_WRITE_CONSISTENCY: '2',
    LEARNPATH_EMBEDDER_URL: `http://127.0.0.1:${(embedder.address() as AddressInfo).port}`,
  })
  await add(ANNA, 'library', 'anna.md', 'Lava cools to basalt.')
  await add(ANNA, 'notes', 'notes.md', 'Basalt is what lava leaves behind.')
  await add(CLEO, 'library', 'cleo.md', 'Lava, basalt and other rocks that only Cleo knows.')
  // One of a workspace asks for them; they are made for all.
  const body = { model: 'remote-embedder', activate: true }
  const { id } = await call<{ id: string }>(ANNA, 'POST', '/generations', body)
  await vi.waitUntil(async () => await isServing(id), 20_000)
}, 60_000)
beforeEach(() => {
  asked = []
})
afterAll(async () => {
  await learnPath.stop()
  await qdrant.close()
  await new Promise((resolve) => embedder.close(resolve))
})

describe('workspaces on Qdrant', () => {
  it('each finds its own, also when it asks for the documents of the other', async () => {
    expect(await found(ANNA)).toEqual(['anna.md', 'notes.md'])
    expect(await found(CLEO)).toEqual(['cleo.md'])
    expect(await found(ANNA, { documentIds: [ids['cleo.md']] })).toEqual([])
    expect(await found(CLEO, { documentIds: [ids['anna.md'], ids['cleo.md']] })).toEqual(['cleo.md'])
    expect(await found(ANNA, { collections: ['notes'] })).toEqual(['notes.md'])
    expect((await search(ANNA, { mode: 'keyword' })).total).toBe(2)
  })

  it('no search is asked without the workspace and its collections, and none with a list of documents that nobody gave', async () => {
    // A question of its own: the answers to the others are remembered.
    for (const mode of ['keyword', 'vector']) await search(CLEO, { query: 'other rocks', mode })
    await found(ANNA, { collections: ['library'] })
    expect(searches().length).toBeGreaterThan(0)
    const within = searches().map(({ body }) => bounds(body))
    for (const fields of within) {
      expect(fields['workspace_id']).toHaveLength(1)
      expect(fields['collection_id']?.length).toBeGreaterThan(0)
      expect(fields).not.toHaveProperty('document_id')
    }
    expect(new Set(within.flatMap(({ workspace_id: workspaces = [] }) => workspaces))).toEqual(new Set(['one', 'two']))
  })

  it('a collection that is made private is gone for the others at once, and back when it is shared', async () => {
    const { collections } = await call<{ collections: { id: string; name: string }[] }>(ANNA, 'GET', '/collections')
    const notes = `/collections/${collections.find(({ name }) => name === 'notes')?.id}`
    expect(await found(BEN)).toEqual(['anna.md', 'notes.md'])
    await call(ANNA, 'PATCH', notes, { visibility: 'private' })
    expect(await found(BEN)).toEqual(['anna.md'])
    expect(await found(BEN, { documentIds: [ids['notes.md']] })).toEqual([])
    expect(await found(ANNA)).toEqual(['anna.md', 'notes.md'])
    await call(ANNA, 'PATCH', notes, { visibility: 'shared' })
    expect(await found(BEN)).toEqual(['anna.md', 'notes.md'])
  })

  it('collections are made with the tenant key, shards and replicas that were asked for, as the description allows', () => {
    const whole = created.filter(({ path }) => !path.endsWith('/index'))
    expect(whole.some(({ body }) => JSON.stringify(body).includes('"dense"'))).toBe(true)
    expect(whole.some(({ body }) => JSON.stringify(body).includes('"bm25"'))).toBe(true)
    for (const { body } of whole) {
      expect(body).toMatchObject({ shard_number: 3, replication_factor: 2, write_consistency_factor: 2 })
    }
    const keys = created.filter(({ body }) => JSON.stringify(body).includes('is_tenant'))
    expect(keys.map(({ body }) => body)).toEqual(
      whole.map(() => ({ field_name: 'workspace_id', field_schema: { type: 'keyword', is_tenant: true } })),
    )
    expect(problems).toEqual([])
  })

  it('collections of an earlier form answer by documents until they have been made anew', async () => {
    let before: ReadonlySet<string> = new Set()
    await learnPath.restart(() => {
      before = new Set(qdrant.collections.keys())
      for (const collection of qdrant.collections.values()) collection.forget(['workspace_id', 'collection_id', 'form'])
    })
    expect([await found(ANNA), await found(CLEO)]).toEqual([['anna.md', 'notes.md'], ['cleo.md']])
    await vi.waitFor(async () => {
      asked = []
      expect([await found(ANNA), await found(CLEO)]).toEqual([['anna.md', 'notes.md'], ['cleo.md']])
      expect(
        searches().every(({ body, path }) => 'workspace_id' in bounds(body) && !before.has(path.split('/')[2] ?? '')),
      ).toBe(true)
    }, 20_000)
    expect(problems).toEqual([])
  }, 40_000)
})
