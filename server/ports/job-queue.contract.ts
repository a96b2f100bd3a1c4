import { expect, test } from 'vitest'
import type { ManualClock } from './clock.double.ts'
import type { JobQueue, JobResult, NewJob, RunningJob } from './job-queue.ts'
import type { RelationalStore } from './relational-store.ts'

export interface JobQueueSubject {
  readonly store: RelationalStore
  readonly clock: ManualClock
  readonly queue: JobQueue
  /** A second queue on the same store, as after a restart; the first is not asked anything any more. */
  restart(): JobQueue
  cleanUp(): Promise<void>
}

const DONE: JobResult = { kind: 'done' }
const RETRY: JobResult = { kind: 'retry', code: 'LP_PARSE_CRASHED', message: 'crashed' }
const ONE_AT_A_TIME = { concurrency: 1 }

const jobOn = (subjectId: string, more: Partial<NewJob> = {}): NewJob => ({
  kind: 'work',
  subjectId,
  dedupeKey: subjectId,
  payload: {},
  ...more,
})

/** A handler that tells when it has begun and ends when it is let go. */
function gate() {
  let open = (_result: JobResult): void => undefined
  let begun = (): void => undefined
  const result = new Promise<JobResult>((resolve) => {
    open = resolve
  })
  const running = new Promise<void>((resolve) => {
    begun = resolve
  })
  const signals: AbortSignal[] = []
  return {
    open: (value: JobResult) => open(value),
    running,
    signals,
    async handler(_job: RunningJob, signal: AbortSignal): Promise<JobResult> {
      signals.push(signal)
      begun()
      return await result
    },
  }
}

/** What every job queue must do. */
export function jobQueueContract(name: string, create: () => Promise<JobQueueSubject>): void {
  const withSubject = async (use: (subject: JobQueueSubject) => Promise<void>) => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }
  const add = async ({ store, queue }: Pick<JobQueueSubject, 'store' | 'queue'>, job: NewJob) => {
    const id = await store.db.transaction().execute(async (transaction) => await queue.enqueue(transaction, job))
    queue.wake()
    return id
  }

  test(`${name}: runs each job once, with its payload, and idle waits for all`, () =>
    withSubject(async (subject) => {
      const seen: unknown[] = []
      subject.queue.handle(
        'work',
        async (job) => {
          seen.push([job.subjectId, job.payload, job.attempt])
          return DONE
        },
        { concurrency: 2 },
      )
      await subject.queue.start()
      await Promise.all(['a', 'b', 'c'].map((subjectId) => add(subject, jobOn(subjectId, { payload: { subjectId } }))))
      await subject.queue.idle()
      expect(seen.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual(
        ['a', 'b', 'c'].map((subjectId) => [subjectId, { subjectId }, 1]),
      )
      expect(await subject.queue.counts()).toMatchObject({ done: 3, queued: 0, running: 0 })
      expect(await subject.queue.counts('another kind')).toMatchObject({ done: 0 })
    }))

  test(`${name}: tells how long the oldest waiting job has been waiting`, () =>
    withSubject(async (subject) => {
      expect(await subject.queue.longestWaitMs()).toBe(0)
      await add(subject, jobOn('a'))
      subject.clock.advance(5000)
      await add(subject, jobOn('b'))
      subject.clock.advance(2000)
      expect(await subject.queue.longestWaitMs()).toBe(7000)
    }))

  test(`${name}: a job of a transaction that fails does not exist`, () =>
    withSubject(async ({ store, queue }) => {
      const failing = store.db.transaction().execute(async (transaction) => {
        await queue.enqueue(transaction, jobOn('a'))
        throw new Error('rolled back')
      })
      await expect(failing).rejects.toThrow('rolled back')
      expect(await queue.list({ limit: 10 })).toEqual([])
    }))

  test(`${name}: a second job of the same key is not queued while the first waits, and never runs beside it`, () =>
    withSubject(async (subject) => {
      const first = gate()
      let runs = 0
      let together = 0
      subject.queue.handle(
        'work',
        async (job, signal) => {
          runs += 1
          together += 1
          expect(together).toBe(1)
          const result = runs === 1 ? await first.handler(job, signal) : DONE
          together -= 1
          return result
        },
        { concurrency: 4 },
      )
      const waiting = await add(subject, jobOn('a'))
      expect(await add(subject, jobOn('a', { payload: { newer: true } }))).toBe(waiting)
      await subject.queue.start()
      await first.running
      const next = await add(subject, jobOn('a'))
      expect(next).not.toBe(waiting)
      first.open(DONE)
      await subject.queue.idle()
      expect(runs).toBe(2)
    }))

  test(`${name}: higher priority first, then in the order of arrival`, () =>
    withSubject(async (subject) => {
      const order: string[] = []
      for (const [subjectId, priority] of [
        ['a', 0],
        ['b', 0],
        ['c', 5],
      ] as const) {
        await add(subject, jobOn(subjectId, { priority }))
        subject.clock.advance(1)
      }
      subject.queue.handle('work', async (job) => (order.push(job.subjectId), DONE), ONE_AT_A_TIME)
      await subject.queue.start()
      await subject.queue.idle()
      expect(order).toEqual(['c', 'a', 'b'])
    }))

  test(`${name}: a job that asks for another try waits longer each time and fails for good in the end`, () =>
    withSubject(async (subject) => {
      const { queue, clock } = subject
      const attempts: [number, boolean][] = []
      const waits: number[] = []
      queue.handle('work', async (job) => (attempts.push([job.attempt, job.lastAttempt]), RETRY), ONE_AT_A_TIME)
      await queue.start()
      const id = await add(subject, jobOn('a'))
      const settled = async (count: number) => {
        while (attempts.length < count || (await queue.counts())['running'] !== 0) {
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
        return await queue.get(id)
      }
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const job = await settled(attempt)
        expect(job).toMatchObject({ state: 'queued', errorCode: 'LP_PARSE_CRASHED', errorMessage: 'crashed' })
        const waitMs = Date.parse(job?.runAfter ?? '') - clock.now()
        waits.push(waitMs)
        clock.advance(waitMs)
        queue.wake()
      }
      expect(await settled(3)).toMatchObject({ state: 'failed', errorCode: 'LP_PARSE_CRASHED', attempts: 3 })
      expect(attempts).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ])
      expect(waits[0]).toBeGreaterThan(0)
      expect(waits[1]).toBeGreaterThan(waits[0] ?? Infinity)
      await queue.idle()
    }))

  test(`${name}: a handler that throws is tried again like one that asks for it`, () =>
    withSubject(async (subject) => {
      const { queue } = subject
      queue.handle('work', async () => await Promise.reject(new Error('bug')), ONE_AT_A_TIME)
      await queue.start()
      const id = await add(subject, jobOn('a', { maxAttempts: 1 }))
      await queue.idle()
      expect(await queue.get(id)).toMatchObject({ state: 'failed', errorCode: 'LP_INTERNAL' })
    }))

  test(`${name}: what is pointless to repeat fails at once`, () =>
    withSubject(async (subject) => {
      const { queue } = subject
      queue.handle(
        'work',
        async () => ({ kind: 'failed', code: 'LP_PARSE_DAMAGED', message: 'cut off' }),
        ONE_AT_A_TIME,
      )
      await queue.start()
      const id = await add(subject, jobOn('a'))
      await queue.idle()
      expect(await queue.get(id)).toMatchObject({ state: 'failed', attempts: 1, errorCode: 'LP_PARSE_DAMAGED' })
    }))

  test(`${name}: a job that was running when the process died runs again; one that always was, waits and is given up`, () =>
    withSubject(async (subject) => {
      const { clock } = subject
      const id = await add(subject, jobOn('a'))
      let { queue } = subject
      const waits: number[] = []
      for (let death = 1; death <= 6; death += 1) {
        const held = gate()
        queue.handle('work', held.handler, ONE_AT_A_TIME)
        await queue.start()
        const waitMs = Date.parse((await queue.get(id))?.runAfter ?? '') - clock.now()
        waits.push(Math.max(0, waitMs))
        clock.advance(waits.at(-1) ?? 0)
        queue.wake()
        await held.running
        queue = subject.restart()
      }
      expect(waits).toEqual([0, 0, 0, 5000, 10_000, 20_000])
      let ran = false
      queue.handle('work', async () => ((ran = true), DONE), ONE_AT_A_TIME)
      await queue.start()
      await queue.idle()
      expect(ran).toBe(false)
      expect(await queue.get(id)).toMatchObject({ state: 'failed', errorCode: 'LP_PARSE_CRASHED' })
    }))

  test(`${name}: a cancelled job never runs; a running one gets its signal`, () =>
    withSubject(async (subject) => {
      const { queue } = subject
      const held = gate()
      queue.handle('work', held.handler, ONE_AT_A_TIME)
      const running = await add(subject, jobOn('a'))
      await queue.start()
      await held.running
      const waiting = await add(subject, jobOn('b'))
      expect(await queue.cancel(waiting)).toBe(true)
      expect(await queue.cancel(running)).toBe(true)
      expect(held.signals.map((signal) => signal.aborted)).toEqual([true])
      held.open(DONE)
      await queue.idle()
      expect(await queue.cancel(running)).toBe(false)
      expect((await queue.list({ limit: 10 })).map((job) => job.state)).toEqual(['cancelled', 'cancelled'])
    }))

  test(`${name}: lists the newest first, by kind, subject and state`, () =>
    withSubject(async (subject) => {
      const { queue, clock } = subject
      for (const [kind, subjectId] of [
        ['work', 'a'],
        ['play', 'a'],
        ['work', 'b'],
      ] as const) {
        await add(subject, jobOn(subjectId, { kind, dedupeKey: `${kind} ${subjectId}` }))
        clock.advance(1)
      }
      const listed = async (filter: Omit<Parameters<JobQueue['list']>[0], 'limit'>) =>
        (await queue.list({ limit: 10, ...filter })).map(({ kind, subjectId }) => `${kind} ${subjectId}`)
      expect(await listed({})).toEqual(['work b', 'play a', 'work a'])
      expect(await listed({ kind: 'work' })).toEqual(['work b', 'work a'])
      expect(await listed({ kind: 'work', subjectId: 'a' })).toEqual(['work a'])
      expect(await listed({ kind: 'play', state: 'done' })).toEqual([])
    }))

  test(`${name}: stopping lets work finish within the grace time and parks the rest without counting the attempt`, () =>
    withSubject(async (subject) => {
      const { queue } = subject
      queue.handle(
        'work',
        async (_job, signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          expect(signal.reason).toBe('shutdown')
          return { kind: 'park' }
        },
        ONE_AT_A_TIME,
      )
      await queue.start()
      const id = await add(subject, jobOn('a'))
      while ((await queue.get(id))?.state !== 'running') await new Promise((resolve) => setTimeout(resolve, 2))
      await queue.stop({ graceMs: 10 })
      expect(await queue.get(id)).toMatchObject({ state: 'queued', attempts: 0 })
    }))

  test(`${name}: a clock that goes back does not keep jobs waiting`, () =>
    withSubject(async (subject) => {
      const { queue, clock } = subject
      queue.handle('work', async () => DONE, ONE_AT_A_TIME)
      await queue.start()
      const id = await subject.store.db
        .transaction()
        .execute(async (transaction) => await queue.enqueue(transaction, jobOn('a')))
      clock.setNow(clock.now() - 24 * 3600 * 1000)
      queue.wake()
      await queue.idle()
      expect(await queue.get(id)).toMatchObject({ state: 'done' })
    }))
}
