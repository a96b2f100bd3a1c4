import { LearnPathError, type EvaluationKind, type EvaluationState } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { AccessScope } from '../../../kernel/access/access-scope.ts'
import { currentMember } from '../../../kernel/access/current-member.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { EvaluationRunsTable } from '../../../ports/evaluation-tables.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { createRunResults, type RunResults } from './run-results.ts'

export interface StoredRun {
  readonly id: string
  /** On whose behalf it is done: it measures what they may see. */
  readonly startedBy: Pick<AccessScope, 'workspaceId' | 'memberId'>
  readonly kind: EvaluationKind
  readonly title: string
  readonly state: EvaluationState
  /** As its kind stored it. */
  readonly config: unknown
  /** Null until it is complete. */
  readonly report: unknown
  readonly failure: { readonly code: string; readonly message: string; readonly advice: string } | null
  readonly createdAt: number
  readonly changedAt: number
}

/** Evaluations as they are stored. */
export interface RunRows extends RunResults {
  insert(run: Pick<StoredRun, 'id' | 'kind' | 'title' | 'config'>, db?: Database): Promise<void>
  /** @throws LP_EVALUATION_NOT_FOUND */
  get(id: string): Promise<StoredRun>
  /** Null when there is none, as after it was deleted. */
  find(id: string): Promise<StoredRun | null>
  /** The newest first. */
  list(query: {
    readonly kind?: EvaluationKind | undefined
    readonly limit: number
    readonly offset: number
  }): Promise<{ readonly runs: StoredRun[]; readonly total: number }>
  /** Ids of those that wait or run. */
  underWay(): Promise<string[]>
  update(id: string, change: Partial<Pick<StoredRun, 'state' | 'config' | 'report' | 'failure'>>): Promise<void>
  delete(id: string): Promise<void>
}

const orNull = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

function runOf(row: Selectable<EvaluationRunsTable>): StoredRun {
  return {
    id: row.id,
    startedBy: { workspaceId: row.workspace_id, memberId: row.member_id },
    kind: row.kind,
    title: row.title,
    state: row.state,
    config: JSON.parse(row.config_json),
    report: orNull(row.report_json),
    failure: orNull(row.failure_json) as StoredRun['failure'],
    createdAt: row.created_at,
    changedAt: row.changed_at,
  }
}

const jsonOrNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export function createRunRows(db: Database, clock: Pick<Clock, 'now'>): RunRows {
  async function find(id: string): Promise<StoredRun | null> {
    const row = await db.selectFrom('evaluation_runs').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : runOf(row)
  }

  return {
    async insert({ id, kind, title, config }, transaction = db) {
      const now = clock.now()
      await transaction
        .insertInto('evaluation_runs')
        .values({
          id,
          member_id: currentMember(),
          kind,
          title,
          state: 'queued',
          config_json: JSON.stringify(config),
          report_json: null,
          failure_json: null,
          created_at: now,
          changed_at: now,
        })
        .execute()
    },
    find,
    async get(id) {
      const run = await find(id)
      if (run === null) throw new LearnPathError('LP_EVALUATION_NOT_FOUND', { detail: id })
      return run
    },
    async list({ kind, limit, offset }) {
      const all = db
        .selectFrom('evaluation_runs')
        .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'chat'))
      const rows = await all
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute()
      const count = await all.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirst()
      return { runs: rows.map(runOf), total: count?.count ?? 0 }
    },
    async underWay() {
      const rows = await db
        .selectFrom('evaluation_runs')
        .select('id')
        .where('state', 'in', ['queued', 'running'])
        .execute()
      return rows.map(({ id }) => id)
    },
    async update(id, { state, config, report, failure }) {
      await db
        .updateTable('evaluation_runs')
        .set({
          changed_at: clock.now(),
          ...(state !== undefined && { state }),
          ...(config !== undefined && { config_json: JSON.stringify(config) }),
          ...(report !== undefined && { report_json: jsonOrNull(report) }),
          ...(failure !== undefined && { failure_json: jsonOrNull(failure) }),
        })
        .where('id', '=', id)
        .execute()
    },
    async delete(id) {
      await db.deleteFrom('evaluation_runs').where('id', '=', id).execute()
    },
    ...createRunResults(db, clock),
  }
}
