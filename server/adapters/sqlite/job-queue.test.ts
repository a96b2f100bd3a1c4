import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProgressEvent } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { jobQueueContract } from '../../ports/job-queue.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { LONGEST_WAIT_MS, backoffMs } from '../sql/job-backoff.ts'
import { createSqlJobQueue } from '../sql/job-queue.ts'
import { createSqliteRelationalStore } from './relational-store.ts'

async function createSubject(publish: (event: ProgressEvent) => void = () => undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-jobs-'))
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const idSource = createCountingIdSource()
  const eventBus = { publish, subscribe: () => () => undefined }
  const store = await createSqliteRelationalStore({ file: join(folder, 'library.db'), clock, logger })
  const restart = () => createSqlJobQueue({ store, clock, idSource, eventBus, logger })
  return {
    store,
    clock,
    queue: restart(),
    restart,
    async cleanUp() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

jobQueueContract('sqlite', createSubject)

test('back-off grows, is the same in every run, spreads over jobs and has an end', () => {
  const waits = [1, 2, 3, 4].map((attempt) => backoffMs('job_a', attempt))
  expect(waits).toEqual(waits.toSorted((one, other) => one - other))
  expect(waits).toEqual([1, 2, 3, 4].map((attempt) => backoffMs('job_a', attempt)))
  expect(backoffMs('job_b', 1)).not.toBe(waits[0])
  expect(backoffMs('job_a', 60)).toBeLessThanOrEqual(LONGEST_WAIT_MS)
})

test('finished jobs do not pile up, and many changes are told in few events', async () => {
  const events: ProgressEvent[] = []
  const { store, queue, cleanUp } = await createSubject((event) => events.push(event))
  queue.handle('work', async () => ({ kind: 'done' }), { concurrency: 2 })
  await store.db.transaction().execute(async (transaction) => {
    for (let index = 0; index < 750; index += 1) {
      await queue.enqueue(transaction, { kind: 'work', subjectId: `${index}`, dedupeKey: `${index}`, payload: {} })
    }
  })
  await queue.start()
  await queue.idle()
  expect((await queue.counts())['done']).toBeLessThan(700)
  expect(events.length).toBeLessThan(600)
  await queue.stop({ graceMs: 0 })
  await cleanUp()
})
