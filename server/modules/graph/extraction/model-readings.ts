import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'
import type { ModelReading } from '../model-reading.ts'
import { PROMPT_VERSION } from './extraction-prompt.ts'
import type { Passage } from './unread-passages.ts'

/** One passage as a model has read it. */
export interface ReadPassage {
  /** Null when it could not. */
  readonly reading: ModelReading | null
  readonly promptTokens: number
  readonly completionTokens: number
  readonly durationMs: number
}

/** Writes the reading for every document that has the passage and is still there. */
export async function saveReading(
  transaction: DatabaseTransaction,
  { hash, documentIds }: Pick<Passage, 'hash' | 'documentIds'>,
  { model, read }: { readonly model: string; readonly read: ReadPassage },
): Promise<void> {
  const there = await transaction.selectFrom('documents').select('id').where('id', 'in', documentIds).execute()
  for (const [at, { id }] of there.entries()) {
    const isFirst = at === 0
    const values = {
      prompt_version: PROMPT_VERSION,
      reading_json: read.reading === null ? null : JSON.stringify(read.reading),
      prompt_tokens: isFirst ? read.promptTokens : 0,
      completion_tokens: isFirst ? read.completionTokens : 0,
      duration_ms: isFirst ? Math.round(read.durationMs) : 0,
    }
    await transaction
      .insertInto('graph_model_readings')
      .values({ document_id: id, content_hash: hash, model, ...values })
      .onConflict((conflict) => conflict.columns(['document_id', 'content_hash', 'model']).doUpdateSet(values))
      .execute()
  }
}

/** Gives documents the readings of their passages that were read for other documents. @returns whether there were any */
export async function shareReadings(db: Database, passages: readonly Passage[], model: string): Promise<boolean> {
  let any = false
  for (const { hash, documentIds } of passages) {
    const rows = await db
      .selectFrom('graph_model_readings')
      .select(['document_id', 'reading_json'])
      .where('content_hash', '=', hash)
      .where('model', '=', model)
      .where('prompt_version', '=', PROMPT_VERSION)
      .execute()
    const having = new Set(rows.map((row) => row.document_id))
    const lacking = documentIds.filter((id) => !having.has(id))
    const [known] = rows
    if (known === undefined || lacking.length === 0) continue
    const reading = known.reading_json === null ? null : (JSON.parse(known.reading_json) as ModelReading)
    const read = { reading, promptTokens: 0, completionTokens: 0, durationMs: 0 }
    await db
      .transaction()
      .execute(async (transaction) => await saveReading(transaction, { hash, documentIds: lacking }, { model, read }))
    any = true
  }
  return any
}

/** What a passage took this model on average; null when it has read none. */
export async function measuredMs(db: Database, model: string): Promise<number | null> {
  const { mean } = await db
    .selectFrom('graph_model_readings')
    .select(({ fn }) => fn.avg<number | null>('duration_ms').as('mean'))
    .where('model', '=', model)
    .where('prompt_version', '=', PROMPT_VERSION)
    .where('completion_tokens', '>', 0)
    .executeTakeFirstOrThrow()
  return mean
}
