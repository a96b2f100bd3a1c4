import type { Job, JobCounts } from '@learnpath/contracts'
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { DatabaseSchema, JobsTable } from '../../ports/database-schema.ts'
import type { NewJob } from '../../ports/job-queue.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'

export type JobRow = Selectable<JobsTable>

/** Finished jobs of each state that stay to be looked at. */
const KEPT_FINISHED_JOBS = 500
const NO_ERROR = { error_code: null, error_message: null }

const iso = (ms: number): string => new Date(ms).toISOString()

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    state: row.state,
    attempts: row.attempts,
    errorCode: row.error_code,
    errorMessage: row.error_message,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
    runAfter: iso(row.run_after),
  }
}

/** Payload of a job that has ended. */
export const NOTHING = '{}'

/** The waiting job of the same kind and key gets the new payload and is due at once; there is none: a new one. */
export async function insertOrRefreshJob(
  transaction: DatabaseTransaction,
  job: NewJob,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<string> {
  const payload = JSON.stringify(job.payload)
  const waiting = await transaction
    .updateTable('jobs')
    .set({ payload_json: payload, attempts: 0, run_after: now, updated_at: now, ...NO_ERROR })
    .where('kind', '=', job.kind)
    .where('dedupe_key', '=', job.dedupeKey)
    .where('state', '=', 'queued')
    .returning('id')
    .executeTakeFirst()
  if (waiting !== undefined) return waiting.id
  await transaction
    .insertInto('jobs')
    .values({
      id,
      kind: job.kind,
      subject_id: job.subjectId,
      dedupe_key: job.dedupeKey,
      payload_json: payload,
      state: 'queued',
      attempts: 0,
      max_attempts: job.maxAttempts ?? 3,
      priority: job.priority ?? 0,
      run_after: now,
      created_at: now,
      updated_at: now,
      worker_id: null,
      lease_until: null,
      ...NO_ERROR,
    })
    .execute()
  return id
}

/** A kind of which another job may run. */
export interface FreeKind {
  readonly kind: string
  /** Keys that are being worked on: two jobs of one key never run at a time. */
  readonly busyKeys: readonly string[]
}

export interface Claim {
  readonly kinds: readonly FreeKind[]
  readonly now: number
  /** A job waits no longer than this, whatever was written while the clock was ahead. */
  readonly longestWaitMs: number
  /** Who takes it and until when, where several processes take jobs; null where this one is alone. */
  readonly lease: { readonly workerId: string; readonly until: number } | null
}

/** Takes the next due job of any of the kinds, in one statement. Untried jobs go before those that failed or were running when a process died. */
export async function claimJob(db: Database, claim: Claim): Promise<JobRow | undefined> {
  return await db
    .updateTable('jobs')
    .set((value) => ({
      state: 'running',
      attempts: value('attempts', '+', 1),
      updated_at: claim.now,
      worker_id: claim.lease?.workerId ?? null,
      lease_until: claim.lease?.until ?? null,
    }))
    .where('id', '=', (query) => {
      let next = query
        .selectFrom('jobs as waiting')
        .select('waiting.id')
        .where('waiting.state', '=', 'queued')
        .where((where) => where.or(claim.kinds.map((free) => isFree(where, free))))
        .where((where) =>
          where.or([
            where('waiting.run_after', '<=', claim.now),
            where('waiting.run_after', '>', claim.now + claim.longestWaitMs),
          ]),
        )
      if (claim.lease !== null) next = next.where(notRunningElsewhere).forUpdate().skipLocked()
      return next
        .orderBy('waiting.priority', 'desc')
        .orderBy('waiting.attempts')
        .orderBy('waiting.created_at')
        .orderBy('waiting.id')
        .limit(1)
    })
    .returningAll()
    .executeTakeFirst()
}

type Waiting = ExpressionBuilder<DatabaseSchema & { waiting: JobsTable }, 'waiting'>

function isFree(where: Waiting, { kind, busyKeys }: FreeKind) {
  const isOfKind = where('waiting.kind', '=', kind)
  return busyKeys.length === 0 ? isOfKind : isOfKind.and(where('waiting.dedupe_key', 'not in', busyKeys))
}

/** Two jobs of one key never run at a time, whoever runs them. */
function notRunningElsewhere(where: Waiting) {
  return where.not(
    where.exists(
      where
        .selectFrom('jobs as other')
        .select('other.id')
        .where('other.state', '=', 'running')
        .whereRef('other.kind', '=', 'waiting.kind')
        .whereRef('other.dedupe_key', '=', 'waiting.dedupe_key'),
    ),
  )
}

/** When the waiting job that has been due the longest became due; null when none waits. */
export async function oldestDueAt(db: Database): Promise<number | null> {
  const row = await db
    .selectFrom('jobs')
    .select((select) => select.fn.min('run_after').as('due'))
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row?.due ?? null
}

/** When the next waiting job of these kinds is due; null when none waits. */
export async function nextDueAt(db: Database, kinds: readonly string[]): Promise<number | null> {
  if (kinds.length === 0) return null
  const row = await db
    .selectFrom('jobs')
    .select((select) => select.fn.min('run_after').as('due'))
    .where('state', '=', 'queued')
    .where('kind', 'in', kinds)
    .executeTakeFirst()
  return row?.due ?? null
}

export async function countJobs(db: Database, kind?: string): Promise<JobCounts> {
  const counts: JobCounts = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 }
  let query = db.selectFrom('jobs').select(['state', (select) => select.fn.countAll<number>().as('count')])
  if (kind !== undefined) query = query.where('kind', '=', kind)
  const rows = await query.groupBy('state').execute()
  for (const row of rows) counts[row.state] = row.count
  return counts
}

export async function hasUnfinishedJobs(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('state', 'in', ['queued', 'running'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export type Ending =
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly code: Job['errorCode']; readonly message: string }
  | {
      readonly state: 'queued'
      readonly runAfter: number
      readonly attempts: number
      readonly code: Job['errorCode']
      readonly message: string | null
    }

/**
 * Writes how a running job ended. Nothing happens when it was cancelled or deleted meanwhile. A job that is to run again gives
 * way to a newer one of its key that waits already.
 */
export async function endJob(
  db: Database,
  job: Pick<JobRow, 'id' | 'kind' | 'dedupe_key' | 'worker_id'>,
  ending: Ending,
  now: number,
): Promise<void> {
  const write = async (on: Database | DatabaseTransaction, state: JobRow['state']): Promise<void> => {
    await on
      .updateTable('jobs')
      .set({
        state,
        updated_at: now,
        error_code: ending.state === 'done' ? null : ending.code,
        error_message: ending.state === 'done' ? null : ending.message,
        // What an ended job was given is of no use, and may be a secret.
        ...(state !== 'queued' && { payload_json: NOTHING }),
        ...(ending.state === 'queued' ? { run_after: ending.runAfter, attempts: ending.attempts } : {}),
      })
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      // Not when it was taken for dead and the job given to another.
      .where('worker_id', job.worker_id === null ? 'is' : '=', job.worker_id)
      .execute()
  }
  if (ending.state !== 'queued') await write(db, ending.state)
  else {
    await db.transaction().execute(async (transaction) => {
      await write(transaction, (await waits(transaction, job)) ? 'cancelled' : 'queued')
    })
  }
}

/** Deletes all but the newest finished jobs. */
export async function pruneJobs(db: Database): Promise<void> {
  for (const state of ['done', 'failed', 'cancelled'] as const) {
    await db
      .deleteFrom('jobs')
      .where('state', '=', state)
      .where('id', 'not in', (query) =>
        query
          .selectFrom('jobs as kept')
          .select('kept.id')
          .where('kept.state', '=', state)
          .orderBy('kept.updated_at', 'desc')
          .orderBy('kept.id')
          .limit(KEPT_FINISHED_JOBS),
      )
      .execute()
  }
}

async function waits(transaction: DatabaseTransaction, job: Pick<JobRow, 'kind' | 'dedupe_key'>): Promise<boolean> {
  const row = await transaction
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', job.kind)
    .where('dedupe_key', '=', job.dedupe_key)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row !== undefined
}
