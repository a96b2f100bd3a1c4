import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { jobQueueContract } from '../../ports/job-queue.contract.ts'
import type { RunningJob } from '../../ports/job-queue.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createSqlJobQueue } from '../sql/job-queue.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { createPostgresJobSharing } from './postgres-job-sharing.ts'
import { createPostgresRelationalStore } from './relational-store.ts'
import { createPostgresSchema } from './testing/postgres-schema.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''
const LEASE_MS = 3000

async function createSubject() {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-jobs-'))
  const { schema, drop } = await createPostgresSchema(url)
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const idSource = createCountingIdSource()
  const eventBus = { publish: () => undefined, subscribe: () => () => undefined }
  const openFile = async (file: string) => await createSqliteRelationalStore({ file, clock, logger })
  const store = await createPostgresRelationalStore({ url, schema, clock, logger, openFile })
  let workers = 0
  /** As another process has it. */
  const another = () => {
    workers += 1
    const sharing = createPostgresJobSharing({
      url,
      schema,
      logger,
      leaseMs: LEASE_MS,
      place: `place_${workers}`,
      run: 'a',
    })
    return createSqlJobQueue({ store, clock, idSource, eventBus, logger, sharing })
  }
  return {
    store,
    clock,
    queue: another(),
    another,
    /** Of a process that died long ago. */
    restart() {
      clock.advance(LEASE_MS + 1)
      return another()
    },
    async cleanUp() {
      await store.close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describe.skipIf(url === '')('jobs in PostgreSQL (needs LEARNPATH_TEST_POSTGRES_URL)', () => {
  jobQueueContract('postgres', createSubject)

  test('processes that share a store run each job once, and one of a key at a time', async () => {
    const { store, queue, another, cleanUp } = await createSubject()
    const queues = [queue, another(), another()]
    const runs: string[] = []
    const byQueue = [0, 0, 0]
    const running = new Set<string>()
    let overlaps = 0
    queues.forEach((each, index) => {
      each.handle(
        'work',
        async ({ subjectId }: RunningJob) => {
          if (running.has(subjectId)) overlaps += 1
          running.add(subjectId)
          byQueue[index] = (byQueue[index] ?? 0) + 1
          await new Promise((resolve) => {
            setTimeout(resolve, 5)
          })
          runs.push(subjectId)
          running.delete(subjectId)
          return { kind: 'done' }
        },
        { concurrency: 2 },
      )
    })
    for (const each of queues) await each.start()
    for (let index = 0; index < 60; index += 1) {
      await store.db.transaction().execute(async (transaction) => {
        await queue.enqueue(transaction, { kind: 'work', subjectId: `${index}`, dedupeKey: `${index}`, payload: {} })
      })
      queue.wake()
    }
    await queue.idle()
    expect(runs.toSorted()).toEqual(Array.from({ length: 60 }, (_, index) => `${index}`).toSorted())
    expect(overlaps).toBe(0)
    expect(byQueue.every((count) => count > 0)).toBe(true)
    for (const each of queues) await each.stop({ graceMs: 100 })
    await cleanUp()
  })

  test('a job is given up where it runs when it is cancelled elsewhere', async () => {
    const { store, queue, another, cleanUp } = await createSubject()
    const other = another()
    const aborted = new Promise<unknown>((resolve) => {
      queue.handle(
        'work',
        async (_job, signal) => {
          await new Promise<void>((done) => {
            signal.addEventListener('abort', () => done())
          })
          resolve(signal.reason)
          return { kind: 'done' }
        },
        { concurrency: 1 },
      )
    })
    await queue.start()
    await other.start()
    const id = await store.db
      .transaction()
      .execute(
        async (transaction) =>
          await other.enqueue(transaction, { kind: 'work', subjectId: 'a', dedupeKey: 'a', payload: {} }),
      )
    await expect.poll(async () => (await other.get(id))?.state).toBe('running')
    expect(await other.cancel(id)).toBe(true)
    expect(await aborted).toBe('cancelled')
    await queue.stop({ graceMs: 100 })
    await other.stop({ graceMs: 100 })
    await cleanUp()
  })
})
