import { sql } from 'kysely'
import pg from 'pg'
import type { Logger } from '../../ports/logger.ts'
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
}

const LEASE_MS = 60_000
const RECONNECT_MS = 2000

/** Processes tell each other of jobs by NOTIFY. What is lost while the database is away is found by the renewal of leases. */
export function createPostgresJobSharing(options: PostgresJobSharingOptions): JobSharing {
  const { url, place, logger, leaseMs = LEASE_MS, schema = 'public' } = options
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
      let client: pg.Client | null = null
      let timer: NodeJS.Timeout | undefined
      let ended = false

      async function connect(): Promise<void> {
        const fresh = new pg.Client({ connectionString: url, application_name: 'learnpath-jobs' })
        fresh.on('notification', ({ payload = '' }) => {
          const [what = '', teller] = payload.split(' ')
          if (teller !== workerId && isNews(what)) listener(what)
        })
        fresh.on('error', ({ message }) => logger.warn('hearing of jobs was interrupted', { message }))
        fresh.on('end', () => {
          client = null
          reconnectSoon()
        })
        await fresh.connect()
        await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
        client = fresh
        listener('missed')
      }

      function reconnectSoon(): void {
        if (ended) return
        clearTimeout(timer)
        timer = setTimeout(() => {
          connect().catch((error: unknown) => {
            logger.debug('the database is still away', { error: String(error) })
            reconnectSoon()
          })
        }, RECONNECT_MS)
        timer.unref()
      }

      await connect()
      return async () => {
        ended = true
        clearTimeout(timer)
        await client?.end()
      }
    },
  }
}

const NEWS: ReadonlySet<string> = new Set<JobNews>(['queued', 'cancelled', 'ended', 'missed'])
const isNews = (what: string): what is JobNews => NEWS.has(what)
