import {
  CreateChatEvaluationRequest,
  LearnPathError,
  type CreateChatEvaluationRequestInput,
} from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { createChatLab, type Answering, type LabOptions } from './testing/chat-lab.double.ts'

const GOOD: Answering = ({ question }) => {
  if (question.includes('Mars')) return ''
  if (question.includes('often')) return 'They come twice a day [1].'
  return question.includes('spring') ? 'Strong tides [1].' : 'The moon and the sun [1].'
}
const POOR: Answering = () => 'Once upon a time [1]?'
const WEIGHTS = { quality: 40, speed: 20, switchTime: 20, vram: 10, maintenance: 10 }

let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function labOf(options: LabOptions) {
  const made = await createChatLab(options)
  closing.push(async () => {
    await made.jobQueue.stop({ graceMs: 0 })
    await made.cleanUp()
  })
  return made
}

const requestOf = (request: Partial<CreateChatEvaluationRequestInput> = {}) =>
  CreateChatEvaluationRequest.parse({
    questionSet: 'tides',
    subjects: [
      { label: 'quotes', model: 'extractive' },
      { label: 'model', model: 'ollama:small' },
    ],
    ...request,
  })

async function ran(made: Awaited<ReturnType<typeof labOf>>, request: Partial<CreateChatEvaluationRequestInput> = {}) {
  const { runs, lab, jobQueue } = made
  await runs.start()
  await jobQueue.start()
  const { id } = await lab.create(requestOf(request))
  await jobQueue.idle()
  return id
}

describe('an evaluation of language models', () => {
  it('asks everybody everything, with follow-ups after their own answers, and measures', async () => {
    const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': POOR } })
    const id = await ran(made, { loads: 2, repetitions: 2 })
    expect(await made.runs.get(id)).toMatchObject({
      state: 'complete',
      done: 18,
      total: 18,
      subjects: ['quotes', 'model'],
    })
    expect(made.asked).toHaveLength(16)
    const followUps = made.asked.filter(({ question }) => question.includes('often'))
    expect(followUps.map(({ model, history }) => `${model}: ${history?.[0]?.answer}`).toSorted()).toEqual([
      'extractive: The moon and the sun [1].',
      'extractive: The moon and the sun [1].',
      'ollama:small: Once upon a time [1]?',
      'ollama:small: Once upon a time [1]?',
    ])
    expect(made.modelEvents.slice(0, 4)).toEqual([
      'unload ollama:small',
      'load ollama:small',
      'unload ollama:small',
      'load ollama:small',
    ])

    const report = await made.lab.report(id, WEIGHTS)
    expect(report.subjects).toMatchObject([
      {
        measures: {
          topicCoverage: { n: 2, value: 1, answers: 6 },
          abstentionRight: { value: 1 },
          documentCited: { value: 1 },
          firstTextMs: { value: 100 },
          totalMs: { value: 400 },
          loadMs: null,
        },
      },
      {
        measures: {
          topicCoverage: { value: 0 },
          faithfulness: { value: 0 },
          loadMs: { n: 2, value: 2000 },
          vramBytes: { value: 1e9 },
        },
      },
    ])
    const quality = report.comparisons[0]?.quality
    expect(quality?.value).toBeGreaterThan(50)
    expect(report.decision).toMatchObject({
      winner: 'quotes',
      qualityFrom: 'automatic',
      leftOut: ['maintenance'],
      stable: true,
    })
    expect(report.setup).toMatchObject({
      version: '1.2.3',
      machine: { processor: 'Test', processors: 2 },
      repetitions: 2,
    })
    expect(report.remarks.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'few-questions',
        'quality-automatic',
        'heuristic-measures',
        'not-measured',
        'other-process',
      ]),
    )
  })

  it('the same seed asks in the same order, another in another; nobody is always first', async () => {
    const orderOf = async (seed: number) => {
      const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': POOR } })
      await ran(made, { seed, loads: 0, repetitions: 3 })
      return made.asked.map(({ model, question }) => `${model} ${question}`)
    }
    const [once, again, otherwise] = [await orderOf(1), await orderOf(1), await orderOf(2)]
    expect(again).toEqual(once)
    expect(otherwise).not.toEqual(once)
    expect(otherwise.toSorted()).toEqual(once.toSorted())
    const first = once.filter((_, at) => at % 2 === 0).map((line) => line.split(' ')[0])
    expect(new Set(first).size).toBe(2)
  })

  it('a failure is a result of its own: nobody answers in its place', async () => {
    const busy = new LearnPathError('LP_LANGUAGE_MODEL_BUSY', { detail: 'full' })
    const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': () => busy } })
    const id = await ran(made)
    const report = await made.lab.report(id, WEIGHTS)
    expect(report.subjects[1]?.failures).toMatchObject([{ code: 'LP_LANGUAGE_MODEL_BUSY', count: 4 }])
    expect(report.subjects[1]?.quality?.value).toBe(0)
    expect(report.subjects[1]?.measures.totalMs).toBeNull()
    const { answers } = await made.lab.answers(id, { subject: 'model', limit: 10, offset: 0 })
    expect(answers.every(({ answer, failure }) => answer === null && failure?.code === 'LP_LANGUAGE_MODEL_BUSY')).toBe(
      true,
    )
    expect((await made.lab.nextPair(id, { rater: 'me', skip: 0 })).total).toBe(0)
  })

  it('goes on after it was interrupted, and makes no answer twice', async () => {
    const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': POOR } })
    await made.runs.start()
    await made.jobQueue.start()
    let stopping: Promise<void> | null = null
    made.eventBus.subscribe(() => {
      if (made.asked.length >= 3) stopping ??= made.jobQueue.stop({ graceMs: 0 })
    })
    const { id } = await made.lab.create(requestOf({ loads: 0 }))
    await expect.poll(() => made.asked.length).toBeGreaterThanOrEqual(3)
    await (stopping ??= made.jobQueue.stop({ graceMs: 0 }))
    const before = made.asked.length
    const kept = (await made.lab.answers(id, { limit: 10, offset: 0 })).total

    const after = made.open()
    await after.runs.start()
    await after.jobQueue.start()
    await after.jobQueue.idle()
    await after.jobQueue.stop({ graceMs: 0 })
    expect(await after.runs.get(id)).toMatchObject({ state: 'complete', done: 8, total: 8 })
    expect(made.asked.length - before).toBe(8 - kept)
    expect((await after.lab.answers(id, { limit: 10, offset: 0 })).total).toBe(8)
  })

  it('one whose work was given up has failed and can be resumed', async () => {
    const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': POOR } })
    await made.runs.start()
    const { id } = await made.lab.create(requestOf())
    await made.store.db.updateTable('jobs').set({ state: 'failed' }).execute()
    const after = made.open()
    await after.runs.start()
    expect(await after.runs.get(id)).toMatchObject({ state: 'failed', failure: { code: 'LP_INTERNAL' } })
    expect((await after.runs.resume(id)).state).toBe('queued')
  })

  it('labels must differ, models and sets must be there', async () => {
    const { lab } = await labOf({ answers: {} })
    const same = { label: 'a', model: 'extractive' }
    await expect(lab.create(requestOf({ subjects: [same, same] }))).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
    await expect(lab.create(requestOf({ questionSet: 'none' }))).rejects.toMatchObject({
      code: 'LP_QUESTION_SET_NOT_FOUND',
    })
    await expect(lab.create(requestOf({ filters: { collections: ['none'] } }))).rejects.toMatchObject({
      code: 'LP_COLLECTION_NOT_FOUND',
    })
  })

  it('answers that quote a deleted document are withdrawn, and no trace of them is left', async () => {
    const made = await labOf({ answers: { extractive: () => 'Quixotaland moon [1].', 'ollama:small': () => '' } })
    const id = await ran(made)
    expect((await made.lab.answers(id, { subject: 'quotes', limit: 10, offset: 0 })).answers[0]?.answer).toContain(
      'Quixotaland',
    )
    await made.lab.start()
    const { answers } = await made.lab.answers(id, { subject: 'quotes', limit: 10, offset: 0 })
    expect(
      answers.every(({ answer, withdrawn, citations }) => answer === null && withdrawn && citations.length === 0),
    ).toBe(true)
    expect(made.traces('Quixotaland')).toEqual([])
    expect((await made.lab.report(id, WEIGHTS)).subjects[0]?.measures.topicCoverage?.value).toBeGreaterThan(0)
    await made.lab.stop()
  })
})

describe('judging blind', () => {
  it('tells nobody who it was before the judgement, shows each on the left for half of the pairs, and counts', async () => {
    const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': POOR } })
    const id = await ran(made)
    let leftWasQuotes = 0
    for (let at = 0; at < 4; at++) {
      const { pair, rated, total } = await made.lab.nextPair(id, { rater: 'me', skip: 0 })
      expect([rated, total]).toEqual([at, 4])
      expect(JSON.stringify(pair)).not.toMatch(/extractive|ollama|quotes/)
      const preference = pair?.left.answer.startsWith('Once') === true ? 'right' : 'left'
      const points = { fluency: 5, accuracy: 4, completeness: 4, coherence: 4, citationQuality: 3 }
      const { reveals } = await made.lab.rate(id, {
        pairId: pair?.id ?? '',
        rater: 'me',
        preference,
        left: points,
        right: points,
      })
      expect(reveals[preference === 'left' ? 'left' : 'right']).toBe('quotes')
      if (reveals.left === 'quotes') leftWasQuotes += 1
    }
    expect(leftWasQuotes).toBe(2)
    expect(await made.lab.nextPair(id, { rater: 'me', skip: 0 })).toMatchObject({ pair: null, rated: 4, total: 4 })
    expect((await made.lab.nextPair(id, { rater: 'you', skip: 0 })).rated).toBe(0)
    const { comparisons, subjects, remarks, ranking } = await made.lab.report(id, WEIGHTS)
    expect(comparisons[0]?.votes).toMatchObject({ wins: 4, losses: 0, ties: 0, winRate: { n: 4, value: 1, high: 1 } })
    expect(comparisons[0]?.votes?.pValue).toBeCloseTo(0.125, 9)
    expect(comparisons[0]?.votes?.moreVotes).toBeGreaterThan(0)
    expect(subjects[0]?.ratings.accuracy).toMatchObject({ n: 3, value: 4 })
    expect(ranking).toBeNull()
    expect(remarks.map(({ code }) => code)).toEqual(expect.arrayContaining(['one-rater', 'few-judgements']))
  })

  it('a judgement can be changed and taken back; of a pair that is none there is none', async () => {
    const made = await labOf({ answers: { extractive: GOOD, 'ollama:small': POOR } })
    const id = await ran(made)
    const { pair } = await made.lab.nextPair(id, { rater: 'me', skip: 0 })
    const pairId = pair?.id ?? ''
    await made.lab.rate(id, { pairId, rater: 'me', preference: 'left' })
    const second = await made.lab.rate(id, { pairId, rater: 'me', preference: 'both-bad' })
    expect((await made.lab.report(id, WEIGHTS)).comparisons[0]?.votes).toMatchObject({
      ties: 1,
      bothBad: 1,
      winRate: { n: 1 },
    })
    await made.lab.deleteRating(id, second.id)
    expect((await made.runs.get(id)).ratings).toBe(0)
    await expect(made.lab.rate(id, { pairId: 'x', rater: 'me', preference: 'tie' })).rejects.toMatchObject({
      code: 'LP_EVALUATION_PAIR_NOT_FOUND',
    })
  })

  it('of three there is a ranking', async () => {
    const made = await labOf({
      answers: { extractive: GOOD, 'ollama:small': POOR, 'ollama:large': () => 'The moon [1].' },
    })
    const id = await ran(made, {
      subjects: [
        { label: 'quotes', model: 'extractive' },
        { label: 'small', model: 'ollama:small' },
        { label: 'large', model: 'ollama:large' },
      ],
    })
    for (;;) {
      const { pair } = await made.lab.nextPair(id, { rater: 'me', skip: 0 })
      if (pair === null) break
      const [left, right] = [pair.left, pair.right].map(({ answer }) => (answer.startsWith('Once') ? 0 : answer.length))
      const preference = left === right ? 'tie' : Number(left) > Number(right) ? 'left' : 'right'
      await made.lab.rate(id, { pairId: pair.id, rater: 'me', preference })
    }
    const { ranking } = await made.lab.report(id, WEIGHTS)
    expect(ranking?.map(({ label }) => label)).toEqual(['quotes', 'large', 'small'])
    expect(ranking?.reduce((sum, { strength }) => sum + strength.value, 0)).toBeCloseTo(0, 6)
  })
})
