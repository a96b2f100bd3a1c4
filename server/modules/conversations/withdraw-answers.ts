import type { AskResponse } from '@learnpath/contracts'
import type { DatabaseTransaction, RelationalStore } from '../../ports/relational-store.ts'

/**
 * Deleting a document deletes every trace of it: an answer that quotes it goes, and its passages go from among the nearest of a
 * question without an answer. Looks at what is stored, so that a kill between the deletion and this loses nothing.
 */
export async function withdrawAnswers(store: Pick<RelationalStore, 'db' | 'purgeDeleted'>): Promise<void> {
  const { db } = store
  const rows = await db
    .selectFrom('turn_documents as t')
    .leftJoin('documents as d', 'd.id', 't.document_id')
    .where('d.id', 'is', null)
    .select(['t.turn_id', 't.document_id'])
    .execute()
  if (rows.length === 0) return
  for (const turnId of new Set(rows.map(({ turn_id }) => turn_id))) {
    const gone = new Set(rows.filter(({ turn_id }) => turn_id === turnId).map(({ document_id }) => document_id))
    await db.transaction().execute(async (transaction) => await withdraw(transaction, turnId, gone))
  }
  await store.purgeDeleted()
}

async function withdraw(transaction: DatabaseTransaction, turnId: string, gone: ReadonlySet<string>): Promise<void> {
  const row = await transaction
    .selectFrom('conversation_turns')
    .select('response_json')
    .where('id', '=', turnId)
    .executeTakeFirst()
  const response = JSON.parse(row?.response_json ?? 'null') as AskResponse | null
  const isCited = response?.citations.some(({ documentId }) => gone.has(documentId)) === true
  const rest = isCited || response === null ? null : withoutNearest(response, gone)
  await transaction
    .updateTable('conversation_turns')
    .set({ response_json: rest === null ? null : JSON.stringify(rest), ...(isCited && { state: 'withdrawn' }) })
    .where('id', '=', turnId)
    .execute()
  const forgotten = transaction.deleteFrom('turn_documents').where('turn_id', '=', turnId)
  await (isCited ? forgotten : forgotten.where('document_id', 'in', [...gone])).execute()
}

const withoutNearest = (response: AskResponse, gone: ReadonlySet<string>): AskResponse => ({
  ...response,
  nearest: response.nearest.filter(({ documentId }) => !gone.has(documentId)),
})
