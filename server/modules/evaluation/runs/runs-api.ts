import type { EvaluationKind, EvaluationList, EvaluationSummary, ListEvaluationsQuery } from '@learnpath/contracts'
import type { StoredRun } from './run-rows.ts'

/** Evaluations of every kind: work in the background that a crash or a stop only interrupts. */
export interface RunsApi {
  create(run: {
    readonly kind: EvaluationKind
    readonly title: string
    readonly config: unknown
  }): Promise<EvaluationSummary>
  list(query: ListEvaluationsQuery): Promise<EvaluationList>
  /** @throws LP_EVALUATION_NOT_FOUND, as all that follow */
  get(id: string): Promise<EvaluationSummary>
  stored(id: string): Promise<StoredRun>
  results(id: string): Promise<ReadonlyMap<string, unknown>>
  /** Of what may change later, such as points of a person. */
  setConfig(id: string, config: unknown): Promise<void>
  /** One that has ended stays as it is. */
  cancel(id: string): Promise<EvaluationSummary>
  /** @throws LP_EVALUATION_STATE when it is under way or complete */
  resume(id: string): Promise<EvaluationSummary>
  /** One that is under way is ended first. */
  delete(id: string): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}
