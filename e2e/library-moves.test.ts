// A library with everything in it (vectors, concepts, plans, quizzes, reviews, conversations, people) moves to PostgreSQL and back, killed on
// the way, and by backups: who signs in afterwards finds the same by the same model, and no passage is embedded again.
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { TOKENIZER_FILE } from '../server/adapters/inference/testing/random-transformer.ts'
import { conceptsSettled, idle, settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { freePort } from '../tools/free-port.ts'
import { openBrowser } from './open-browser.ts'
import { runCommand } from './run-command.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'

/** A busy machine needs its time; a second is for one that has nothing else to do. */
const PATIENTLY = { timeout: 15_000 }

const MODEL_FOLDER = join(TOKENIZER_FILE, '../../../potion-base-2M-int8')
const MODEL = 'potion-base-2m'
const ADA = { email: 'ada@example.org', password: 'winter-tractor-lamp-41' }
const BEN = { email: 'ben@example.org', password: 'summer-tractor-lamp-42' }
const IDENTITY = {
  LEARNPATH_IDENTITY: 'local',
  LEARNPATH_RATE_LIMITS: 'off',
  LEARNPATH_SERVICE_SECRET: 'a secret that these processes share',
}
const QUESTIONS = [
  'how do plants turn light into sugar',
  'find an entry in a sorted list by halving',
  'warum läuft der Läufer langsamer als das Feld',
  'moon and water',
]
const KILLS = 3

let folder = ''
const homeOf = (name: string): string => join(folder, name)
const start = async (home: string, storeUrl = ''): Promise<ProductProcess> =>
  await startProduct({ home: homeOf(home), environment: { ...IDENTITY, LEARNPATH_STORE_URL: storeUrl } })

async function signIn({ url }: ProductProcess, account: typeof ADA): Promise<LearnPathClient> {
  const { client, state } = openBrowser(url)
  state.csrfToken = (await client.call('signIn', { body: account })).csrfToken ?? ''
  return client
}

async function semanticReady(client: LearnPathClient): Promise<void> {
  await vi.waitFor(
    async () => {
      const { generations } = await client.status()
      expect(generations.map(({ state, lag }) => [state, lag])).toEqual([['serving', 0]])
    },
    { timeout: 20_000 },
  )
}

/** Makes what a team makes in a while. */
async function fill(product: ProductProcess): Promise<void> {
  const { client, state } = openBrowser(product.url)
  const [, token = ''] = await vi.waitFor(() => {
    const link = /\/app\/setup#([\w-]+)/u.exec(product.output())
    if (link === null) throw new Error('the program has told no link yet')
    return link
  }, PATIENTLY)
  state.csrfToken = (await client.call('setUp', { body: { token, name: 'Ada', ...ADA } })).csrfToken ?? ''
  await client.importModel({ folder: MODEL_FOLDER, id: MODEL })
  await client.addSampleLibrary()
  await settled(client)
  await client.createGeneration({ model: MODEL, precision: 'int8' })
  await conceptsSettled(client, 'samples')
  const { link } = await client.call('createInvitation', { body: { role: 'learner' } })
  const ben = openBrowser(product.url)
  const accepted = await ben.client.call('acceptInvitation', {
    body: { token: link.split('#')[1] ?? '', account: { name: 'Ben', ...BEN } },
  })
  ben.state.csrfToken = accepted.csrfToken ?? ''
  await learn(client, 'photosynthesis')
  await learn(ben.client, 'binary search')
  await client.call('createWorkspace', { body: { name: 'Laboratory' } })
  await client.call('createApiKey', { body: { name: 'reports', scope: 'read' } })
  await semanticReady(client)
  await idle(client)
}

async function learn(client: LearnPathClient, goal: string): Promise<void> {
  await client.call('createPlan', { body: { goal, collection: 'samples' } })
  const quiz = await client.call('createQuiz', { body: { collection: 'samples', count: 3 } })
  const itemIds = quiz.items.map(({ id }) => id)
  const item = await client.call('getQuizItem', { params: { id: itemIds[0] ?? '' } })
  const answered = { itemId: item.id, answer: item.solution.answer, durationMs: 4000 }
  await client.call('answerItem', { params: { id: quiz.id }, body: answered })
  await client.call('createCards', { body: { itemIds } })
  const { cards } = await client.call('reviewQueue', { query: {} })
  await client.call('reviewCard', { params: { id: cards[0]?.id ?? '' }, body: { rating: 'good' } })
  const conversation = await client.call('createConversation', { body: {} })
  await client.call('askInConversation', { params: { id: conversation.id }, body: { question: `What is ${goal}?` } })
}

/** All that somebody finds and has. */
async function pictureOf(client: LearnPathClient): Promise<unknown> {
  const found = []
  for (const query of QUESTIONS) {
    for (const mode of ['vector', 'hybrid'] as const) {
      const { hits, total, semantic } = await client.search({ query, mode, limit: 8 })
      expect(semantic).toMatchObject({ used: true, model: MODEL })
      found.push({ query, mode, total, hits })
    }
  }
  const { conversations } = await client.call('listConversations', { query: {} })
  const params = { id: conversations[0]?.id ?? '' }
  const { cards } = await client.call('listCards', { query: {} })
  expect(found.filter(({ hits }) => hits.length === 0)).toEqual([])
  return {
    found,
    documents: (await client.listDocuments({ limit: 50 })).documents,
    concepts: (await client.call('listConcepts', { query: { collection: 'samples', limit: 200 } })).concepts,
    plans: (await client.call('listPlans')).plans,
    cards: cards.map(({ id, front, state, dueAt, reviews }) => ({ id, front, state, dueAt, reviews })),
    conversation: await client.call('getConversation', { params }),
    keys: (await client.call('listApiKeys')).keys.map(({ name, scope }) => ({ name, scope })),
    workspaces: (await client.call('session')).workspaces,
  }
}

interface Pictures {
  readonly ada: unknown
  readonly ben: unknown
}

async function picturesOf(product: ProductProcess): Promise<Pictures> {
  return { ada: await pictureOf(await signIn(product, ADA)), ben: await pictureOf(await signIn(product, BEN)) }
}

/** Starts where the library has been brought, where no index is yet. */
async function picturesAt(home: string, storeUrl = ''): Promise<Pictures> {
  const product = await start(home, storeUrl)
  try {
    const ada = await signIn(product, ADA)
    await semanticReady(ada)
    await idle(ada)
    expect(await embeddedTexts(product, ada)).toBeLessThan(10)
    const { documents } = await ada.listDocuments({ limit: 1 })
    const file = await ada.bytes('documentContent', { params: { id: documents[0]?.id ?? '' } })
    expect((await file.arrayBuffer()).byteLength).toBe(documents[0]?.sizeBytes)
    return await picturesOf(product)
  } finally {
    expect(await product.stop()).toBe(0)
  }
}

async function embeddedTexts(product: ProductProcess, client: LearnPathClient): Promise<number> {
  const metrics = await (await client.bytes('metrics')).text()
  const line = metrics.split('\n').find((one) => one.startsWith('learnpath_inference_batch_texts_sum'))
  expect(product.output()).not.toContain('"level":"error"')
  return Number(line?.split(' ').at(-1) ?? 0)
}

async function move(home: string, url: string, ...flags: string[]): Promise<{ tables: unknown[] }> {
  const environment = { LEARNPATH_HOME: homeOf(home), LEARNPATH_PORT: String(await freePort()) }
  for (let kill = 1; kill <= KILLS; kill += 1) {
    let told = 0
    await runCommand(['migrate-store', url, ...flags], {
      environment,
      onOutput: (_output, end) => {
        told += 1
        if (told === 4 * kill) end('SIGKILL')
      },
    })
  }
  const { exitCode, output, errors } = await runCommand(['migrate-store', url, '--json', ...flags], { environment })
  expect([exitCode, errors]).toEqual([0, expect.anything()])
  return JSON.parse(output) as { tables: unknown[] }
}

/** A data folder with models and nothing else. */
async function newHome(name: string): Promise<string> {
  await mkdir(homeOf(name))
  await cp(join(homeOf('first'), 'models'), join(homeOf(name), 'models'), { recursive: true })
  return name
}

async function backUp(home: string, storeUrl: string, file: string): Promise<void> {
  const product = await start(home, storeUrl)
  await (await signIn(product, ADA)).backup(file)
  expect(await product.stop()).toBe(0)
}

describe.skipIf(SERVER === '' || !existsSync(TOKENIZER_FILE))(
  'a library with everything (needs LEARNPATH_TEST_POSTGRES_URL and LEARNPATH_TEST_MODELS)',
  { timeout: 120_000 },
  () => {
    let before: Pictures
    let storeUrl = ''

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'learnpath-moves-'))
      storeUrl = await newDatabase()
      const product = await start('first')
      await fill(product)
      before = await picturesOf(product)
      await product.stop()
    }, 120_000)
    afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }))

    it('is the same in PostgreSQL and back again, killed on the way', async () => {
      const there = await move('first', storeUrl)
      const names = there.tables.map((one) => (one as { table: string }).table)
      expect(names).toEqual(
        expect.arrayContaining(['files', 'embeddings', 'plans', 'review_log', 'conversation_turns', 'memberships']),
      )
      const back = await move(await newHome('back'), storeUrl, '--back')
      expect(back.tables).toEqual(there.tables)
      expect(await picturesAt(await newHome('scaled'), storeUrl)).toEqual(before)
      expect(await picturesAt('back')).toEqual(before)
    })

    it('a backup of PostgreSQL is a library of a data folder', async () => {
      const file = join(folder, 'from-postgres.db')
      await backUp('scaled', storeUrl, file)
      await rename(file, join(homeOf(await newHome('from-postgres')), 'learnpath.db'))
      expect(await picturesAt('from-postgres')).toEqual(before)
    })

    it('a backup of a data folder is a library of PostgreSQL', async () => {
      const file = join(folder, 'from-folder.db')
      await backUp('back', '', file)
      await rename(file, join(homeOf(await newHome('from-folder')), 'learnpath.db'))
      await cp(join(homeOf('back'), 'files'), join(homeOf('from-folder'), 'files'), { recursive: true })
      const url = await newDatabase()
      await move('from-folder', url)
      expect(await picturesAt('scaled', url)).toEqual(before)
    })
  },
)
