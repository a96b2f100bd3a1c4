// An evaluation of language models is killed while it measures, and goes on by itself: nothing is lost, nothing is measured twice.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatEvaluationAnswer, LearnPathClient } from '@learnpath/contracts'
import { startImitatedOllama } from '../server/adapters/ollama/testing/imitated-ollama.ts'
import type { EngineScript, ImitatedEngine } from '../server/ports/language-engine.double.ts'
import { settled } from '../tools/product-process.ts'
import { startLearnPath, type RunningLearnPath } from './start-learnpath.ts'

const REPETITIONS = 2
const MODEL = 'ollama:tutor:1b'
const TEXT = 'In 1885 the psychologist Hermann Ebbinghaus published measurements. [1]'
/** After so many the model thinks until the kill has come: how fast the machine is does not matter. */
const ANSWERS_BEFORE_KILL = 8
const FOR_EVER_MS = 600_000

const hesitant: EngineScript = (_, call) =>
  call <= ANSWERS_BEFORE_KILL ? TEXT : { text: TEXT, beforeFirstMs: FOR_EVER_MS }

let home = ''
let engine: ImitatedEngine
let product: RunningLearnPath
const start = async (): Promise<RunningLearnPath> =>
  await startLearnPath({ home, environment: { LEARNPATH_OLLAMA_URL: engine.url } })
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-lab-'))
  engine = await startImitatedOllama({ models: [{ name: 'tutor:1b' }], script: hesitant })
  product = await start()
})
afterAll(async () => {
  await product.stop()
  await engine.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function answersOf(client: LearnPathClient, id: string): Promise<ChatEvaluationAnswer[]> {
  const { answers } = await client.call('listChatEvaluationAnswers', { params: { id }, query: { limit: 500 } })
  return answers
}

it('goes on after a SIGKILL where it was', { timeout: 180_000 }, async () => {
  engine.say(null)
  await product.client.addSampleLibrary()
  await settled(product.client)
  const { sets } = await product.client.call('listQuestionSets')
  expect(sets.map(({ id }) => id)).toEqual(expect.arrayContaining(['english-samples', 'sps-programmierung']))
  const { id } = await product.client.call('createChatEvaluation', {
    body: {
      questionSet: 'english-samples',
      subjects: [
        { label: 'one', model: 'extractive' },
        { label: 'other', model: MODEL },
      ],
      repetitions: REPETITIONS,
    },
  })
  const params = { id }
  await expect
    .poll(() => engine.generating() > 0 && engine.completed() >= ANSWERS_BEFORE_KILL, { timeout: 60_000 })
    .toBe(true)
  const before = await answersOf(product.client, id)
  expect(await product.stop('SIGKILL')).toBe('SIGKILL')

  engine.say(() => TEXT)
  product = await start()
  await expect
    .poll(async () => (await product.client.call('getEvaluation', { params })).state, { timeout: 120_000 })
    .toBe('complete')
  const after = await answersOf(product.client, id)
  const { setup, subjects, run } = await product.client.call('chatReport', { params })
  const turns = (setup.questions + setup.followUps) * REPETITIONS
  expect(run.done).toBe(run.total)
  expect(new Set(after.map(({ key }) => key)).size).toBe(turns * 2)
  expect(subjects.map(({ answers, failures }) => [answers, failures])).toEqual([
    [turns, []],
    [turns, []],
  ])
  const kept = new Map(after.map((answer) => [answer.key, answer]))
  expect(before.length).toBeGreaterThan(0)
  expect(before.length).toBeLessThan(turns * 2)
  for (const answer of before) expect(kept.get(answer.key)).toEqual(answer)

  const markdown = await (await product.client.bytes('exportChatReport', { params })).text()
  expect(markdown).toContain('# one / other')
})
