import type { ProgressEvent } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'

type ModelProgressEvent = Extract<ProgressEvent, { type: 'model-progress' }>
export type ModelStage = ModelProgressEvent['stage']

/** Tells how far the work on one model is. */
export interface ModelProgress {
  /** At most five times a second, but every new stage and detail. */
  tell(stage: ModelStage, detail: string, done?: number, total?: number): void
}

const INTERVAL_MS = 200

export function createModelProgress(
  { eventBus, clock }: { readonly eventBus: EventBus; readonly clock: Clock },
  subject: { readonly model: string; readonly jobId: string | null },
): ModelProgress {
  let toldAt = -Infinity
  let toldOf = ''
  return {
    tell(stage, detail, done = 0, total = 0) {
      const now = clock.monotonicMs()
      const of = `${stage} ${detail}`
      if (of === toldOf && now - toldAt < INTERVAL_MS) return
      toldAt = now
      toldOf = of
      eventBus.publish({ type: 'model-progress', ...subject, stage, detail, done, total })
    },
  }
}
