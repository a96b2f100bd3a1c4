import type { Clock } from '../../../ports/clock.ts'
import type { Database } from '../../../ports/relational-store.ts'

/** The pieces of an evaluation's work that are done, and how often people judged them. */
export interface RunResults {
  ratings(id: string): Promise<number>
  /** A piece of work that was done; undefined when it was not. */
  result(id: string, key: string): Promise<unknown>
  putResult(id: string, key: string, result: unknown): Promise<void>
  results(id: string): Promise<ReadonlyMap<string, unknown>>
}

export function createRunResults(db: Database, clock: Pick<Clock, 'now'>): RunResults {
  return {
    async ratings(id) {
      const row = await db
        .selectFrom('evaluation_ratings')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('run_id', '=', id)
        .executeTakeFirst()
      return row?.count ?? 0
    },
    async result(id, key) {
      const row = await db
        .selectFrom('evaluation_results')
        .select('result_json')
        .where('run_id', '=', id)
        .where('key', '=', key)
        .executeTakeFirst()
      return row === undefined ? undefined : JSON.parse(row.result_json)
    },
    async putResult(id, key, result) {
      const json = JSON.stringify(result)
      await db
        .insertInto('evaluation_results')
        .values({ run_id: id, key, result_json: json, created_at: clock.now() })
        .onConflict((conflict) => conflict.columns(['run_id', 'key']).doUpdateSet({ result_json: json }))
        .execute()
    },
    async results(id) {
      const rows = await db
        .selectFrom('evaluation_results')
        .select(['key', 'result_json'])
        .where('run_id', '=', id)
        .orderBy('key')
        .execute()
      return new Map(rows.map((row) => [row.key, JSON.parse(row.result_json) as unknown]))
    },
  }
}
