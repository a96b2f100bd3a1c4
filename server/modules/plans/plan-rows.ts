import { LearnPathError } from '@learnpath/contracts'
import type { DatabaseTransaction, RelationalStore } from '../../ports/relational-store.ts'
import type { PlanState } from './plan-state.ts'
import type { StoredPlan } from './showing/show-plan.ts'

/** The rows of plans. */
export interface PlanRows {
  insert(plan: StoredPlan): Promise<void>
  update(plan: StoredPlan): Promise<void>
  /** @throws LP_PLAN_NOT_FOUND */
  get(planId: string): Promise<StoredPlan>
  /** The newest first. */
  list(): Promise<StoredPlan[]>
  /** @throws LP_PLAN_NOT_FOUND */
  delete(planId: string): Promise<void>
  /** Minutes by ISO date, both ends included. */
  minutesByDay(from: string, to: string): Promise<Map<string, number>>
}

export function createPlanRows({ db }: Pick<RelationalStore, 'db'>): PlanRows {
  return {
    async insert(plan) {
      await db.transaction().execute(async (transaction) => {
        const { id, createdAt, changedAt, state } = plan
        await transaction
          .insertInto('plans')
          .values({
            id,
            collection_id: state.collectionId,
            created_at: createdAt,
            changed_at: changedAt,
            state_json: JSON.stringify(state),
          })
          .execute()
        await writeDays(transaction, plan)
      })
    },
    async update(plan) {
      await db.transaction().execute(async (transaction) => {
        const done = await transaction
          .updateTable('plans')
          .set({ changed_at: plan.changedAt, state_json: JSON.stringify(plan.state) })
          .where('id', '=', plan.id)
          .executeTakeFirst()
        if (Number(done.numUpdatedRows) === 0) throw new LearnPathError('LP_PLAN_NOT_FOUND', { detail: plan.id })
        await writeDays(transaction, plan)
      })
    },
    async get(planId) {
      const row = await db.selectFrom('plans').selectAll().where('id', '=', planId).executeTakeFirst()
      if (row === undefined) throw new LearnPathError('LP_PLAN_NOT_FOUND', { detail: planId })
      return planOf(row)
    },
    async list() {
      const rows = await db.selectFrom('plans').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
      return rows.map(planOf)
    },
    async delete(planId) {
      const gone = await db.deleteFrom('plans').where('id', '=', planId).executeTakeFirst()
      if (Number(gone.numDeletedRows) === 0) throw new LearnPathError('LP_PLAN_NOT_FOUND', { detail: planId })
    },
    async minutesByDay(from, to) {
      const rows = await db
        .selectFrom('plan_days')
        .select(['date', (eb) => eb.fn.sum<number | string>('minutes').as('minutes')])
        .where('date', '>=', from)
        .where('date', '<=', to)
        .groupBy('date')
        .orderBy('date')
        .execute()
      return new Map(rows.map(({ date, minutes }) => [date, Number(minutes)]))
    },
  }
}

interface PlanRow {
  readonly id: string
  readonly created_at: number
  readonly changed_at: number
  readonly state_json: string
}

function planOf(row: PlanRow): StoredPlan {
  const state = JSON.parse(row.state_json) as PlanState
  return { id: row.id, createdAt: row.created_at, changedAt: row.changed_at, state }
}

/** Rows per statement; SQLite takes a limited number of values in one. */
const DAYS_PER_INSERT = 200

async function writeDays(transaction: DatabaseTransaction, { id, state }: StoredPlan): Promise<void> {
  const minutes = new Map<string, number>()
  for (const session of state.sessions) {
    minutes.set(session.date, (minutes.get(session.date) ?? 0) + session.minutes)
  }
  await transaction.deleteFrom('plan_days').where('plan_id', '=', id).execute()
  const rows = [...minutes].map(([date, sum]) => ({ plan_id: id, date, minutes: sum }))
  for (let at = 0; at < rows.length; at += DAYS_PER_INSERT) {
    await transaction
      .insertInto('plan_days')
      .values(rows.slice(at, at + DAYS_PER_INSERT))
      .execute()
  }
}
