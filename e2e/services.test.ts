// LearnPath as five processes on PostgreSQL behind a gateway: everything a person does, a rolling restart, and services that die.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import { conceptsSettled, settled } from '../tools/product-process.ts'
import { startServices, type ProductServices } from '../tools/product-services.ts'
import { runCommand } from './run-command.ts'
import { startUpload } from './raw-upload.ts'
import { newDatabase, queryDatabase, SERVER } from '../tools/test-database.ts'

const redis = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''
const environment: Record<string, string> =
  redis === '' ? {} : { LEARNPATH_REDIS_URL: redis, LEARNPATH_REDIS_PREFIX: randomBytes(6).toString('hex') }

async function eventually(check: () => Promise<void>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      await check()
      return
    } catch (failure) {
      if (performance.now() > deadline) throw failure
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Asks again and again, as several people do, until told to stop. @returns what failed, and how much was asked */
function keepAsking(client: LearnPathClient) {
  let going = true
  const failures: string[] = []
  let asked = 0
  const ask = async () => {
    while (going) {
      asked += 1
      const turn = asked % 4
      try {
        if (turn === 0) await client.search({ query: 'photosynthesis' })
        else if (turn === 1) await client.listDocuments({ limit: 5 })
        else if (turn === 2) await client.createCollection(`kept ${randomBytes(6).toString('hex')}`)
        else await client.ask({ question: 'What is photosynthesis?' })
      } catch (failure) {
        failures.push(failure instanceof LearnPathError ? failure.code : String(failure))
      }
    }
  }
  const asking = Promise.all(Array.from({ length: 4 }, ask))
  return async () => {
    going = false
    await asking
    return { asked, failures }
  }
}

describe.skipIf(SERVER === '')('five processes (needs LEARNPATH_TEST_POSTGRES_URL)', { timeout: 60_000 }, () => {
  let home = ''
  let storeUrl = ''
  let services: ProductServices
  let client: LearnPathClient
  let collection = ''

  /** The gateway reaches every process. */
  async function ready(): Promise<void> {
    await eventually(async () => {
      const { services: known = [] } = await client.status()
      expect(known.map(({ state }) => state)).toEqual(known.map(() => 'ready'))
    })
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'learnpath-services-'))
    storeUrl = await newDatabase()
    services = await startServices({ home, environment, storeUrl, replicas: { rag: 2 } })
    client = services.client
    await client.addSampleLibrary()
    await settled(client)
    const { collections } = await client.listCollections()
    collection = collections.find(({ documentCount }) => documentCount > 0)?.name ?? ''
    await conceptsSettled(client, collection)
  }, 120_000)
  afterAll(async () => {
    await services.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })

  it('an upload is read by the worker and found by rag; an answer comes piece by piece', async () => {
    const bytes = new Blob(['# Pumps\n\nPump 7 is switched off when the pressure rises above 9 bar.\n'])
    await client.addDocuments({ files: [{ path: 'pump.md', bytes }] })
    await settled(client)
    // Whichever of the two is asked.
    for (let time = 0; time < 4; time += 1) {
      const { hits } = await client.search({ query: 'pump pressure' })
      expect(hits[0]?.path).toBe('pump.md')
    }
    const events = []
    for await (const event of client.askStream({ question: 'When is pump 7 switched off?' })) events.push(event)
    expect(events.length).toBeGreaterThan(1)
    expect(events.at(-1)).toMatchObject({ type: 'answer-end', response: { abstained: false } })
  })

  it('a plan, its quiz, and reviews', async () => {
    const plan = await client.call('createPlan', { body: { goal: 'photosynthesis', collection } })
    expect(plan.modules.flatMap(({ reading }) => reading.map(({ passage }) => passage.path))).toContain(
      'english/photosynthesis.pdf',
    )
    const params = { id: plan.id, moduleId: plan.modules[0]?.id ?? '' }
    const quiz = await client.call('startModuleQuiz', { params })
    const [item] = quiz.items
    const { solution } = await client.call('getQuizItem', { params: { id: item?.id ?? '' } })
    const answered = await client.call('answerItem', {
      params: { id: quiz.id },
      body: { itemId: item?.id ?? '', answer: solution.answer, durationMs: 5000 },
    })
    expect(answered).toMatchObject({ correct: true })
    await client.call('createCards', { body: { itemIds: quiz.items.map(({ id }) => id) } })
    const { cards } = await client.call('reviewQueue', { query: {} })
    const reviewed = await client.call('reviewCard', { params: { id: cards[0]?.id ?? '' }, body: { rating: 'easy' } })
    expect(Date.parse(reviewed.dueAt)).toBeGreaterThan(Date.now() + 86_400_000)
  })

  it('a concept that is hidden is hidden for the planner as well', async () => {
    const { concepts } = await client.call('listConcepts', { query: { collection, limit: 200 } })
    const slip = concepts.find(({ name }) => name === 'Schlupf')
    await client.call('updateConcept', { params: { id: slip?.id ?? '' }, body: { hidden: true } })
    const quiz = client.call('createQuiz', { body: { collection, conceptIds: [slip?.id ?? ''], count: 1 } })
    await expect(quiz).rejects.toMatchObject({ code: 'LP_CONCEPT_NOT_FOUND' })
  })

  it('tells how each process is, and describes the whole', async () => {
    const { services: known = [] } = await client.status()
    expect(known.map(({ service, state }) => `${service} ${state}`).toSorted()).toEqual([
      'planner ready',
      'quiz ready',
      'rag ready',
      'rag ready',
      'worker ready',
    ])
    const description = (await (await fetch(`${services.url}/openapi.json`)).json()) as { paths: object }
    expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/search', '/plans', '/quizzes', '/jobs']))
    expect(await (await fetch(`${services.url}/app/`)).text()).toContain('<html')
  })

  it('restarts one process after the other without one request that fails', async () => {
    const stopAsking = keepAsking(client)
    for (const index of [0, 1]) {
      await services.restart('rag', index)
      await ready()
    }
    const { asked, failures } = await stopAsking()
    expect(failures).toEqual([])
    expect(asked).toBeGreaterThan(50)
  })

  it('what a dead service does not answer says so, and everything else goes on', async () => {
    await services.processes.quiz[0]?.stop('SIGKILL')
    const failure = await client.call('listQuizzes', { query: {} }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE', context: { detail: 'quiz does not answer' } })
    expect((await client.search({ query: 'photosynthesis' })).hits.length).toBeGreaterThan(0)
    expect((await client.call('listPlans')).plans.length).toBeGreaterThan(0)
    await eventually(async () => {
      const { checks } = await client.doctor()
      const quiz = checks.find(({ name }) => name === 'service quiz')
      expect(quiz).toMatchObject({ ok: false, severity: 'error' })
    })
    await services.restart('quiz', 0)
    await ready()
    expect((await client.call('listQuizzes', { query: {} })).quizzes.length).toBeGreaterThan(0)
  })

  it('the status tells while rag is away which services are there', async () => {
    const health = async (): Promise<Readonly<Record<string, string>>> => (await client.call('ready')).checks
    const others = { planner: 'ready', quiz: 'ready', worker: 'ready' }
    await services.processes.rag[0]?.stop('SIGKILL')
    await eventually(async () => expect(await health()).toEqual({ ...others, rag: '1 of 2 ready' }))
    await services.processes.rag[1]?.stop('SIGKILL')
    await eventually(async () => expect(await health()).toEqual({ ...others, rag: 'unreachable' }))
    const told = await runCommand(['status'], {
      environment: { LEARNPATH_HOME: join(home, 'elsewhere'), LEARNPATH_SERVER_URL: services.url },
    })
    expect(told.exitCode).toBe(1)
    expect(told.output).toMatch(/^Service rag +unreachable$/mu)
    expect(told.output).toMatch(/^Service worker +ready$/mu)
    expect(told.errors).toMatch(/rag does not answer[^]*"learnpath doctor"/u)
    for (const index of [0, 1]) await services.restart('rag', index)
    await ready()
  })

  it('a process that is silent is given up and taken back by itself', async () => {
    const silent = services.processes.planner[0]?.process
    silent?.kill('SIGSTOP')
    try {
      // The second one comes when it is known to be silent, and must not wait for the time of a request.
      for (const time of [1, 2]) {
        const failure = await client.call('listPlans').catch((error: unknown) => error)
        expect(failure, `request ${time}`).toMatchObject({ code: 'LP_SERVICE_UNAVAILABLE' })
      }
      expect((await client.search({ query: 'photosynthesis' })).hits.length).toBeGreaterThan(0)
      expect((await client.call('listQuizzes', { query: {} })).quizzes.length).toBeGreaterThan(0)
    } finally {
      silent?.kill('SIGCONT')
    }
    await ready()
    await eventually(async () => expect((await client.call('listPlans')).plans.length).toBeGreaterThan(0))
  })

  it('an upload that a slow service does not take waits with its sender; who leaves leaves nothing behind', async () => {
    const pages = async (): Promise<number> =>
      (await queryDatabase<{ n: number }>(storeUrl, 'select count(*)::int as n from blob_pages')).at(0)?.n ?? 0
    await settled(client)
    const [before, total] = [await pages(), (await client.listDocuments({ limit: 1 })).total]
    const upload = await startUpload(services.url, 'endless.md')
    expect(await upload.send(5e6)).toBeGreaterThanOrEqual(5e6)
    await expect.poll(pages, { timeout: 10_000 }).toBeGreaterThan(before)
    const memory = await services.gateway.residentBytes()
    for (const { process } of services.processes.rag) process.kill('SIGSTOP')
    try {
      // What was taken lies in buffers of the two connections, not in the gateway.
      expect(await upload.send(180e6)).toBeLessThan(60e6)
      expect((await services.gateway.residentBytes()) - memory).toBeLessThan(40e6)
      upload.leave()
    } finally {
      for (const { process } of services.processes.rag) process.kill('SIGCONT')
    }
    await ready()
    await expect.poll(pages, { timeout: 10_000 }).toBe(before)
    expect((await client.listDocuments({ limit: 1 })).total).toBe(total)
  })

  it('one that is killed is not missed where there is another, and its work is taken up', async () => {
    const stopAsking = keepAsking(client)
    await services.processes.rag[0]?.stop('SIGKILL')
    await services.processes.worker[0]?.stop('SIGKILL')
    const bytes = new Blob(['# Turbines\n\nTurbine 9 is inspected every 300 hours.\n'])
    await client.addDocuments({ files: [{ path: 'turbine.md', bytes }] })
    const { failures } = await stopAsking()
    // What changes something and may have been done is not sent twice: whoever sent it is told.
    expect(failures.filter((failure) => failure !== 'LP_SERVICE_UNAVAILABLE')).toEqual([])
    await services.restart('worker', 0)
    await settled(client)
    expect((await client.search({ query: 'turbine inspected' })).hits[0]?.path).toBe('turbine.md')
  })
})
