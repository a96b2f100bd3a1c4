// Sign-in at a gateway in front of services: accounts, cookies and keys, and services that answer nobody who did not come through it.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { conceptsSettled, settled } from '../tools/product-process.ts'
import { startServices, type ProductServices } from '../tools/product-services.ts'
import { lockedPdf } from './browser/locked-pdf.ts'
import { openBrowser, withKey, type OpenedBrowser } from './open-browser.ts'
import { runCommand } from './run-command.ts'
import { newDatabase, queryDatabase, SERVER } from '../tools/test-database.ts'

const PASSWORD = 'winter-tractor-lamp-41'
const ADA = { email: 'ada@example.org', password: PASSWORD }

describe.skipIf(SERVER === '')('sign-in in front of five processes', { timeout: 60_000 }, () => {
  let home = ''
  let storeUrl = ''
  let services: ProductServices
  let browser: OpenedBrowser
  let client: LearnPathClient

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'learnpath-services-'))
    storeUrl = await newDatabase()
    const secret = randomBytes(24).toString('hex')
    const environment = { LEARNPATH_IDENTITY: 'local', LEARNPATH_SERVICE_SECRET: secret }
    services = await startServices({ home, environment, storeUrl })
    browser = openBrowser(services.url)
    ;({ client } = browser)
  }, 120_000)
  afterAll(async () => {
    await services.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('the first administrator is set up through the gateway', async () => {
    await expect(client.search({ query: 'pump' })).rejects.toMatchObject({ code: 'LP_SIGN_IN_NEEDED' })
    const token = /\/app\/setup#([\w-]+)/u.exec(services.gateway.output())?.[1] ?? ''
    const session = await client.call('setUp', { body: { token, name: 'Ada', ...ADA } })
    expect(session).toMatchObject({ role: 'owner', isAdministrator: true, workspace: 'main' })
    browser.state.csrfToken = session.csrfToken ?? ''
  })

  it('library, plan, quiz and review by cookie', async () => {
    await client.addSampleLibrary()
    await settled(client)
    expect((await client.search({ query: 'photosynthesis' })).hits.length).toBeGreaterThan(0)
    const { collections } = await client.listCollections()
    const collection = collections.find(({ documentCount }) => documentCount > 0)?.name ?? ''
    await conceptsSettled(client, collection)
    const plan = await client.call('createPlan', { body: { goal: 'photosynthesis', collection } })
    const params = { id: plan.id, moduleId: plan.modules[0]?.id ?? '' }
    const quiz = await client.call('startModuleQuiz', { params })
    await client.call('createCards', { body: { itemIds: quiz.items.map(({ id }) => id) } })
    const { cards } = await client.call('reviewQueue', { query: {} })
    const reviewed = await client.call('reviewCard', { params: { id: cards[0]?.id ?? '' }, body: { rating: 'easy' } })
    expect(Date.parse(reviewed.dueAt)).toBeGreaterThan(Date.now() + 86_400_000)
  })

  it('a change by cookie without the token of the page is refused', async () => {
    const { csrfToken } = browser.state
    browser.state.csrfToken = ''
    await expect(client.createCollection('forged')).rejects.toMatchObject({ code: 'LP_CSRF_REFUSED' })
    browser.state.csrfToken = csrfToken
  })

  it('a key does what its scope allows, in every service', async () => {
    const keyFor = async (scope: 'read' | 'learn') =>
      withKey(services.url, (await client.call('createApiKey', { body: { name: scope, scope } })).key)
    const reader = await keyFor('read')
    expect((await reader.search({ query: 'photosynthesis' })).hits.length).toBeGreaterThan(0)
    await expect(reader.call('listPlans')).rejects.toMatchObject({ code: 'LP_PERMISSION_DENIED' })
    const learner = await keyFor('learn')
    expect((await learner.call('listPlans')).plans.length).toBeGreaterThan(0)
    await expect(learner.createCollection('no')).rejects.toMatchObject({ code: 'LP_PERMISSION_DENIED' })
  })

  it('a service that is asked directly, or with a principal of somebody else, refuses', async () => {
    for (const [name, path] of [
      ['rag', '/documents'],
      ['planner', '/plans'],
      ['quiz', '/quizzes'],
      ['worker', '/jobs'],
    ] as const) {
      const [{ url } = { url: '' }] = services.processes[name]
      for (const headers of [{}, { cookie: browser.state.cookie }, { 'x-learnpath-principal': 'made.up.token' }]) {
        const response = await fetch(`${url}${path}`, { headers: headers as Record<string, string> })
        expect([name, response.status, ((await response.json()) as { code: string }).code]).toEqual([
          name,
          401,
          'LP_PRINCIPAL_REFUSED',
        ])
      }
    }
    // Nor does the gateway hand on what a caller says of himself.
    const forged = await fetch(`${services.url}/documents`, { headers: { 'x-learnpath-principal': 'made.up.token' } })
    expect(forged.status).toBe(401)
  })

  it('a locked document is opened by the worker with the password that rag was given', async () => {
    const locked = {
      path: 'locked.pdf',
      bytes: new Blob([lockedPdf(['Boiler 4 is fired with wood chips.'], 'open-sesame')]),
    }
    const { added } = await client.addDocuments({ files: [locked] })
    const id = added[0]?.document.id ?? ''
    await settled(client)
    expect(await client.getDocument(id)).toMatchObject({
      state: 'failed',
      failure: { code: 'LP_PARSE_PASSWORD_NEEDED' },
    })
    await client.retryDocument(id, { password: 'wrong' })
    await settled(client)
    expect(await client.getDocument(id)).toMatchObject({ failure: { code: 'LP_PARSE_PASSWORD_WRONG' } })
    await client.retryDocument(id, { password: 'open-sesame' })
    await settled(client)
    expect(await client.getDocument(id)).toMatchObject({ state: 'ready' })
    // Nothing of it stays with the jobs that have ended.
    await expect
      .poll(async () => {
        const jobs = await queryDatabase<{ payload_json: string }>(
          storeUrl,
          `select payload_json from jobs where kind = 'ingest-document' and subject_id = '${id}'`,
        )
        return jobs.map(({ payload_json: payload }) => payload)
      })
      .toEqual(['{}', '{}', '{}'])
  })

  it('who is signed out elsewhere is refused at once', async () => {
    const other = openBrowser(services.url)
    const { csrfToken } = await other.client.call('signIn', { body: ADA })
    other.state.csrfToken = csrfToken ?? ''
    expect((await other.client.call('listPlans')).plans.length).toBeGreaterThan(0)
    const { sessions } = await other.client.call('listSessions')
    const first = sessions.find(({ current }) => !current)?.id ?? ''
    await other.client.call('endSession', { params: { id: first } })
    for (const ask of [
      async () => await client.search({ query: 'pump' }),
      async () => await client.call('listPlans'),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'LP_SIGN_IN_NEEDED' })
    }
  })

  it('commands of the operator work through the gateway, in every service', async () => {
    const file = join(home, 'boilers.md')
    await writeFile(file, '# Boilers\n\nBoiler 8 is emptied before every winter.\n')
    const learnpath = async (...args: string[]) => await runCommand(args, { environment: { LEARNPATH_HOME: home } })
    expect(await learnpath('add', file)).toMatchObject({ exitCode: 0 })
    expect((await learnpath('search', 'boiler winter')).output).toContain('emptied before every winter')
    expect((await learnpath('users')).output).toContain(ADA.email)
    expect((await learnpath('status')).output).toContain('can be searched')
    expect(await learnpath('review')).toMatchObject({ exitCode: 0 })
    // He works with the library that the first administrator took over.
    expect((await learnpath('plans')).output).toContain('photosynthesis')
  })
})
