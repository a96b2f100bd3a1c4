import { expect, test } from 'vitest'
import type { InferencePriority } from '../../../ports/embedder.ts'
import { createBatchQueue } from './batch-queue.ts'
import type { BatchJob, BatchRow } from './batch-queue.ts'
import type { ModelRunner } from './model-runner.ts'

/** One token per character. */
const runner = (batchTokens = 100): ModelRunner => ({
  width: 1,
  batchTexts: 4,
  batchTokens,
  prepare(text) {
    if (text === 'unreadable') throw new RangeError('unreadable')
    return { ids: Array.from(text, () => 1), typeIds: [] }
  },
  count: (text) => text.length,
  run: (rows) => Promise.resolve(new Float32Array(rows.length)),
  dispose: () => Promise.resolve(),
})

let lastId = 0
const job = (model: ModelRunner, texts: readonly string[], priority: InferencePriority = 'query'): BatchJob => ({
  id: (lastId += 1),
  key: 'model',
  runner: model,
  texts,
  query: null,
  priority,
})
const lengths = (batch: readonly BatchRow[]) => batch.map(({ tokens }) => tokens.ids.length)
const text = (length: number) => 'x'.repeat(length)

test('a query goes before the rest of an ingestion that has begun', () => {
  const queue = createBatchQueue(() => {})
  const model = runner()
  queue.add(job(model, [text(3), text(3), text(3), text(3), text(2)], 'ingestion'))
  expect(lengths(queue.next())).toEqual([3, 3, 3, 3])
  queue.add(job(model, [text(9)]))
  expect(lengths(queue.next())).toEqual([9])
  expect(lengths(queue.next())).toEqual([2])
  expect(queue.next()).toEqual([])
})

test('requests at the same time share batches of similar length within the bounds', () => {
  const queue = createBatchQueue(() => {})
  const model = runner(40)
  queue.add(job(model, [text(5), text(20), text(4)]))
  queue.add(job(model, [text(19), text(60)]))
  expect(lengths(queue.next())).toEqual([20, 19])
  expect(lengths(queue.next())).toEqual([5, 4])
  // Longer than a batch may be: alone.
  expect(lengths(queue.next())).toEqual([60])
})

test('models are not mixed, and each text comes out once', () => {
  const queue = createBatchQueue(() => {})
  const [one, other] = [runner(), runner()]
  const jobs = [
    job(
      one,
      Array.from({ length: 70 }, (_, index) => text(1 + (index % 7))),
    ),
    job(other, [text(2)]),
  ]
  for (const each of jobs) queue.add(each)
  const seen: string[] = []
  for (let batch = queue.next(); batch.length > 0; batch = queue.next()) {
    expect(new Set(batch.map((row) => row.job.runner)).size).toBe(1)
    seen.push(...batch.map((row) => `${row.job.id}:${row.index}`))
  }
  expect(seen).toHaveLength(71)
  expect(new Set(seen).size).toBe(71)
})

test('what is removed or cannot be read does not hold up the others', () => {
  const failed: number[] = []
  const queue = createBatchQueue(({ id }) => failed.push(id))
  const model = runner()
  const [unreadable, removed, good] = [job(model, ['unreadable']), job(model, ['gone']), job(model, ['good'])]
  for (const each of [unreadable, removed, good]) queue.add(each)
  queue.remove(removed.id)
  expect(queue.next().map((row) => row.job.id)).toEqual([good.id])
  expect(queue.next()).toEqual([])
  expect(failed).toEqual([unreadable.id])
})
