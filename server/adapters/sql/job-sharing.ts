import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import { putBack } from './job-recovery.ts'

/** How several processes work on the jobs of one store: each holds what it runs for a while, and renews that as long as it lives. */
export interface JobSharing {
  /** Of this process; never used again. Begins with the place. */
  readonly workerId: string
  /** Where one process at a time runs: a machine's data folder. Who ran there before is dead. */
  readonly place: string
  /** Who has not renewed for so long is taken for dead. Clocks of the machines differ by much less. */
  readonly leaseMs: number
  /** Tells the other processes, when the transaction commits. */
  tell(db: Database | DatabaseTransaction, what: JobNews): Promise<void>
  /** Calls the listener with what another process told. @returns a function that ends it. */
  listen(listener: (what: JobNews) => void): Promise<() => Promise<void>>
}

/** `missed`: something may have been told that was not heard. */
export type JobNews = 'queued' | 'cancelled' | 'ended' | 'missed'

interface Keeping {
  readonly db: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly sharing: JobSharing
}

/**
 * Renews the leases of this worker, and puts back what the dead ran.
 * @returns ids of this worker's jobs that are still its own to run; the others were cancelled, or given to somebody else
 */
export async function renewLeases({ db, clock, logger, sharing }: Keeping): Promise<ReadonlySet<string>> {
  const now = clock.now()
  const kept = await db
    .updateTable('jobs')
    .set({ lease_until: now + sharing.leaseMs })
    .where('worker_id', '=', sharing.workerId)
    .where('state', '=', 'running')
    .returning('id')
    .execute()
  const expired = await db
    .selectFrom('jobs')
    .selectAll()
    .where('state', '=', 'running')
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<', now)]))
    .execute()
  for (const job of expired) await putBack(db, job, { clock, logger })
  return new Set(kept.map(({ id }) => id))
}

/** Puts back what an earlier process of this place ran, without waiting for the end of its lease. To be called before anything runs. */
export async function takeOverPlace({ db, clock, logger, sharing }: Keeping): Promise<void> {
  const running = await db.selectFrom('jobs').selectAll().where('state', '=', 'running').execute()
  for (const job of running) {
    if (job.worker_id?.startsWith(`${sharing.place}/`) === true) await putBack(db, job, { clock, logger })
  }
}
