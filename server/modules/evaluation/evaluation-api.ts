import type { ChatEvaluationsApi } from './chat/chat-evaluations.ts'
import type { SuitesApi } from './gate/suites.ts'
import type { LabelSetsApi } from './retrieval/labels/label-sets-api.ts'
import type { RetrievalLabApi } from './retrieval/retrieval-lab.ts'
import type { RunsApi } from './runs/runs-api.ts'

/** The lab: what is compared, on which questions, and what came of it. */
export interface EvaluationApi {
  readonly runs: Omit<RunsApi, 'start' | 'setConfig'>
  readonly chat: Omit<ChatEvaluationsApi, 'start' | 'stop'>
  readonly labels: LabelSetsApi
  readonly retrieval: RetrievalLabApi
  readonly suites: SuitesApi
  /** Goes on with what was interrupted. */
  start(): Promise<void>
  stop(): Promise<void>
}
