import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database } from '../../ports/relational-store.ts'
import { endJob } from './job-rows.ts'

/** A job that was running each of this many times when the process died is taken for the cause. */
const DEATHS_ALLOWED = 3

/** Puts back what a process that died was running. To be called before anything runs. */
export async function recoverJobs(
  db: Database,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<void> {
  const interrupted = await db.selectFrom('jobs').selectAll().where('state', '=', 'running').execute()
  for (const job of interrupted) {
    const message = `the process ended while the job was running (attempt ${job.attempts})`
    const fatal = job.attempts >= Math.max(DEATHS_ALLOWED, job.max_attempts)
    logger.warn('found a job that was interrupted', { jobId: job.id, attempts: job.attempts, givenUp: fatal })
    await endJob(
      db,
      job,
      fatal
        ? { state: 'failed', code: 'LP_PARSE_CRASHED', message }
        : { state: 'queued', runAfter: clock.now(), attempts: job.attempts, code: null, message },
      clock.now(),
    )
  }
}
