import type { JobQueue } from '../../../ports/job-queue.ts'
import type { DatabaseTransaction } from '../../../ports/relational-store.ts'
import { EVALUATE } from './run-job.ts'
import type { RunRows } from './run-rows.ts'

/** The jobs of evaluations. */
export interface RunQueue {
  enqueue(transaction: DatabaseTransaction, id: string): Promise<void>
  end(id: string): Promise<void>
  /** One whose job was given up, as after too many deaths of the process, would seem to run for ever. */
  failAbandoned(): Promise<void>
}

/** An evaluation has one job at a time; looked at are some that have ended as well. */
const JOBS = 10

const ABANDONED = {
  code: 'LP_INTERNAL',
  message: 'The program ended again and again while this was measured',
  advice: 'Resume it; what is done is kept.',
}

export function createRunQueue(jobQueue: JobQueue, rows: RunRows): RunQueue {
  const jobsOf = async (id: string) => await jobQueue.list({ subjectId: id, kind: EVALUATE, limit: JOBS })
  return {
    async enqueue(transaction, id) {
      // What failed is looked at by a person first: it is not tried again by itself.
      await jobQueue.enqueue(transaction, { kind: EVALUATE, subjectId: id, dedupeKey: id, payload: {}, maxAttempts: 1 })
    },
    async end(id) {
      for (const job of await jobsOf(id)) await jobQueue.cancel(job.id)
    },
    async failAbandoned() {
      for (const id of await rows.underWay()) {
        const jobs = await jobsOf(id)
        if (jobs.some(({ state }) => state === 'queued' || state === 'running')) continue
        await rows.update(id, { state: 'failed', failure: ABANDONED })
      }
    },
  }
}
