import type { EvaluationKind } from '@learnpath/contracts'
import type { StoredRun } from './run-rows.ts'

/** What is kept of a run between its start and its end. */
export interface RunWork {
  readonly run: StoredRun
  readonly signal: AbortSignal
  /** Undefined for a piece of work that is not done yet. */
  result(key: string): Promise<unknown>
  putResult(key: string, result: unknown): Promise<void>
  results(): Promise<ReadonlyMap<string, unknown>>
  /** Pieces of work done and in all; whoever watches hears of it. */
  tell(done: number, total: number): void
}

/** What one kind of evaluation does. */
export interface RunKind {
  readonly kind: EvaluationKind
  /** Does what is not done yet. @returns the report that is kept with the run */
  work(work: RunWork): Promise<unknown>
  /** What a list shows of it. */
  describe(run: StoredRun): { readonly questionSet: string; readonly subjects: readonly string[] }
  /** The run has ended for good or was deleted: what it kept elsewhere can go. */
  discard?(runId: string): Promise<void>
}
