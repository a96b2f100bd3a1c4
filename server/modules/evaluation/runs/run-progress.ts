import type { Clock } from '../../../ports/clock.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { RunRows } from './run-rows.ts'

interface Progress {
  readonly done: number
  readonly total: number
}

/** How far evaluations are, while they run and after. */
export interface RunProgress {
  of(id: string): Promise<Progress>
  /** Told on at most every half second. */
  tell(id: string, progress: Progress): void
  /** Keeps how far it is. */
  keep(id: string): Promise<void>
  /** Tells that its state is another. */
  changed(id: string): Promise<void>
  forget(id: string): void
}

interface ProgressDependencies {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly eventBus: Pick<EventBus, 'publish'>
  readonly logger: Logger
}

/** Key among the results. */
export const PROGRESS = 'progress'
const SHORTEST_INTERVAL_MS = 500
const NONE: Progress = { done: 0, total: 0 }

export function createRunProgress({ clock, eventBus, logger }: ProgressDependencies, rows: RunRows): RunProgress {
  const live = new Map<string, Progress>()
  let toldAt = -Infinity

  async function changed(id: string): Promise<void> {
    const run = await rows.find(id)
    if (run === null) return
    const { kind, state } = run
    eventBus.publish({ type: 'evaluation-changed', runId: id, kind, state, ...(await of(id)) })
  }

  async function of(id: string): Promise<Progress> {
    return live.get(id) ?? ((await rows.result(id, PROGRESS)) as Progress | undefined) ?? NONE
  }

  return {
    of,
    tell(id, progress) {
      live.set(id, progress)
      if (clock.monotonicMs() - toldAt < SHORTEST_INTERVAL_MS) return
      toldAt = clock.monotonicMs()
      changed(id).catch((cause: unknown) => {
        logger.warn('telling of the progress of an evaluation failed', { run: id, error: String(cause) })
      })
    },
    async keep(id) {
      const progress = live.get(id)
      if (progress !== undefined && (await rows.find(id)) !== null) await rows.putResult(id, PROGRESS, progress)
    },
    changed,
    forget(id) {
      live.delete(id)
    },
  }
}
