import { outsideScopes } from '../../kernel/access/access-scope.ts'
import type { Clock } from '../../ports/clock.ts'
import type { JobHandler, JobResult, RunningJob } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database } from '../../ports/relational-store.ts'
import { LONGEST_WAIT_MS, backoffMs } from './job-backoff.ts'
import { renewLeases, type JobSharing } from './job-sharing.ts'
import { claimJob, endJob, nextDueAt, pruneJobs } from './job-rows.ts'
import type { Ending, FreeKind, JobRow } from './job-rows.ts'

interface HandledKind {
  readonly handler: JobHandler
  readonly concurrency: number
  readonly running: Map<string, { readonly job: JobRow; readonly controller: AbortController }>
}

export interface JobRunnerOptions {
  readonly db: Database
  readonly clock: Clock
  readonly logger: Logger
  /** Called when a job has begun or ended. */
  readonly onChange: () => void
  /** Null: this process alone runs the store's jobs. */
  readonly sharing: JobSharing | null
}

/** How soon a write that failed (a full disk) is tried again, in ms. */
const TROUBLE_WAIT_MS = 2000
/** A handler that does not heed its signal is left behind after this time, in ms. */
const ABORT_PATIENCE_MS = 5000
const ENDINGS_PER_PRUNE = 200
/** Two may be lost on the way. */
const RENEWALS_PER_LEASE = 3

/** Takes due jobs, as many of each kind as may run at a time, and writes how they ended. */
export class JobRunner {
  readonly #options: JobRunnerOptions
  readonly #kinds = new Map<string, HandledKind>()
  readonly #work = new Set<Promise<void>>()
  #taking = false
  #takeAgain = false
  #started = false
  #stopping = false
  #dueTimer: NodeJS.Timeout | undefined
  #leaseTimer: NodeJS.Timeout | undefined
  #keeping: Promise<void> | null = null
  #keepAgain = false
  #endings = 0

  constructor(options: JobRunnerOptions) {
    this.#options = options
  }

  handle(kind: string, handler: JobHandler, concurrency: number): void {
    this.#kinds.set(kind, { handler, concurrency, running: new Map() })
  }

  start(): void {
    this.#started = true
    const { sharing } = this.#options
    if (sharing !== null) {
      this.#leaseTimer = setInterval(() => this.keepLeases(), sharing.leaseMs / RENEWALS_PER_LEASE)
      this.#leaseTimer.unref()
    }
    this.wake()
  }

  /** Renews what is held, gives up what was taken away, and looks for what the dead left. */
  keepLeases(): void {
    const { sharing, logger } = this.#options
    if (sharing === null || this.#stopping) return
    this.#keepAgain = true
    this.#keeping ??= outsideScopes(async () => await this.#keepWhileAsked(sharing))
      .catch((error: unknown) => logger.error('renewing leases of jobs failed', { error: String(error) }))
      .finally(() => {
        this.#keeping = null
      })
  }

  async #keepWhileAsked(sharing: JobSharing): Promise<void> {
    while (this.#keepAgain && !this.#stopping) {
      this.#keepAgain = false
      const held = [...this.#kinds.values()].flatMap(({ running }) => [...running.values()])
      const kept = await renewLeases({ ...this.#options, sharing })
      for (const { job, controller } of held) if (!kept.has(job.id)) controller.abort('cancelled')
      this.wake()
    }
  }

  /** Looks for due jobs now, or once more when it is looking already. */
  wake(): void {
    if (!this.#started || this.#stopping) return
    this.#takeAgain = true
    // A job is done for nobody but the program, whoever happened to add it.
    if (!this.#taking) void outsideScopes(async () => await this.#take())
  }

  abort(jobId: string, reason: 'cancelled'): void {
    for (const { running } of this.#kinds.values()) running.get(jobId)?.controller.abort(reason)
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#dueTimer)
    clearInterval(this.#leaseTimer)
    await this.#keeping
    await settledWithin(this.#work, graceMs)
    for (const { running } of this.#kinds.values()) {
      for (const { controller } of running.values()) controller.abort('shutdown')
    }
    await settledWithin(this.#work, ABORT_PATIENCE_MS)
  }

  /** Never throws: what goes wrong is logged and tried again. */
  async #take(): Promise<void> {
    this.#taking = true
    try {
      while (this.#takeAgain && !this.#stopping) {
        this.#takeAgain = false
        clearTimeout(this.#dueTimer)
        await this.#fill()
        await this.#sleepUntilDue()
      }
    } catch (error) {
      this.#options.logger.error('taking jobs failed', { error: String(error) })
      this.#wakeIn(TROUBLE_WAIT_MS)
    } finally {
      this.#taking = false
    }
  }

  #free(): FreeKind[] {
    return [...this.#kinds]
      .filter(([, { running, concurrency }]) => running.size < concurrency)
      .map(([kind, { running }]) => ({ kind, busyKeys: [...running.values()].map(({ job }) => job.dedupe_key) }))
  }

  async #fill(): Promise<void> {
    const { sharing, clock } = this.#options
    for (let kinds = this.#free(); kinds.length > 0 && !this.#stopping; kinds = this.#free()) {
      const job = await claimJob(this.#options.db, {
        kinds,
        now: clock.now(),
        longestWaitMs: LONGEST_WAIT_MS,
        lease: sharing === null ? null : { workerId: sharing.workerId, until: clock.now() + sharing.leaseMs },
      })
      const handled = job === undefined ? undefined : this.#kinds.get(job.kind)
      if (job === undefined || handled === undefined) return
      this.#begin(handled, job)
    }
  }

  async #sleepUntilDue(): Promise<void> {
    const free = this.#free().map(({ kind }) => kind)
    const due = await nextDueAt(this.#options.db, free)
    const waitMs = due === null ? 0 : Math.min(due - this.#options.clock.now(), LONGEST_WAIT_MS)
    // What is due already waits for the running job of its key, whose end wakes us.
    if (waitMs > 0) this.#wakeIn(waitMs)
  }

  #wakeIn(delayMs: number): void {
    clearTimeout(this.#dueTimer)
    if (!this.#stopping) this.#dueTimer = setTimeout(() => this.wake(), delayMs)
  }

  #begin(handled: HandledKind, job: JobRow): void {
    const controller = new AbortController()
    handled.running.set(job.id, { job, controller })
    this.#options.onChange()
    const running = this.#run(handled, job, controller).finally(() => {
      handled.running.delete(job.id)
      this.#work.delete(running)
      this.#options.onChange()
      this.wake()
    })
    this.#work.add(running)
  }

  async #run(handled: HandledKind, job: JobRow, controller: AbortController): Promise<void> {
    const { db, clock, sharing } = this.#options
    const result = await this.#resultOf(handled.handler, job, controller.signal)
    const ending = endingOf(job, result, { now: clock.now(), stopped: controller.signal.reason === 'shutdown' })
    await this.#write(async () => await endJob(db, job, ending, clock.now()))
    // Others may wait for its key, or for the end of all.
    await this.#write(async () => await sharing?.tell(db, 'ended'))
    this.#endings += 1
    if (this.#endings % ENDINGS_PER_PRUNE === 0) await this.#write(async () => await pruneJobs(db))
  }

  async #resultOf(handler: JobHandler, job: JobRow, signal: AbortSignal): Promise<JobResult> {
    try {
      return await handler(toRunningJob(job), signal)
    } catch (error) {
      this.#options.logger.error('a job failed unexpectedly', { jobId: job.id, kind: job.kind, error: String(error) })
      return { kind: 'retry', code: 'LP_INTERNAL', message: String(error) }
    }
  }

  /** Until it succeeds, or until the queue stops: the row then still says running, and the next start puts the job back. */
  async #write(action: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await action()
        return
      } catch (error) {
        this.#options.logger.error('writing the state of a job failed', { error: String(error) })
        if (this.#stopping) return
        await new Promise<void>((resolve) => {
          setTimeout(resolve, TROUBLE_WAIT_MS).unref()
        })
      }
    }
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
