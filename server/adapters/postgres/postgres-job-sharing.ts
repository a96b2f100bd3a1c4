import { sql } from 'kysely'
import pg from 'pg'
import type { Logger } from '../../ports/logger.ts'
import { createLastingClient, type SignsOfLife } from './lasting-client.ts'
import type { JobNews, JobSharing } from '../sql/job-sharing.ts'

export interface PostgresJobSharingOptions {
  readonly url: string
  /** See `JobSharing.place`; without a slash. */
  readonly place: string
  /** Of this process at its place. */
  readonly run: string
  readonly logger: Logger
  /** Default 60 s. */
  readonly leaseMs?: number
  /** Default `public`; processes with the same one hear each other. */
  readonly schema?: string
  readonly signs?: SignsOfLife
}

const LEASE_MS = 60_000

/**
 * Processes tell each other of jobs by NOTIFY. What is lost while the database is away is found as soon as it is heard again, and at the latest by
 * the renewal of leases, which looks for due jobs as well.
 */
export function createPostgresJobSharing(options: PostgresJobSharingOptions): JobSharing {
  const { url, place, logger, signs, leaseMs = LEASE_MS, schema = 'public' } = options
  const workerId = `${place}/${options.run}`
  const channel = `learnpath_jobs_${schema}`
  return {
    workerId,
    place,
    leaseMs,
    async tell(db, what) {
      await sql`select pg_notify(${channel}, ${`${what} ${workerId}`})`.execute(db)
    },
    async listen(listener) {
      let isTold = false
      const connection = createLastingClient({
        url,
        applicationName: 'learnpath-jobs',
        onAway(reason) {
          logger[isTold ? 'debug' : 'warn']('hearing of jobs was interrupted', { reason })
          isTold = true
        },
        async onConnected(client) {
          client.on('notification', ({ payload = '' }) => {
            const [what = '', teller] = payload.split(' ')
            if (teller !== workerId && isNews(what)) listener(what)
          })
          await client.query(`listen ${pg.escapeIdentifier(channel)}`)
          isTold = false
          listener('missed')
        },
        ...(signs !== undefined && { signs }),
      })
      await connection.tried
      return async () => await connection.close()
    },
  }
}

const NEWS: ReadonlySet<string> = new Set<JobNews>(['queued', 'cancelled', 'ended', 'missed'])
const isNews = (what: string): what is JobNews => NEWS.has(what)
