import type { Extraction } from '@learnpath/contracts'
import type { Selectable } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { GraphExtractionsTable } from '../../../ports/graph-tables.ts'
import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'
import type { TokenBudget } from './metered-model.ts'

export type ExtractionRow = Selectable<GraphExtractionsTable>
export type EndState = Extract<Extraction['state'], 'done' | 'spent' | 'failed' | 'cancelled'>

const OPEN = ['running', 'paused'] as const

/** Readings by language models, as rows. */
export interface ExtractionStore {
  /** @returns null when one is open for the collection */
  insert(row: ExtractionRow, also: (transaction: DatabaseTransaction) => Promise<void>): Promise<ExtractionRow | null>
  find(id: string): Promise<ExtractionRow | undefined>
  /** The latest first. */
  list(collectionId: string): Promise<ExtractionRow[]>
  open(): Promise<ExtractionRow[]>
  /**
   * Marks an open one as running. What was set aside for a call of which nobody has written down what it took is taken as spent.
   * @returns undefined when it is not open any more
   */
  resume(id: string, passagesLeft: number): Promise<ExtractionRow | undefined>
  pause(id: string, failure: string): Promise<void>
  /** @returns false when it had ended before */
  end(id: string, state: EndState, failure?: string): Promise<boolean>
  budget(id: string): TokenBudget
}

export function createExtractionStore(db: Database, clock: Pick<Clock, 'now'>): ExtractionStore {
  const openRow = (id: string) => db.updateTable('graph_extractions').where('id', '=', id).where('state', 'in', OPEN)

  return {
    async insert(row, also) {
      return await db.transaction().execute(async (transaction) => {
        const open = await transaction
          .selectFrom('graph_extractions')
          .select('id')
          .where('collection_id', '=', row.collection_id)
          .where('state', 'in', OPEN)
          .executeTakeFirst()
        if (open !== undefined) return null
        await transaction.insertInto('graph_extractions').values(row).execute()
        await also(transaction)
        return row
      })
    },
    find: async (id) => await db.selectFrom('graph_extractions').selectAll().where('id', '=', id).executeTakeFirst(),
    list: async (collectionId) =>
      await db
        .selectFrom('graph_extractions')
        .selectAll()
        .where('collection_id', '=', collectionId)
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .execute(),
    open: async () => await db.selectFrom('graph_extractions').selectAll().where('state', 'in', OPEN).execute(),
    resume: async (id, passagesLeft) =>
      await openRow(id)
        .set((row) => ({
          state: 'running' as const,
          failure: null,
          prompt_tokens: row('prompt_tokens', '+', row.ref('reserved_tokens')),
          reserved_tokens: 0,
          passages_left: passagesLeft,
        }))
        .returningAll()
        .executeTakeFirst(),
    async pause(id, failure) {
      await openRow(id).set({ state: 'paused', failure }).execute()
    },
    async end(id, state, failure) {
      const ended = { state, failure: failure ?? null, ended_at: clock.now() }
      const { numUpdatedRows } = await openRow(id).set(ended).executeTakeFirst()
      return numUpdatedRows > 0
    },
    budget: (id) => ({
      async reserve(tokens) {
        const { numUpdatedRows } = await openRow(id)
          .set({ reserved_tokens: tokens })
          .where((row) =>
            row(
              row(row('prompt_tokens', '+', row.ref('completion_tokens')), '+', tokens),
              '<=',
              row.ref('maximum_tokens'),
            ),
          )
          .executeTakeFirst()
        return numUpdatedRows > 0
      },
      // Also of one that has been cancelled meanwhile: what was spent is spent.
      async settle({ promptTokens, completionTokens }) {
        await db
          .updateTable('graph_extractions')
          .set((row) => ({
            prompt_tokens: row('prompt_tokens', '+', promptTokens),
            completion_tokens: row('completion_tokens', '+', completionTokens),
            reserved_tokens: 0,
          }))
          .where('id', '=', id)
          .execute()
      },
    }),
  }
}
