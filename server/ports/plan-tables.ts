import type { MemberOfRow } from './row-scopes.ts'

/** Rows of plans; part of `DatabaseSchema`. */
export interface PlanTables {
  plans: PlansTable
  plan_days: PlanDaysTable
  plan_module_names: PlanModuleNamesTable
}

/** What a language model called a module, in words of one version of a document. */
export interface PlanModuleNamesTable {
  plan_id: string
  module_id: string
  /** The name goes with it. */
  document_id: string
  version_hash: string
  title: string | null
  summary: string | null
  model: string
}

export interface PlansTable {
  id: string
  member_id: MemberOfRow
  /** The plan goes with its collection. */
  collection_id: string
  created_at: number
  changed_at: number
  /** Modules, sessions and what happened, by ids, offsets and hashes: no words of a document. */
  state_json: string
}

/** Minutes of a plan's sessions by day, kept in step with the plan. */
export interface PlanDaysTable {
  plan_id: string
  /** ISO date. */
  date: string
  minutes: number
}
