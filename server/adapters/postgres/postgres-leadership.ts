import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import { createLeadershipConnection } from './leadership-connection.ts'
import { createLeadershipSeat, type LeadershipSeat } from './leadership-seat.ts'

export interface PostgresLeadershipOptions {
  readonly url: string
  readonly processId: string
  readonly logger: Logger
  /** Default `public`; processes with the same one are one group. */
  readonly schema?: string
  /** How often is looked whether something has become free, and whether the connection lives; default 1 s. */
  readonly intervalMs?: number
}

const RETRY_FAILED_MS = 10_000

/** By locks of a session of the database: the server gives them free when the process ends, however it ends. */
export function createPostgresLeadership(options: PostgresLeadershipOptions): Leadership {
  const { processId, logger, intervalMs = 1000 } = options
  const seats = new Map<string, LeadershipSeat>()
  const failedUntil = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let closed = false
  const connection = createLeadershipConnection({
    ...options,
    onLost: () => {
      for (const seat of seats.values()) void seat.lose()
    },
  })

  /** @returns resolves when the work has begun, or somebody else does it */
  async function lookAt(seat: LeadershipSeat): Promise<{ readonly taken: Promise<void> }> {
    const taken = Promise.resolve()
    if (seat.isHeld || !seats.has(seat.name) || performance.now() < (failedUntil.get(seat.name) ?? 0)) return { taken }
    if (!(await connection.take(seat.name))) return { taken }
    logger.info('this process does what is done once only', { work: seat.name })
    return { taken: seat.take() }
  }

  async function look(): Promise<void> {
    try {
      await connection.check()
      for (const seat of seats.values()) await lookAt(seat)
    } catch (error) {
      logger.debug('the database that knows who leads is away', { error: String(error) })
    }
  }

  async function lookOnce(): Promise<void> {
    await (looking ??= look().finally(() => {
      looking = null
    }))
  }

  function lookOnAndOn(): void {
    if (timer !== undefined || closed) return
    timer = setInterval(() => void lookOnce(), intervalMs).unref()
  }

  function onFailed(name: string): void {
    failedUntil.set(name, performance.now() + RETRY_FAILED_MS)
    connection.giveUp(name).catch((error: unknown) => {
      logger.debug('the database that knows who leads is away', { error: String(error) })
    })
  }

  return {
    processId,
    isShared: true,
    living: async () => new Set([processId, ...(await connection.living())]),
    async lead(work) {
      const seat = createLeadershipSeat(work, logger, () => onFailed(work.name))
      seats.set(work.name, seat)
      lookOnAndOn()
      await looking
      await (
        await lookAt(seat)
      ).taken
      return async () => {
        seats.delete(work.name)
        await looking
        const wasHeld = seat.isHeld
        await seat.lose()
        if (wasHeld) await connection.giveUp(work.name)
      }
    },
    exclusively: async (name, action) => await connection.exclusively(name, action),
    async close() {
      closed = true
      clearInterval(timer)
      await looking
      await connection.close()
    },
  }
}
