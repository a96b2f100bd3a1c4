import type { LabelSetsApi } from './retrieval/labels/label-sets-api.ts'
import type { RunsApi } from './runs/runs-api.ts'

/** The lab: what is compared, on which questions, and what came of it. */
export interface EvaluationApi {
  readonly runs: Omit<RunsApi, 'start'>
  readonly labels: LabelSetsApi
  /** Goes on with what was interrupted. */
  start(): Promise<void>
}
