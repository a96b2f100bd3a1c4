import type { Clock } from '../../ports/clock.ts'
import type { Metrics } from '../../ports/metrics.ts'

export type SearchStage = 'keyword' | 'embed' | 'vector' | 'fuse' | 'load' | 'rerank'

/** How long each stage of one search took. */
export interface StageTimes {
  measure<Value>(stage: SearchStage, work: () => Promise<Value> | Value): Promise<Value>
  /** Milliseconds. */
  readonly taken: Readonly<Record<string, number>>
}

export function createStageTimes(clock: Clock, metrics: Pick<Metrics, 'searchStageEnded'>): StageTimes {
  const taken: Record<string, number> = {}
  return {
    taken,
    async measure(stage, work) {
      const startedAt = clock.monotonicMs()
      try {
        return await work()
      } finally {
        const milliseconds = clock.monotonicMs() - startedAt
        taken[stage] = (taken[stage] ?? 0) + milliseconds
        metrics.searchStageEnded(stage, milliseconds / 1000)
      }
    },
  }
}
