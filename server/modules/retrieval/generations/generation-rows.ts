import { LearnPathError } from '@learnpath/contracts'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { EmbeddingGenerationsTable } from '../../../ports/database-schema.ts'
import type { Database } from '../../../ports/relational-store.ts'

export type GenerationRow = Readonly<Selectable<EmbeddingGenerationsTable>>

/** The generations as they are stored. */
export interface GenerationRows {
  /** The serving one first, then the newest. */
  all(): Promise<GenerationRow[]>
  /** @throws LP_GENERATION_NOT_FOUND */
  get(generationId: string): Promise<GenerationRow>
  /** Adds one; when it is to serve next, no other is. */
  insert(row: Insertable<EmbeddingGenerationsTable>): Promise<GenerationRow>
  update(generationId: string, values: Updateable<EmbeddingGenerationsTable>): Promise<GenerationRow>
  /** Lets this one, and no other, serve as soon as it is complete. */
  build(generationId: string, options: { readonly activate: boolean }): Promise<GenerationRow>
  /** In one transaction: what served is kept, this one serves. */
  switchTo(generationId: string, at: number): Promise<void>
  /** Its vectors must be gone. */
  delete(generationId: string): Promise<void>
}

async function unmarkAll(db: Database): Promise<void> {
  await db.updateTable('embedding_generations').set({ activate_when_complete: 0 }).execute()
}

export function createGenerationRows(db: Database): GenerationRows {
  async function get(generationId: string): Promise<GenerationRow> {
    const row = await db
      .selectFrom('embedding_generations')
      .selectAll()
      .where('id', '=', generationId)
      .executeTakeFirst()
    if (row === undefined) throw new LearnPathError('LP_GENERATION_NOT_FOUND', { detail: generationId })
    return row
  }

  return {
    get,
    async all() {
      return await db
        .selectFrom('embedding_generations')
        .selectAll()
        .orderBy((order) => order.case().when('state', '=', 'serving').then(0).else(1).end())
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
    },
    async insert(row) {
      await db.transaction().execute(async (transaction) => {
        if (row.activate_when_complete === 1) await unmarkAll(transaction)
        await transaction.insertInto('embedding_generations').values(row).execute()
      })
      return await get(row.id)
    },
    async update(generationId, values) {
      await db.updateTable('embedding_generations').set(values).where('id', '=', generationId).execute()
      return await get(generationId)
    },
    async build(generationId, { activate }) {
      await db.transaction().execute(async (transaction) => {
        if (activate) await unmarkAll(transaction)
        await transaction
          .updateTable('embedding_generations')
          .set({ state: 'building', failure_code: null, failure_message: null })
          .$if(activate, (query) => query.set({ activate_when_complete: 1 }))
          .where('id', '=', generationId)
          .execute()
      })
      return await get(generationId)
    },
    async switchTo(generationId, at) {
      await db.transaction().execute(async (transaction) => {
        const table = transaction.updateTable('embedding_generations')
        await table.set({ state: 'standby' }).where('state', '=', 'serving').execute()
        await table
          .set({ state: 'serving', activate_when_complete: 0, activated_at: at })
          .where('id', '=', generationId)
          .execute()
      })
    },
    async delete(generationId) {
      await db.deleteFrom('embedding_generations').where('id', '=', generationId).execute()
    },
  }
}
