import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { JobHandler, JobQueue, JobResult, RunningJob } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import { LONGEST_WAIT_MS, backoffMs } from './job-backoff.ts'
import { recoverJobs } from './job-recovery.ts'
import { claimJob, countJobs, endJob, insertOrRefreshJob, nextDueAt, pruneJobs, toJob } from './job-rows.ts'
import type { Ending, JobRow } from './job-rows.ts'

export interface SqliteJobQueueOptions {
  readonly store: RelationalStore
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: EventBus
  readonly logger: Logger
}

interface HandledKind {
  readonly handler: JobHandler
  readonly concurrency: number
  readonly running: Map<string, { readonly job: JobRow; readonly controller: AbortController }>
}

/** How soon counts are told again, in ms. */
const EVENT_INTERVAL_MS = 200
/** How soon a write that failed (a full disk) is tried again, in ms. */
const TROUBLE_WAIT_MS = 2000
/** A handler that does not heed its signal is left behind after this time, in ms. */
const ABORT_PATIENCE_MS = 5000
const ENDINGS_PER_PRUNE = 200

/**
 * Jobs as rows of the relational store, run in this process. The data folder belongs to one process, so who runs what is known
 * in memory and a row's state says only what a restart needs.
 */
export function createSqliteJobQueue(options: SqliteJobQueueOptions): JobQueue {
  const { store, clock, idSource, eventBus, logger } = options
  const { db } = store
  const kinds = new Map<string, HandledKind>()
  const work = new Set<Promise<void>>()
  let idleWaiters: (() => void)[] = []
  let started = false
  let stopping = false
  let pumping = false
  let pumpWanted = false
  let dueTimer: NodeJS.Timeout | undefined
  let eventTimer: NodeJS.Timeout | undefined
  let endings = 0

  function changed(): void {
    eventTimer ??= setTimeout(() => {
      eventTimer = undefined
      countJobs(db).then(
        (counts) => eventBus.publish({ type: 'queue-changed', counts }),
        (error: unknown) => logger.warn('counting jobs failed', { error: String(error) }),
      )
    }, EVENT_INTERVAL_MS)
    eventTimer.unref()
  }

  function wake(): void {
    if (!started || stopping) return
    pumpWanted = true
    if (pumping) return
    pumping = true
    pump()
      .catch((error: unknown) => {
        logger.error('taking jobs failed', { error: String(error) })
        wakeIn(TROUBLE_WAIT_MS)
      })
      .finally(() => {
        pumping = false
        if (pumpWanted) wake()
      })
  }

  function wakeIn(delayMs: number): void {
    clearTimeout(dueTimer)
    dueTimer = setTimeout(() => {
      dueTimer = undefined
      wake()
    }, delayMs)
  }

  async function pump(): Promise<void> {
    while (pumpWanted && !stopping) {
      pumpWanted = false
      clearTimeout(dueTimer)
      dueTimer = undefined
      for (const [kind, handled] of kinds) {
        while (!stopping && handled.running.size < handled.concurrency) {
          const job = await claimJob(db, {
            kind,
            busyKeys: [...handled.running.values()].map((entry) => entry.job.dedupe_key),
            now: clock.now(),
            longestWaitMs: LONGEST_WAIT_MS,
          })
          if (job === undefined) break
          begin(handled, job)
        }
      }
    }
    if (stopping) return
    const free = [...kinds].filter(([, handled]) => handled.running.size < handled.concurrency).map(([kind]) => kind)
    const due = await nextDueAt(db, free)
    const waitMs = due === null ? null : Math.min(due - clock.now(), LONGEST_WAIT_MS)
    // What is due already waits for the running job of its key, whose end wakes us.
    if (waitMs !== null && waitMs > 0) wakeIn(waitMs)
  }

  function begin(handled: HandledKind, job: JobRow): void {
    const controller = new AbortController()
    handled.running.set(job.id, { job, controller })
    changed()
    const running = run(handled, job, controller).finally(() => {
      handled.running.delete(job.id)
      work.delete(running)
      changed()
      wake()
    })
    work.add(running)
  }

  async function run(handled: HandledKind, job: JobRow, controller: AbortController): Promise<void> {
    const result = await resultOf(handled.handler, job, controller.signal)
    const ending = endingOf(job, result, { now: clock.now(), stopped: controller.signal.reason === 'shutdown' })
    await write(() => endJob(db, job, ending, clock.now()), job.id)
    endings += 1
    if (endings % ENDINGS_PER_PRUNE === 0) await write(() => pruneJobs(db), job.id)
    await tellIdle()
  }

  async function resultOf(handler: JobHandler, job: JobRow, signal: AbortSignal): Promise<JobResult> {
    try {
      return await handler(toRunningJob(job), signal)
    } catch (error) {
      logger.error('a job failed unexpectedly', { jobId: job.id, kind: job.kind, error: String(error) })
      return { kind: 'retry', code: 'LP_INTERNAL', message: String(error) }
    }
  }

  /** Until it succeeds, or until the queue stops: the row then still says running, and the next start puts the job back. */
  async function write(action: () => Promise<void>, jobId: string): Promise<void> {
    for (;;) {
      try {
        await action()
        return
      } catch (error) {
        logger.error('writing the state of a job failed', { jobId, error: String(error) })
        if (stopping) return
        await new Promise<void>((resolve) => {
          setTimeout(resolve, TROUBLE_WAIT_MS).unref()
        })
      }
    }
  }

  async function tellIdle(): Promise<void> {
    if (idleWaiters.length === 0) return
    const counts = await countJobs(db)
    if ((counts['queued'] ?? 0) + (counts['running'] ?? 0) > 0) return
    const waiters = idleWaiters
    idleWaiters = []
    for (const resolve of waiters) resolve()
  }

  return {
    async enqueue(transaction, job) {
      changed()
      return await insertOrRefreshJob(transaction, job, { id: idSource.next('job'), now: clock.now() })
    },
    handle(kind, handler, { concurrency }) {
      kinds.set(kind, { handler, concurrency, running: new Map() })
    },
    async start() {
      if (started) return
      await recoverJobs(db, { clock, logger })
      started = true
      wake()
    },
    wake,
    async get(jobId) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', jobId).executeTakeFirst()
      return row === undefined ? null : toJob(row)
    },
    async list(filter) {
      let query = db.selectFrom('jobs').selectAll()
      if (filter.state !== undefined) query = query.where('state', '=', filter.state)
      if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId)
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
      return rows.map((row) => toJob(row))
    },
    counts: async () => await countJobs(db),
    async cancel(jobId) {
      const cancelled = await db
        .updateTable('jobs')
        .set({ state: 'cancelled', updated_at: clock.now() })
        .where('id', '=', jobId)
        .where('state', 'in', ['queued', 'running'])
        .executeTakeFirst()
      for (const { running } of kinds.values()) running.get(jobId)?.controller.abort('cancelled')
      changed()
      await tellIdle()
      return Number(cancelled.numUpdatedRows) > 0
    },
    async idle() {
      await new Promise<void>((resolve, reject) => {
        idleWaiters.push(resolve)
        tellIdle().catch(reject)
      })
    },
    async stop({ graceMs }) {
      stopping = true
      clearTimeout(dueTimer)
      await settledWithin(work, graceMs)
      for (const { running } of kinds.values()) {
        for (const { controller } of running.values()) controller.abort('shutdown')
      }
      await settledWithin(work, ABORT_PATIENCE_MS)
      clearTimeout(eventTimer)
    },
  }
}

const toRunningJob = (job: JobRow): RunningJob => ({
  id: job.id,
  kind: job.kind,
  subjectId: job.subject_id,
  payload: JSON.parse(job.payload_json) as Record<string, unknown>,
  attempt: job.attempts,
  lastAttempt: job.attempts >= job.max_attempts,
})

function endingOf(
  job: JobRow,
  result: JobResult,
  { now, stopped }: { readonly now: number; readonly stopped: boolean },
): Ending {
  if (result.kind === 'done') return { state: 'done' }
  // The shutdown made it fail, not the job.
  if (result.kind === 'park' || (result.kind === 'retry' && stopped)) {
    return { state: 'queued', runAfter: now, attempts: job.attempts - 1, code: null, message: null }
  }
  const { code, message } = result
  if (result.kind === 'failed' || job.attempts >= job.max_attempts) return { state: 'failed', code, message }
  const runAfter = now + backoffMs(job.id, job.attempts)
  return { state: 'queued', runAfter, attempts: job.attempts, code, message }
}

async function settledWithin(work: ReadonlySet<Promise<void>>, ms: number): Promise<void> {
  if (work.size === 0) return
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([Promise.allSettled(work), timeUp])
  clearTimeout(timer)
}
