import { LearnPathError } from '@learnpath/contracts'

export interface ConcurrencyLimit {
  /** @throws LP_SERVER_BUSY at once when `max` calls are running: a queue would only hide that the server is full. */
  run<T>(work: () => Promise<T>): Promise<T>
  running(): number
}

/** Counts a call until its answer is ready; an answer that streams on is bounded by its own kind. */
export function createConcurrencyLimit(max: number): ConcurrencyLimit {
  let running = 0
  return {
    running: () => running,
    async run(work) {
      if (running >= max) {
        throw new LearnPathError('LP_SERVER_BUSY', { detail: `${max} requests are running`, retryAfterSeconds: 1 })
      }
      running += 1
      try {
        return await work()
      } finally {
        running -= 1
      }
    },
  }
}
