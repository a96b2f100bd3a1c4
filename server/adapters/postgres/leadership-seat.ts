import type { LedWork } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'

/** One work in this process: brings what runs in step with whether this process is to do it. */
export interface LeadershipSeat {
  readonly name: string
  /** Whether this process holds the lock. */
  readonly isHeld: boolean
  take(): Promise<void>
  lose(): Promise<void>
}

/** `onFailed`: it could not be begun; another process may be able to. */
export function createLeadershipSeat(work: LedWork, logger: Logger, onFailed: () => void): LeadershipSeat {
  let isHeld = false
  let runs = false
  let changing: Promise<void> | null = null

  async function change(): Promise<void> {
    while (runs !== isHeld) {
      runs = isHeld
      try {
        if (runs) await work.start()
        else await work.stop()
      } catch (error) {
        const failed = isHeld
        logger.error(failed ? 'taking over work failed' : 'giving up work failed', {
          work: work.name,
          error: String(error),
        })
        if (failed) {
          isHeld = false
          onFailed()
        }
      }
    }
    changing = null
  }

  return {
    name: work.name,
    get isHeld() {
      return isHeld
    },
    async take() {
      isHeld = true
      await (changing ??= change())
    },
    async lose() {
      isHeld = false
      await (changing ??= change())
    },
  }
}
