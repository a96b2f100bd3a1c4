// An evaluation of language models is killed while it measures, and goes on by itself: nothing is lost, nothing is measured twice.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatEvaluationAnswer, LearnPathClient } from '@learnpath/contracts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'

/** So many that the work is not over when the kill comes; all answers fit into one page of the list. */
const REPETITIONS = 12

let home = ''
let product: ProductProcess
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-lab-'))
  product = await startProduct({ home })
})
afterAll(async () => {
  await product.stop()
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function answersOf(client: LearnPathClient, id: string): Promise<ChatEvaluationAnswer[]> {
  const { answers } = await client.call('listChatEvaluationAnswers', { params: { id }, query: { limit: 500 } })
  return answers
}

it('goes on after a SIGKILL where it was', { timeout: 180_000 }, async () => {
  await product.client.addSampleLibrary()
  await settled(product.client)
  const { sets } = await product.client.call('listQuestionSets')
  expect(sets.map(({ id }) => id)).toEqual(expect.arrayContaining(['english-samples', 'sps-programmierung']))
  const { id } = await product.client.call('createChatEvaluation', {
    body: {
      questionSet: 'english-samples',
      subjects: [
        { label: 'one', model: 'extractive' },
        { label: 'other', model: 'extractive', settings: { passages: 4 } },
      ],
      repetitions: REPETITIONS,
    },
  })
  const params = { id }
  await expect
    .poll(async () => (await product.client.call('getEvaluation', { params })).done, { timeout: 60_000, interval: 20 })
    .toBeGreaterThan(8)
  const before = await answersOf(product.client, id)
  expect(await product.stop('SIGKILL')).toBe('SIGKILL')

  product = await startProduct({ home })
  await expect
    .poll(async () => (await product.client.call('getEvaluation', { params })).state, { timeout: 120_000 })
    .toBe('complete')
  const after = await answersOf(product.client, id)
  const { setup, subjects, run } = await product.client.call('chatReport', { params })
  const turns = (setup.questions + setup.followUps) * REPETITIONS
  expect(run).toMatchObject({ done: turns * 2, total: turns * 2 })
  expect(new Set(after.map(({ key }) => key)).size).toBe(turns * 2)
  expect(subjects.map(({ answers, failures }) => [answers, failures])).toEqual([
    [turns, []],
    [turns, []],
  ])
  const kept = new Map(after.map((answer) => [answer.key, answer]))
  expect(before.length).toBeLessThan(turns * 2)
  for (const answer of before) expect(kept.get(answer.key)).toEqual(answer)

  const markdown = await (await product.client.bytes('exportChatReport', { params })).text()
  expect(markdown).toContain('# one / other')
  expect(markdown).toContain('There is no winner')
})
