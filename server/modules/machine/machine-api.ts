import type { Machine } from '@learnpath/contracts'
import type { Metrics } from '../../ports/metrics.ts'

/** How the machine does: figures of now and a short memory of the last hour. */
export interface MachineApi {
  /** The metrics that it was made with; what is told to these is counted for its figures as well. */
  readonly metrics: Metrics
  read(): Promise<Machine>
  /** Begins to remember. */
  start(): void
  stop(): void
}
