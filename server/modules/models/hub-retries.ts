import { setTimeout as rest } from 'node:timers/promises'
import { LearnPathError } from '@learnpath/contracts'

/** Somebody who waits in front of a progress bar is told after about a quarter of a minute that nothing comes. */
export const DEFAULT_PAUSES_MS: readonly number[] = [500, 1500, 4000, 10_000]
/** A hub that wants longer is told of at once instead. */
const LONGEST_PAUSE_MS = 60_000

/** Counts tries that got nowhere. */
export interface Patience {
  /** Something arrived: what failed before does not count any more. */
  renew(): void
  /** Waits before the next try. @throws the failure when it is none that may pass, or there were enough tries */
  bear(failure: unknown, signal: AbortSignal): Promise<void>
}

export function createPatience(pausesMs: readonly number[]): Patience {
  let failures = 0
  return {
    renew() {
      failures = 0
    },
    async bear(failure, signal) {
      signal.throwIfAborted()
      const pauseMs = pausesMs[failures]
      if (!(failure instanceof LearnPathError) || failure.code !== 'LP_HUB_UNREACHABLE') throw failure
      const askedMs = (failure.context.retryAfterSeconds ?? 0) * 1000
      if (pauseMs === undefined || askedMs > LONGEST_PAUSE_MS) throw failure
      failures += 1
      await rest(Math.max(pauseMs, askedMs), undefined, { signal })
    },
  }
}

/** The result of the first try that succeeds. @throws LP_HUB_UNREACHABLE, or anything else at once */
export async function withPatience<Result>(
  pausesMs: readonly number[],
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const patience = createPatience(pausesMs)
  for (;;) {
    try {
      return await work()
    } catch (failure) {
      await patience.bear(failure, signal)
    }
  }
}
