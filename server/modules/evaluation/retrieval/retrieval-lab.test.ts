import {
  CreateRetrievalEvaluationRequest,
  LabelFile,
  LearnPathError,
  type CreateRetrievalEvaluationRequestInput,
} from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { createRetrievalLabRig } from './testing/retrieval-lab.double.ts'

const DOCUMENTS = {
  'a.md': 'The automobile needs petrol.\n\nTyres wear out with the years.',
  'b.md': 'A physician looks after the sick.\n\nSleep helps.',
  'c.md': 'The ocean rises twice a day.\n\nShips wait for it.',
  'd.md': 'A loaf is baked in the morning.\n\nFlour comes from the mill.',
}
const FILE = {
  format: 'learnpath-labels-1',
  name: 'synonyms',
  questions: [
    { id: 'car', question: 'car', passages: [{ path: 'a.md', quote: 'automobile' }] },
    { id: 'doctor', question: 'doctor', passages: [{ path: 'b.md', quote: 'physician' }] },
    { id: 'sea', question: 'sea', passages: [{ path: 'c.md', quote: 'ocean' }] },
    { id: 'ships', question: 'ships', passages: [{ path: 'c.md', quote: 'Ships wait' }] },
    { id: 'bread', question: 'bread', passages: [{ path: 'd.md', quote: 'loaf' }] },
  ],
}
const SUBJECTS: CreateRetrievalEvaluationRequestInput['subjects'] = [
  { mode: 'keyword' },
  { mode: 'hybrid', model: 'meaning', precision: 'none' },
  { mode: 'hybrid', model: 'meaning' },
]

let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

async function rigOf() {
  const rig = await createRetrievalLabRig(DOCUMENTS)
  closing.push(async () => {
    await rig.jobQueue.stop({ graceMs: 0 })
    await rig.cleanUp()
  })
  const { setId } = await rig.labels.import(LabelFile.parse(FILE))
  const requestOf = (more: Partial<CreateRetrievalEvaluationRequestInput> = {}) =>
    CreateRetrievalEvaluationRequest.parse({ labelSetId: setId, subjects: SUBJECTS, ...more })
  return { ...rig, setId, requestOf }
}

describe('a comparison of ways to search', () => {
  it('measures all on the same questions and recommends the cheapest that is as good', async () => {
    const { runs, lab, jobQueue, requestOf, trialIndexStore } = await rigOf()
    await runs.start()
    await jobQueue.start()
    const { id } = await lab.create(requestOf())
    await jobQueue.idle()
    expect(await runs.get(id)).toMatchObject({ state: 'complete', done: 31, total: 31 })
    const report = await lab.report(id)
    const [keyword, whole, small] = report.subjects
    expect(keyword?.metrics.hit1).toMatchObject({ n: 5, value: 0.2 })
    expect(whole?.metrics.hit1.value).toBe(1)
    expect(whole?.againstReference?.metrics.ndcg10).toMatchObject({ wins: 4, ties: 1, losses: 0 })
    expect(small?.name).toBe('hybrid, meaning int8')
    expect(small?.memory.modelBytes).toBe(100)
    expect(report.recommendation).toMatchObject({ subject: small?.name, best: whole?.name })
    expect(report.questions).toMatchObject({ total: 5, byOrigin: { imported: 5, own: 0, generated: 0 } })
    expect(report.setup.models.map(({ key }) => key)).toEqual(['meaning none', 'meaning int8'])
    expect(await trialIndexStore.list()).toEqual([])
    expect(await lab.markdown(id)).toContain('| hybrid, meaning int8 |')
  })

  it('tells before what it will take', async () => {
    const { lab, requestOf } = await rigOf()
    const plan = await lab.plan(requestOf())
    expect(plan).toMatchObject({ questions: 5, documents: 4, passages: 8, searches: 15, estimatedSeconds: null })
    expect(plan.subjects).toMatchObject([
      { name: 'meaning fp32', embed: 8, reused: 0 },
      { name: 'meaning int8', embed: 8, reused: 0 },
    ])
  })

  it('goes on where it was after a restart, and asks no question twice', async () => {
    const rig = await rigOf()
    await rig.runs.start()
    await rig.jobQueue.start()
    const { id } = await rig.lab.create(rig.requestOf())
    const embedder = rig.embedders.get('meaning none')
    let asked = 0
    if (embedder !== undefined) {
      embedder.before = () => {
        asked += 1
        // One call for the passages and two to warm up go before the questions.
        if (asked === 5) throw new LearnPathError('LP_INFERENCE_FAILED', { detail: 'the power went' })
      }
    }
    await rig.jobQueue.idle()
    expect(await rig.runs.get(id)).toMatchObject({ state: 'failed', failure: { code: 'LP_INFERENCE_FAILED' } })
    const before = (await rig.runs.results(id)).size
    if (embedder !== undefined) {
      embedder.before = () => undefined
      embedder.calls = 0
    }
    await rig.jobQueue.stop({ graceMs: 0 })
    const { runs, lab, jobQueue } = rig.open()
    await runs.start()
    await jobQueue.start()
    // The same request again is the way to go on.
    expect(await lab.create(rig.requestOf())).toMatchObject({ id })
    await jobQueue.idle()
    expect(await runs.get(id)).toMatchObject({ state: 'complete' })
    expect(before).toBeGreaterThan(0)
    // Passages are not embedded again, and the question that was answered is not asked again: four, and two to warm up.
    expect(embedder?.calls).toBe(6)
    await jobQueue.stop({ graceMs: 0 })
  })

  it('gives the same figures for the same seed, in the same order of the questions', async () => {
    const { runs, lab, jobQueue, requestOf } = await rigOf()
    await runs.start()
    await jobQueue.start()
    const figures = async () => {
      const { id } = await lab.create(requestOf({ questions: 3, seed: 7 }))
      await jobQueue.idle()
      const { subjects, perQuestion, setup } = await lab.report(id)
      return [subjects.map(({ metrics }) => metrics), perQuestion.map(({ questionId }) => questionId), setup.configHash]
    }
    expect(await figures()).toEqual(await figures())
  })

  it('refuses what cannot be compared', async () => {
    const { lab, requestOf } = await rigOf()
    await expect(lab.plan(requestOf({ subjects: [{ mode: 'keyword' }, { mode: 'keyword' }] }))).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
    await expect(lab.plan(requestOf({ subjects: [{ mode: 'vector' }] }))).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
    await expect(lab.plan(requestOf({ subjects: [{ mode: 'vector', model: 'none' }] }))).rejects.toMatchObject({
      code: 'LP_MODEL_UNKNOWN',
    })
    await expect(lab.plan(requestOf({ origins: ['own'] }))).rejects.toMatchObject({ code: 'LP_QUESTION_SET_INVALID' })
    await expect(lab.report('eval_none')).rejects.toMatchObject({ code: 'LP_EVALUATION_NOT_FOUND' })
  })
})
