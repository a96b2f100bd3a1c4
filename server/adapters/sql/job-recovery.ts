import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database } from '../../ports/relational-store.ts'
import { endJob, type JobRow } from './job-rows.ts'

/** A job that was running at this many deaths of the process is suspected, and waits, so that the process gets to do other work. */
const DEATHS_TO_SUSPECT = 3
/** A job that was running at this many deaths is taken for the cause and given up. */
const DEATHS_TO_GIVE_UP = 6
const FIRST_WAIT_MS = 5000

/**
 * Puts back what a process that died was running. To be called before anything runs. A suspect waits 5, 10, 20 seconds: somebody who
 * kills the process again and again, soon after its start, does not get innocent jobs given up.
 */
export async function recoverJobs(
  db: Database,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<void> {
  const interrupted = await db.selectFrom('jobs').selectAll().where('state', '=', 'running').execute()
  for (const job of interrupted) await putBack(db, job, { clock, logger })
}

/** A job whose process died is queued again, or given up. */
export async function putBack(
  db: Database,
  job: JobRow,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<void> {
  const message = `the process ended while the job was running (attempt ${job.attempts})`
  const fatal = job.attempts >= DEATHS_TO_GIVE_UP
  const suspicion = job.attempts - DEATHS_TO_SUSPECT
  const waitMs = suspicion < 0 ? 0 : FIRST_WAIT_MS * 2 ** suspicion
  logger.warn('found a job that was interrupted', { jobId: job.id, attempts: job.attempts, givenUp: fatal })
  await endJob(
    db,
    job,
    fatal
      ? { state: 'failed', code: 'LP_PARSE_CRASHED', message }
      : { state: 'queued', runAfter: clock.now() + waitMs, attempts: job.attempts, code: null, message },
    clock.now(),
  )
}
