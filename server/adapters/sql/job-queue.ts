import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database, RelationalStore } from '../../ports/relational-store.ts'
import { recoverJobs } from './job-recovery.ts'
import { countJobs, hasUnfinishedJobs, insertOrRefreshJob, NOTHING, oldestDueAt, toJob } from './job-rows.ts'
import { JobRunner } from './job-runner.ts'
import { renewLeases, takeOverPlace, type JobNews, type JobSharing } from './job-sharing.ts'

export interface SqlJobQueueOptions {
  readonly store: RelationalStore
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: EventBus
  readonly logger: Logger
  /** Where several processes run the jobs of one store. Default: this one alone. */
  readonly sharing?: JobSharing
}

/**
 * Jobs as rows of the relational store, run in this process. Where the store belongs to one process, who runs what is known in memory and
 * a row's state says only what a restart needs; where it is shared, a row also says who runs it, and for how long he is taken to live.
 */
export function createSqlJobQueue(options: SqlJobQueueOptions): JobQueue {
  const { store, clock, idSource, logger } = options
  const { db } = store
  const changes = createChangeTeller(options)
  const sharing = options.sharing ?? null
  const runner = new JobRunner({ db, clock, logger, sharing, onChange: () => changes.tell() })
  let started = false
  let stopListening: (() => Promise<void>) | null = null

  function onTold(what: JobNews): void {
    if (what !== 'cancelled') runner.wake()
    if (what === 'cancelled' || what === 'missed') runner.keepLeases()
    changes.tell()
  }

  async function joinOthers(shared: JobSharing): Promise<void> {
    await takeOverPlace({ db, clock, logger, sharing: shared })
    await renewLeases({ db, clock, logger, sharing: shared })
    stopListening = await shared.listen(onTold)
  }

  return {
    async enqueue(transaction, job) {
      changes.tell()
      await sharing?.tell(transaction, 'queued')
      return await insertOrRefreshJob(transaction, job, { id: idSource.next('job'), now: clock.now() })
    },
    handle: (kind, handler, { concurrency }) => runner.handle(kind, handler, concurrency),
    async start() {
      if (started) return
      started = true
      if (sharing === null) await recoverJobs(db, { clock, logger })
      else await joinOthers(sharing)
      runner.start()
    },
    wake: () => runner.wake(),
    async get(jobId) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', jobId).executeTakeFirst()
      return row === undefined ? null : toJob(row)
    },
    async list(filter) {
      let query = db.selectFrom('jobs').selectAll()
      if (filter.state !== undefined) query = query.where('state', '=', filter.state)
      if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId)
      if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
      const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
      return rows.map((row) => toJob(row))
    },
    counts: async (kind) => await countJobs(db, kind),
    async longestWaitMs() {
      const dueAt = await oldestDueAt(db)
      return dueAt === null ? 0 : Math.max(0, clock.now() - dueAt)
    },
    async cancel(jobId) {
      const cancelled = await cancelRow(db, jobId, clock.now())
      runner.abort(jobId, 'cancelled')
      changes.tell()
      await sharing?.tell(db, 'cancelled')
      return cancelled
    },
    idle: async () => await changes.idle(),
    async stop({ graceMs }) {
      await stopListening?.()
      await runner.stop(graceMs)
      changes.stop()
    },
  }
}

async function cancelRow(db: Database, jobId: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('jobs')
    .set({ state: 'cancelled', updated_at: now, payload_json: NOTHING })
    .where('id', '=', jobId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** How soon counts are told again, in ms. */
const EVENT_INTERVAL_MS = 200

/** Tells listeners of new counts, many changes in one event, and those who wait that nothing is left to do. */
function createChangeTeller({ store, eventBus, logger }: SqlJobQueueOptions): {
  tell(): void
  idle(): Promise<void>
  stop(): void
} {
  let timer: NodeJS.Timeout | undefined
  let waiters: (() => void)[] = []

  async function tellIdle(): Promise<void> {
    if (waiters.length === 0) return
    if (await hasUnfinishedJobs(store.db)) return
    const told = waiters
    waiters = []
    for (const resolve of told) resolve()
  }

  const tried = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action()
    } catch (error) {
      logger.warn('counting jobs failed', { error: String(error) })
    }
  }

  async function publishCounts(): Promise<void> {
    timer = undefined
    eventBus.publish({ type: 'queue-changed', counts: await countJobs(store.db) })
  }

  return {
    tell() {
      timer ??= setTimeout(() => void tried(publishCounts), EVENT_INTERVAL_MS)
      timer.unref()
      void tried(tellIdle)
    },
    async idle() {
      await new Promise<void>((resolve) => {
        waiters.push(resolve)
        void tried(tellIdle)
      })
    },
    stop() {
      clearTimeout(timer)
    },
  }
}
