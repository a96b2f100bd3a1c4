// The learning loop on the sample library: concepts, a plan, a quiz, reviews, and the way to other programs and back.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SolvedQuizItem, SourcePassage } from '@learnpath/contracts'
import { conceptsSettled, settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

let home = ''
let product: RunningLearnPath
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-learning-'))
  product = await startLearnPath({ home })
  await product.client.addSampleLibrary()
  await settled(product.client)
  await conceptsSettled(product.client, await collectionOfSamples())
}, 120_000)
afterAll(async () => {
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function expectExact({ documentId, start, end, text }: SourcePassage): Promise<void> {
  const document = await product.client.documentText(documentId)
  expect(document.text.slice(start, end)).toBe(text)
}

/** The right answer, as a learner would give it. */
const rightAnswer = ({ solution: { answer } }: SolvedQuizItem) => answer

async function collectionOfSamples(): Promise<string> {
  const { collections } = await product.client.listCollections()
  return collections.find(({ documentCount }) => documentCount > 0)?.name ?? ''
}

describe('the learning loop on the sample library', { timeout: 60_000 }, () => {
  it('finds concepts in both languages, with definitions that stand there word for word', async () => {
    const { concepts } = await product.client.call('listConcepts', {
      query: { collection: await collectionOfSamples(), limit: 200 },
    })
    const names = concepts.map(({ name }) => name.toLowerCase())
    for (const name of ['photosynthesis', 'binary search', 'schlupf']) expect(names).toContain(name)
    expect(new Set(concepts.map(({ language }) => language))).toEqual(new Set(['de', 'en']))
    for (const { definition } of concepts) if (definition !== null) await expectExact(definition)
    const slip = concepts.find(({ name }) => name === 'Schlupf')
    const detail = await product.client.call('getConcept', { params: { id: slip?.id ?? '' } })
    expect(detail.passages.map(({ path }) => path)).toContain('deutsch/drehstrommotor.pdf')
  })

  it('makes a plan whose sessions lie on the chosen days and whose quiz can be taken', async () => {
    const plan = await product.client.call('createPlan', {
      body: {
        goal: 'photosynthesis',
        collection: await collectionOfSamples(),
        hoursPerWeek: 2,
        days: ['tuesday', 'saturday'],
      },
    })
    expect(plan.modules.flatMap(({ reading }) => reading.map(({ passage }) => passage.path))).toContain(
      'english/photosynthesis.pdf',
    )
    for (const { date } of plan.sessions) expect([2, 6]).toContain(new Date(`${date}T12:00:00Z`).getUTCDay())
    for (const { reading } of plan.modules) for (const { passage } of reading) await expectExact(passage)
    const [module] = plan.modules
    const quiz = await product.client.call('startModuleQuiz', { params: { id: plan.id, moduleId: module?.id ?? '' } })
    expect(quiz.items.length).toBeGreaterThan(0)

    const calendar = await (
      await product.client.bytes('exportPlan', { params: { id: plan.id }, query: { format: 'ics' } })
    ).text()
    expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(calendar.split('BEGIN:VEVENT')).toHaveLength(plan.sessions.length + 1)
  })

  it('asks questions whose answers stand in the documents, and learns from what is answered', async () => {
    const quiz = await product.client.call('createQuiz', {
      body: { collection: await collectionOfSamples(), count: 8 },
    })
    expect(quiz.items.length).toBeGreaterThanOrEqual(4)
    for (const [at, { id }] of quiz.items.entries()) {
      const item = await product.client.call('getQuizItem', { params: { id } })
      const { evidence, evidenceStart, evidenceEnd, passage } = item.solution
      const { text } = await product.client.documentText(passage.documentId)
      expect(text.slice(evidenceStart, evidenceEnd)).toBe(evidence)
      const result = await product.client.call('answerItem', {
        params: { id: quiz.id },
        body: { itemId: id, answer: rightAnswer(item), durationMs: 5000 + at },
      })
      expect(result).toMatchObject({ band: 'pass', correct: true })
    }
    const progress = await product.client.call('progress', { query: { collection: await collectionOfSamples() } })
    expect(progress.concepts.length).toBeGreaterThan(0)
    expect(progress.concepts.every(({ mastery }) => mastery > 0.5)).toBe(true)
    expect(progress.streakDays).toBe(1)

    const itemIds = quiz.items.map(({ id }) => id)
    await product.client.call('createCards', { body: { itemIds } })
    const queue = await product.client.call('reviewQueue', { query: {} })
    expect(queue.cards).toHaveLength(itemIds.length)
    const card = queue.cards[0]
    const reviewed = await product.client.call('reviewCard', {
      params: { id: card?.id ?? '' },
      body: { rating: 'easy' },
    })
    expect(Date.parse(reviewed.dueAt)).toBeGreaterThan(Date.now() + 86_400_000)
    expect((await product.client.call('undoReview')).state).toBe('new')
  })

  it('keeps answers, reviews and plans when the process is killed', async () => {
    const before = await product.client.call('listCards', { query: {} })
    await product.client.call('reviewCard', { params: { id: before.cards[0]?.id ?? '' }, body: { rating: 'good' } })
    await product.stop('SIGKILL')
    product = await startLearnPath({ home })
    const after = await product.client.call('listCards', { query: {} })
    expect(after.total).toBe(before.total)
    expect(after.cards.filter(({ reviews }) => reviews === 1)).toHaveLength(1)
    expect((await product.client.call('listPlans')).plans).toHaveLength(1)
  })

  it('takes cards to Anki and back with their reviews', async () => {
    const bytes = new Uint8Array(
      await (await product.client.bytes('exportLearning', { query: { format: 'apkg' } })).arrayBuffer(),
    )
    const otherHome = await mkdtemp(join(tmpdir(), 'learnpath-learning-'))
    const other = await startLearnPath({ home: otherHome })
    try {
      const upload = { files: [{ path: 'cards.apkg', bytes: new Blob([bytes]) }] }
      const { total } = await product.client.call('listCards', { query: {} })
      expect(await other.client.upload('importLearning', upload)).toMatchObject({
        cardsAdded: total,
        reviewsAdded: 1,
        refused: [],
      })
      expect(await other.client.upload('importLearning', upload)).toMatchObject({ cardsAdded: 0, reviewsAdded: 0 })
    } finally {
      await other.stop()
      await rm(otherHome, { recursive: true, force: true, maxRetries: 5 })
    }
  })

  it.each(['anki-tsv', 'csv', 'markdown', 'json', 'gift', 'moodle-xml', 'qti', 'html'] as const)(
    'exports as %s',
    async (format) => {
      const response = await product.client.bytes('exportLearning', { query: { format } })
      expect(response.headers.get('content-disposition')).toMatch(/attachment; filename=/)
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(200)
    },
  )
})
