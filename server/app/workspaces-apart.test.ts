// Nobody sees what is another workspace's or another member's: every address with an id in it, every table, every index.
import { join } from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { ENDPOINTS, PERMISSIONS, type Endpoint } from '@learnpath/contracts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ScopingPlugin } from '../adapters/sql/scoping/scoping-plugin.ts'
import { SCOPE_RULES } from '../adapters/sql/scoping/scope-rules.ts'
import { openSqliteConnection } from '../adapters/sqlite/sqlite-connection.ts'
import { withinScope, type AccessScope } from '../kernel/access/access-scope.ts'
import { randomFor } from '../kernel/seeded-random.ts'
import type { DatabaseSchema } from '../ports/database-schema.ts'
import { CELL_BIOLOGY } from './cell-biology.double.ts'
import { memberOf, startAskedByMembers, type AskedByMembers } from './asked-by-members.double.ts'

const ANNA = memberOf('one', 'anna')
const BEN = memberOf('one', 'ben')
const CLEO = memberOf('two', 'cleo')
const SECRET = 'The zebrafish regenerates its fins. Osmosis moves water through a membrane.'

let learnPath: AskedByMembers
const call: AskedByMembers['call'] = async (...request) => await learnPath.call(...request)
/** Ids of what is Anna's, by the first part of the address. */
const ids: Record<string, string> = {}
let privateCollection = ''
let privateDocument = ''

/** What lies at the path, as text. */
const pick = (from: unknown, ...path: (string | number)[]): string =>
  String(path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], from))

const add = async (who: AccessScope, collection: string, path: string, text: string): Promise<string> =>
  await learnPath.addAndRead(who, { collection, path, text })

async function makeLearning(): Promise<void> {
  const post = async (path: string, body: unknown) => (await call(ANNA, 'POST', path, body)).json
  await add(ANNA, 'library', 'terms.txt', CELL_BIOLOGY)
  ids['conversations'] = pick(await post('/conversations', {}), 'id')
  ids['cards'] = pick(
    await post('/cards', { deck: 'd', front: 'front', back: 'back', kind: 'basic' }),
    'cards',
    0,
    'id',
  )
  const quiz = await post('/quizzes', { count: 2 })
  ids['quizzes'] = pick(quiz, 'id')
  ids['quiz-items'] = pick(quiz, 'items', 0, 'id')
  ids['plans'] = pick(await post('/plans', { goal: 'osmosis', hoursPerWeek: 3 }), 'id')
  ids['concepts'] = pick(await call(ANNA, 'GET', '/concepts'), 'json', 'concepts', 0, 'id')
  expect(Object.entries(ids).filter(([, id]) => id === 'undefined')).toEqual([])
}

beforeAll(async () => {
  learnPath = await startAskedByMembers()
  ids['documents'] = await add(ANNA, 'library', 'fish.txt', SECRET)
  ids['collections'] = pick(await call(ANNA, 'GET', '/collections'), 'json', 'collections', 0, 'id')
  const made = await call(ANNA, 'POST', '/collections', { name: 'diary', visibility: 'private' })
  privateCollection = pick(made.json, 'id')
  privateDocument = await add(ANNA, 'diary', 'secret.txt', 'My xylophone lessons.')
  // The same bytes, in the same place, in another workspace.
  await add(CLEO, 'library', 'fish.txt', SECRET)
  await makeLearning()
}, 60_000)
afterAll(async () => await learnPath.stop())

const BODIES: Partial<Record<keyof typeof ENDPOINTS, unknown>> = {
  updateCollection: { visibility: 'private' },
  updateDocument: { tags: ['mine now'] },
  retryDocument: {},
  updateConversation: { title: 'mine now' },
  askInConversation: { question: 'What is osmosis?' },
  updateCard: { suspended: true },
  reviewCard: { rating: 'good' },
  updatePlan: { hoursPerWeek: 9 },
  previewPlanChange: { hoursPerWeek: 9 },
  tellPlan: { kind: 'session-missed', sessionId: 'x' },
  answerItem: { itemId: 'item_1', answer: { text: 'water' } },
  rateQuizItem: { thumb: 'down' },
  updateConcept: { hidden: true },
  mergeConcepts: { conceptIds: ['other'] },
  splitConcept: { aliases: ['other'] },
  setPrerequisite: { prerequisiteId: 'other', decision: 'pinned' },
}

const ABOUT_ROWS = /^\/(documents|collections|conversations|cards|plans|quizzes|quiz-items|concepts)\/\{id\}/u
const named = Object.entries(ENDPOINTS) as [keyof typeof ENDPOINTS, Endpoint][]
const withId = named.filter(([, { path }]) => ABOUT_ROWS.test(path))

describe('every address with the id of a row', () => {
  test.each(withId.map(([name, endpoint]) => [name, endpoint] as const))('%s', async (name, { method, path }) => {
    const id = ids[path.split('/')[1] ?? ''] ?? ''
    const query = name === 'exportPlan' ? '?format=markdown' : ''
    const at = (used: string) => path.replace(/\{id\}/u, used).replaceAll(/\{\w+\}/gu, 'turn_1') + query
    const asIfNotThere = await call(CLEO, method, at(`${id.slice(0, -1)}~`), BODIES[name])
    const tried = await call(CLEO, method, at(id), BODIES[name])
    expect([tried.status, tried.json['code']]).toEqual([asIfNotThere.status, asIfNotThere.json['code']])
    expect(tried.status).toBe(404)
    expect(tried.text).not.toMatch(/zebrafish|osmosis/iu)
  })

  test('nothing was changed by them, and what is whose is still there', async () => {
    const document = await call(ANNA, 'GET', `/documents/${ids['documents'] ?? ''}`)
    expect(document.json).toMatchObject({ state: 'ready', tags: [] })
    expect((await call(ANNA, 'GET', `/conversations/${ids['conversations'] ?? ''}`)).status).toBe(200)
    expect((await call(ANNA, 'GET', `/cards/${ids['cards'] ?? ''}`)).json).toMatchObject({ suspended: false })
  })
})

test('another member sees what is shared and nothing that is private or personal', async () => {
  expect((await call(BEN, 'GET', `/documents/${ids['documents'] ?? ''}`)).status).toBe(200)
  for (const path of [
    `/documents/${privateDocument}`,
    `/conversations/${ids['conversations'] ?? ''}`,
    `/cards/${ids['cards'] ?? ''}`,
  ]) {
    expect([path, (await call(BEN, 'GET', path)).status]).toEqual([path, 404])
  }
  expect((await call(BEN, 'DELETE', `/collections/${privateCollection}`)).status).toBe(404)
  expect((await call(BEN, 'GET', '/cards')).json['total']).toBe(0)
  expect((await call(BEN, 'GET', '/conversations')).json['conversations']).toEqual([])
})

test('a search finds what may be seen, and does not tell of words that only others have', async () => {
  const search = async (who: AccessScope, query: string) => (await call(who, 'POST', '/search', { query })).json
  expect((await search(ANNA, 'xylophone'))['hits']).toHaveLength(1)
  for (const who of [BEN, CLEO]) {
    const answer = await search(who, 'xylophone')
    expect(answer).toMatchObject({ hits: [], total: 0, reading: { unknownWords: ['xylophone'] } })
  }
  expect(pick(await search(CLEO, 'zebrafish'), 'hits', 0, 'documentId')).not.toBe(ids['documents'])
  expect((await search(CLEO, 'zebrafish'))['total']).toBe(1)
  expect((await search(ANNA, 'zebrafish'))['total']).toBe(1)
})

test('a collection that is shared no longer is gone for everybody else, with what they made of it, until it is shared again', async () => {
  const shared = pick((await call(ANNA, 'POST', '/collections', { name: 'club' })).json, 'id')
  const document = await add(ANNA, 'club', 'club.txt', `Marimbas are struck. ${CELL_BIOLOGY}`)
  const quiz = pick((await call(BEN, 'POST', '/quizzes', { count: 1, collection: 'club' })).json, 'id')
  const concept = await vi.waitFor(async () => {
    const { text } = await call(BEN, 'GET', '/concepts?collection=club')
    expect(text).toContain('"id":"')
    return pick(JSON.parse(text), 'concepts', 0, 'id')
  }, 15_000)
  const paths = [`/documents/${document}`, `/documents/${document}/text`, `/quizzes/${quiz}`, `/concepts/${concept}`]
  const seenBy = async (who: AccessScope) => ({
    statuses: await Promise.all(paths.map(async (path) => (await call(who, 'GET', path)).status)),
    names: (await call(who, 'GET', '/collections')).text.includes('"club"'),
    found: (await call(who, 'POST', '/search', { query: 'marimbas' })).json['total'],
  })
  const all = { names: true, found: 1 }
  const none = { statuses: [404, 404, 404, 404], names: false, found: 0 }
  const change = async (who: AccessScope, visibility: string) =>
    await call(who, 'PATCH', `/collections/${shared}`, { visibility })
  expect(await seenBy(BEN)).toEqual({ ...all, statuses: [200, 200, 200, 200] })
  expect((await change(ANNA, 'private')).json).toMatchObject({ id: shared, visibility: 'private', documentCount: 1 })
  expect(await seenBy(BEN)).toEqual(none)
  expect(await seenBy(CLEO)).toEqual(none)
  expect(await seenBy(ANNA)).toEqual({ ...all, statuses: [200, 200, 404, 200] })
  expect((await change(BEN, 'shared')).status).toBe(404)
  // The name is free for others meanwhile; of two by one name only one is shared.
  const other = pick((await call(BEN, 'POST', '/collections', { name: 'club' })).json, 'id')
  expect((await change(ANNA, 'shared')).json['code']).toBe('LP_COLLECTION_EXISTS')
  expect((await call(BEN, 'DELETE', `/collections/${other}`)).status).toBe(204)
  expect((await change(ANNA, 'shared')).json).toMatchObject({ visibility: 'shared' })
  expect(await seenBy(BEN)).toEqual({ ...all, statuses: [200, 200, 200, 200] })
  expect((await call(ANNA, 'DELETE', `/collections/${shared}`)).status).toBe(204)
}, 30_000)

test('members who ask at the same time get what each of them gets alone', async () => {
  const asked: readonly (readonly [AccessScope, string, string, unknown?])[] = [ANNA, BEN, CLEO].flatMap((who) => [
    [who, 'GET', '/collections'],
    [who, 'GET', '/documents'],
    [who, 'GET', '/cards'],
    [who, 'GET', '/cards?contains=front'],
    [who, 'GET', '/conversations'],
    [who, 'GET', '/plans'],
    [who, 'GET', '/reviews/settings'],
    [who, 'POST', '/search', { query: 'zebrafish' }],
    [who, 'POST', '/search', { query: 'membrane' }],
  ])
  const seen = ({ status, text }: { status: number; text: string }) =>
    `${status} ${text.replaceAll(/"(?:tookMs|stages|retrievability)":(?:[\d.e-]+|\{[^}]*\})/gu, '')}`
  const alone: string[] = []
  for (const request of asked) alone.push(seen(await call(...request)))
  const random = randomFor(7, 'who asks when')
  const order = Array.from({ length: 150 }, () => Math.floor(random() * asked.length))
  const together = await Promise.all(
    order.map(async (at) => {
      const request = asked[at]
      return request === undefined ? '' : seen(await call(...request))
    }),
  )
  expect(alone.filter((answer) => !answer.startsWith('200'))).toEqual([])
  expect(together).toEqual(order.map((at) => alone[at]))
}, 20_000)

test('every table shows a stranger nothing of it', async () => {
  const dialect = new SqliteDialect({ database: openSqliteConnection(join(learnPath.home, 'learnpath.db')) })
  const all = new Kysely<DatabaseSchema>({ dialect })
  const db = all.withPlugin(new ScopingPlugin())
  const stranger = memberOf('three', 'dora')
  for (const [table, { kind }] of Object.entries(SCOPE_RULES)) {
    if (kind === 'system') continue
    const name = table as 'documents'
    const rows = await withinScope(stranger, async () => await db.selectFrom(name).selectAll().execute())
    expect([table, rows]).toEqual([table, []])
    const changed = await withinScope(stranger, async () => await db.deleteFrom(name).executeTakeFirst())
    expect([table, Number(changed.numDeletedRows)]).toEqual([table, 0])
  }
  await expect(withinScope(stranger, async () => await sql`select * from documents`.execute(db))).rejects.toMatchObject(
    { code: 'LP_INTERNAL' },
  )
  await expect(
    db
      .insertInto('conversations')
      .values({ id: 'x', title: '', filters_json: '', created_at: 1, changed_at: 1 })
      .execute(),
  ).rejects.toMatchObject({ code: 'LP_INTERNAL' })
  await db.destroy()
})

test('the same bytes stay for one workspace when another lets go of them', async () => {
  const id = pick(await call(CLEO, 'GET', '/documents'), 'json', 'documents', 0, 'id')
  expect((await call(CLEO, 'DELETE', `/documents/${id}`)).status).toBe(204)
  expect((await call(ANNA, 'GET', `/documents/${ids['documents'] ?? ''}/content`)).text).toBe(SECRET)
})

test('every address says who may use it', () => {
  expect(Object.keys(PERMISSIONS).toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted())
})
