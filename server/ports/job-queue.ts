import type { Job, JobCounts, JobState } from '@learnpath/contracts'
import type { DatabaseTransaction } from './relational-store.ts'

export interface NewJob {
  readonly kind: string
  readonly subjectId: string
  /** A second job of the same kind and key is not queued while the first waits; the waiting one is returned. */
  readonly dedupeKey: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Higher first. Default 0. */
  readonly priority?: number
  /** Default 3. */
  readonly maxAttempts?: number
}

export interface RunningJob {
  readonly id: string
  readonly kind: string
  readonly subjectId: string
  readonly payload: Readonly<Record<string, unknown>>
  /** 1 for the first attempt. */
  readonly attempt: number
  readonly lastAttempt: boolean
}

/**
 * done: finished. retry: try again after back-off, failing for good when attempts are used up (see `lastAttempt`).
 * failed: pointless to repeat. park: put back unchanged, the attempt does not count (shutdown).
 */
export type JobResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry' | 'failed'; readonly code: Job['errorCode']; readonly message: string }
  | { readonly kind: 'park' }

export type JobHandler = (job: RunningJob, signal: AbortSignal) => Promise<JobResult>

/** Durable jobs. A job is at least once; a job found running at start is put back in the queue. */
export interface JobQueue {
  /** Part of the caller's transaction, so that a row and the work on it are one. @returns the job's id. */
  enqueue(transaction: DatabaseTransaction, job: NewJob): Promise<string>
  /** Starts taking jobs. `concurrency` jobs of this kind run at a time. Call `start` once all kinds are registered. */
  handle(kind: string, handler: JobHandler, options: { readonly concurrency: number }): void
  start(): Promise<void>
  /** Looks for work now; call after the transaction of `enqueue` has committed. */
  wake(): void
  get(jobId: string): Promise<Job | null>
  list(filter: {
    readonly state?: JobState
    readonly subjectId?: string
    readonly kind?: string
    readonly limit: number
  }): Promise<Job[]>
  /** Of all kinds, or of one. */
  counts(kind?: string): Promise<JobCounts>
  /** How long the job that has been due the longest has been waiting, in ms; 0 when none is due. */
  longestWaitMs(): Promise<number>
  /** Waiting jobs never run; a running one gets its signal aborted. @returns false when it had ended already. */
  cancel(jobId: string): Promise<boolean>
  /** Resolves when nothing is queued or running (jobs in back-off count as queued). */
  idle(): Promise<void>
  /** Aborts what runs with reason 'shutdown' after `graceMs`, parks it, and takes nothing new. */
  stop(options: { readonly graceMs: number }): Promise<void>
}
