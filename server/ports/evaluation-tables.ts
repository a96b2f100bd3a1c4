import type { MemberOfRow, WorkspaceOfRow } from './row-scopes.ts'

export interface EvaluationTables {
  question_sets: QuestionSetsTable
  evaluation_runs: EvaluationRunsTable
  evaluation_results: EvaluationResultsTable
  evaluation_ratings: EvaluationRatingsTable
}

/** Questions with what is expected of them: for chat models, or with labelled passages for retrieval. */
export interface QuestionSetsTable {
  id: string
  workspace_id: WorkspaceOfRow
  kind: 'chat' | 'retrieval'
  name: string
  language: string
  content_json: string
  created_at: number
  changed_at: number
}

export interface EvaluationRunsTable {
  id: string
  workspace_id: WorkspaceOfRow
  /** Who started it: it measures what he may see. */
  member_id: MemberOfRow
  kind: 'chat' | 'retrieval'
  title: string
  state: 'queued' | 'running' | 'complete' | 'failed' | 'cancelled'
  config_json: string
  /** Null until it is complete. */
  report_json: string | null
  failure_json: string | null
  created_at: number
  changed_at: number
}

/** One piece of a run's work that is done: a run that was interrupted goes on after it. */
export interface EvaluationResultsTable {
  run_id: string
  key: string
  result_json: string
  created_at: number
}

/** What a person said about one answer, or about two. */
export interface EvaluationRatingsTable {
  id: string
  run_id: string
  /** The pair or the answer that was rated. */
  key: string
  rater: string
  rating_json: string
  created_at: number
}
